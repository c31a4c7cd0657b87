"""What protection, maintenance, not-found, parked and login pages say of themselves.

Each pattern names the site itself, the visitor's own request, or stands on a line of its own:
"该文件已失效" is the state of a policy, "到404会议室" a room, "大厅暂停服务" news.
"""

from __future__ import annotations

import re
from typing import Final

#: Products by what only their own pages carry, in text, title or script; the first match names it.
PRODUCTS: Final = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("加速乐", r"__jsl_clearance|__jsluid|加速乐|jiasule"),
        ("瑞数动态防护", r"\$_ts\b|FSSBB\w+|riversecurity|瑞数"),
        ("知道创宇云防御", r"知道创宇|创宇盾|yunaq\.com|365cyd"),
        ("安全狗", r"safedog|安全狗"),
        ("D盾", r"D盾"),
        ("长亭雷池", r"safeline|雷池|长亭|chaitin|\bsl-session\b"),
        ("阿里云防护", r"acw_sc__v\d|acw_tc|errors\.aliyun|aliyun_?waf|aliyunCaptcha|阿里云"
                       r"|_waf_(?:bd8ce2ce37|is_mobile)|有可能对网站造成安全威胁"),
        ("腾讯云防护", r"TencentCaptcha|__tst_status|EO_Bot\w*|edgeone|腾讯云|waf\.tencent|stgw-ui"),
        ("华为云防护", r"HWWAFSES\w+|hwclouds|huaweicloud|华为云"),
        ("宝塔网站防火墙", r"btwaf|宝塔|bt\.cn"),
        ("云锁", r"yunsuo\w*|security_session_(?:verify|mid_verify)|云锁"),
        ("360网站卫士", r"wzws\w*|360网站卫士|wangzhan\.360|anyu\.qianxin"),
        ("奇安信防护", r"奇安信|qianxin|qaxwaf|安域"),
        ("百度云加速", r"yunjiasu|百度云加速|su\.baidu"),
        ("安恒防护", r"玄武盾|安恒|dbappwaf|明御"),
        ("绿盟防护", r"绿盟|nsfocus"),
        ("深信服防护", r"sangfor|深信服"),
        ("Cloudflare", r"cdn-cgi/|cloudflare|challenge-platform"),
        ("验证码", r"验证码|captcha|滑动\S{0,8}验证|人机(?:验证|识别)|安全验证"),
        ("访问频率限制", r"(?:访问|请求|操作|点击|刷新)\S{0,4}(?:过于|太|过)(?:频繁|快)|请求过多"
                         r"|too many requests"),
    )
)  # fmt: skip

#: What no page says but one that stands between the visitor and the site.
BLOCKED: Final = re.compile(
    r"(?:您|你|本次|当前|该|此)?(?:的|请求|访问|IP|操作|行为)\S{0,12}(?:被|已)\S{0,6}(?:拦截|阻断|阻止|禁止|拒绝|限制|屏蔽|封禁)"
    r"|拦截(?:提示|原因|ID|编号|时间)|网站防火墙|Web应用防火墙|云防护|对网站造成安全威胁"
    r"|事件\s?(?:ID|编号)|Event\s?ID"
    r"|疑似(?:攻击|黑客)"
    r"|(?:包含|含有|存在|提交)\S{0,6}(?:恶意|危险|非法|不合法)\S{0,4}(?:请求|访问|参数|内容|字符|代码)"
    r"|恶意(?:请求|访问)|(?:访问|请求|操作|点击|刷新)\S{0,4}(?:过于|太|过)(?:频繁|快)|请求过多"
    r"|too many requests"
    r"|人机(?:验证|识别)|滑动\S{0,8}验证|Request (?:Blocked|Rejected)|(?:has been|was) blocked"
    r"|(?:开启|启用|打开|允许)(?:您的)?(?:浏览器)?(?:的)?\s?(?:JavaScript|Cookies?)\S{0,12}(?:刷新|访问|浏览|重试|继续)"
    r"|(?<!need to )(?<!Please )enable JavaScript(?! to run)"
    r"|正在(?:检查|检测|验证)(?:您的)?(?:浏览器|访问|环境)|Checking your browser|Just a moment"
    r"|访问(?:被|已被)(?:拒绝|拦截|阻断)"
    r"|请完成\S{0,6}(?:安全|人机)?验证|验证您?是(?:否为)?真人|D盾|安全狗|创宇盾|网站卫士|雷池|云锁",
    re.IGNORECASE,
)
#: The same said to the visitor, as it is in the design of a site.
ADDRESSED: Final = re.compile(
    r"(?:您|你|当前|本次)(?:的)?\S{0,8}(?:请求|访问|IP|操作|行为)\S{0,12}"
    r"(?:(?:被|已)\S{0,6}(?:拦截|阻断|阻止|禁止|拒绝|限制|屏蔽|封禁)|(?:过于|太|过)(?:频繁|快))"
    r"|^\W*(?:访问|请求|操作)(?:过于|太)频繁|请完成\S{0,6}(?:安全|人机)?验证|事件\s?(?:ID|编号)",
    re.IGNORECASE | re.MULTILINE,
)
#: What such a page says, and a short page of another kind may say too.
MAYBE_BLOCKED: Final = re.compile(
    r"安全防护|\bWAF\b|Access Denied|Forbidden|验证码|安全验证|请求\s?ID|Request ?ID|安全检查中"
    r"|进行安全检查"
    r"|(?:拖[动拽]|按住|向右滑动)\S{0,4}滑块|滑块\S{0,6}验证|禁止访问|拒绝访问|无权访问|没有权限|\b403\b",
    re.IGNORECASE,
)
#: The names that the scripts of challenges use; pages behind them carry some of these too.
SHELL: Final = re.compile(
    r"\$_ts\b|__jsl_clearance|_0x[0-9a-f]{4,6}\b|acw_sc__v\d|FSSBB\w+|wzws\w*"
    r"|eval\(function\(p,a,c,k|document\.cookie\s*="
    r"|challenge-platform|yunsuo_session|security_session_verify|cdn-cgi/|slowAES|__cdnuid|btwaf"
    r"|safeline|__tst_status"
    r"|EO_Bot\w*|TencentCaptcha|HWWAFSES\w+|aliyun_?waf|aliyunCaptcha|_\$jsvmp|_waf_|yunjiasu"
)

_SITE = r"(?:网站|本站|站点|系统|平台|门户|服务器|网页|页面|本网|官网|站群)"
_WORK = r"(?:升级|维护|检修|改版|改造|迁移|割接|维修)"
MAINTENANCE: Final = re.compile(
    rf"{_SITE}[^。\n]{{0,12}}(?:正在|正|处于)[^。\n]{{0,8}}(?:{_WORK}|建设)"
    rf"|{_SITE}[^。\n]{{0,6}}{_WORK}[^。\n]{{0,6}}(?:中|期间|改造)"
    rf"|正在(?:进行)?(?:系统|网站|服务器){_WORK}"
    rf"|{_SITE}[^。\n]{{0,20}}(?:暂停|停止|暂时关闭|临时关闭|暂不|暂时无法|暂未开放)"
    rf"|^\W*(?:系统|网站)?{_WORK}{{1,2}}中\W*$|(?:暂时|目前)无法(?:访问|提供服务)"
    r"|(?:is|under|for|scheduled|down for) maintenance|under construction"
    r"|service (?:temporarily )?unavailable"
    r"|be back soon",
    re.IGNORECASE | re.MULTILINE,
)

_LEAD = (
    r"^\W*(?:(?:很|非常|十分|真)?(?:抱歉|遗憾|对不起|不好意思)|出错了|错误|提示|哎呀|啊哦"
    r"|sorry|oops|404)?\W*"
)
_GONE = (
    r"(?:不存在|未找到|找不到|没有找到|无法找到|不见了|丢失|走丢|已?(?:经)?被?(?:删除|移除|撤下|下线|移走)|已失效|打不开"
    r"|无法显示|不翼而飞)"
)
_PAGE = r"(?:页面|网页|链接|网址|地址|文章|栏目|资源|稿件|URL|路径)"
_ANY = r"(?:页面|网页|文件|信息|内容|文章|栏目|资源|地址|网址|链接|稿件|附件|URL|路径|新闻|公告|记录|数据)"
_ASKED = r"(?<![如若果当])(?:您|你)\S{0,4}(?:访问|请求|查看|浏览|寻找|查找|打开|点击|找|输入)的?"
MISSING: Final = re.compile(
    rf"{_ASKED}\S{{0,6}}{_ANY}[^。\n]{{0,10}}(?:{_GONE}|已(?:更名|移动|转移)|可能)"
    rf"|{_LEAD}(?:该|此|本|当前|指定的?|请求的?|访问的?|你要的|您要的)?{_PAGE}\S{{0,3}}{_GONE}"
    rf"|{_LEAD}(?:该|此|请求的?|指定的?)?(?:信息|内容|记录|数据|文件|附件|新闻|公告)(?:不存在|已(?:经)?被?(?:删除|撤回|移除)|未找到|找不到)"
    rf"|(?:找不到|没有找到|未找到|无法找到|未能找到)(?:与)?(?:您|你|该|此|指定|所)\S{{0,8}}{_ANY}(?!相关)"
    rf"|{_LEAD}(?:服务器)?(?:上)?(?:找不到|没有找到|未找到|无法找到|未能找到)(?:页面|网页|文件|资源|网址|目录|文章)"
    r"|^\W*(?:HTTP\s*)?(?:错误|error|status|状态码?|代码)?\W*404(?:\.\d+)?\W*(?:错误|页面|未找到|找不到|提示|出错|not\s*found|error|nginx|resource|[-|_])?[^\n]{0,30}$(?<!室)(?<!房)(?<!号)"
    r"|^[^\n]{0,40}\b(?:page|file|resource|object|document|url)\b[^\n]{0,80}"
    r"\b(?:not (?:be )?found|does not exist|cannot be found)"
    r"|requested (?:resource|page|url)\b[^\n]{0,60}\bnot available"
    r"|^\W*not found\W*$|HTTP Status 404|no such (?:file|page)"
    r"|(?:参数|请求参数)(?:错误|不正确|非法|有误)\W*$",
    re.IGNORECASE | re.MULTILINE,
)
#: What a server says that broke while it made the page, in the words of its framework or database.
BROKEN: Final = re.compile(
    r"应用程序中的服务器错误|^\W*(?:HTTP\s*)?运行时错误|Server Error in |Whitelabel Error Page"
    r"|HTTP Status 50\d|\b50[0-4] (?:Internal|Bad|Service|Gateway)|Internal Server Error"
    r"|Bad Gateway|Gateway Time-?out"
    r"|Microsoft (?:OLE DB|VBScript|JET Database|JScript)|ADODB\.\w+|^Active Server Pages"
    r"|\b(?:Fatal|Parse) error\b\s*:|Uncaught \w*(?:Exception|Error)|SQLSTATE\[|error in your SQL syntax"
    r"|\b(?:java|javax|org|com)\.[\w.]{3,80}(?:Exception|Error)\b|\bORA-\d{5}|Traceback \(most recent"
    r"|establishing a database connection"
    r"|(?:数据库|连接数据库)\S{0,4}(?:连接|打开|访问)?(?:失败|出错|错误|异常)"
    r"|^\W*(?:系统|服务器|程序)(?:发生|出现|内部|运行)?(?:了)?(?:未知)?(?:错误|异常|繁忙)",
    re.IGNORECASE | re.MULTILINE,
)
PARKED: Final = re.compile(
    r"域名(?:正在)?(?:出售|转让|停放|已过期|过期|到期|未绑定)|(?:购买|出售)(?:此|该|本)域名"
    r"|domain (?:name )?(?:is |may be )*for sale"
    r"|buy this domain|parked (?:domain|free)|域名\S{0,6}未(?:进行)?备案"
    r"|(?:网站|站点|域名)未(?:进行)?备案|没有找到站点"
    r"|(?:站点|网站|空间|主机)(?:已)?(?:停用|到期|过期|关停)|恭喜\W*站点创建成功|Welcome to nginx"
    r"|Welcome to OpenResty"
    r"|Apache\S* (?:HTTP Server )?(?:Test|Default) Page|^It works!$|Test Page for the|IIS Windows"
    r"|Internet Information Services$",
    re.IGNORECASE | re.MULTILINE,
)
LOGIN: Final = re.compile(
    r"登\s*录|登\s*陆|用户名|密码|login|sign in|log in|账号|帐号|扫码", re.IGNORECASE
)
LOGIN_WALL: Final = re.compile(
    r"(?:请先|请您先|需要|必须|您?(?:还|尚)?(?:没有|未))登[录陆]"
    r"|登[录陆]后(?:才能|方可|查看|访问|继续|可)|会话(?:已)?(?:超时|过期|失效)"
    r"|登[录陆](?:已)?(?:超时|过期|失效)|统一身份认证",
)
#: What a title says that is news about the thing, not the thing.
NOTICE: Final = re.compile(
    r"通知|公告|通告|公示|启事|的函|办法|意见|答复|回复|来信|新闻|会议|说明|提醒|温馨提示|报道|指南"
    r"|须知"
)
#: A sentence that a script shows in a box instead of a page.
ALERT: Final = re.compile(r"alert\(\s*[\"']([^\"'\n]{2,80})")


def product_of(*texts: str) -> str:
    """The name of the protection by what its page carries; "" when it is none that is known."""
    return next((name for name, sign in PRODUCTS if any(sign.search(text) for text in texts)), "")
