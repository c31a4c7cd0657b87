"""The closed sets of words used in the tables, the code and the report."""

from enum import StrEnum


class Outcome(StrEnum):
    """What a check says of one subject. Only the runner says ``error`` and ``attested``."""

    PASS = "pass"
    FAIL = "fail"
    NEEDS_INPUT = "needs_input"
    ATTEST = "attest"
    ATTESTED = "attested"
    NOT_APPLICABLE = "not_applicable"
    ERROR = "error"


#: A clause takes the first of these that any of its judgements has.
ROLL_UP = (
    Outcome.FAIL,
    Outcome.ERROR,
    Outcome.NEEDS_INPUT,
    Outcome.ATTEST,
    Outcome.ATTESTED,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)

OUTCOME_TITLES = {
    Outcome.PASS: "符合",
    Outcome.FAIL: "不符合",
    Outcome.NEEDS_INPUT: "缺少台账",
    Outcome.ATTEST: "待人工确认",
    Outcome.ATTESTED: "已确认",
    Outcome.NOT_APPLICABLE: "不适用",
    Outcome.ERROR: "未能检查",
}


class Severity(StrEnum):
    """How much a failed check weighs."""

    VETO = "veto"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"


#: Heaviest first.
SEVERITY_TITLES = {
    Severity.VETO: "单项否决",
    Severity.MAJOR: "重要",
    Severity.MINOR: "一般",
    Severity.INFO: "提示",
}


class FindingState(StrEnum):
    """Where a finding stands in its life over runs."""

    NEW = "new"  # opened by this run
    OPEN = "open"
    REOPENED = "reopened"  # had been rectified and failed again
    RECTIFIED = "rectified"  # proven: looked at again and passed
    WAIVED = "waived"  # a waiver in force annotates it
    WITHDRAWN = "withdrawn"  # it should not have been opened


STATE_TITLES = {
    FindingState.NEW: "新发现",
    FindingState.OPEN: "未整改",
    FindingState.REOPENED: "再次出现",
    FindingState.RECTIFIED: "已整改",
    FindingState.WAIVED: "已豁免",
    FindingState.WITHDRAWN: "已撤销",
}


class Fetch(StrEnum):
    """How the attempt to capture one discovered URL ended."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    REDIRECTED = "redirected"
    ROBOTS = "robots"
    OVER_BUDGET = "over_budget"
    FAILED = "failed"


FETCH_TITLES = {
    Fetch.FETCHED: "已抓取",
    Fetch.UNCHANGED: "未变化",
    Fetch.REDIRECTED: "已跳转",
    Fetch.ROBOTS: "robots.txt 不允许",
    Fetch.OVER_BUDGET: "超出抓取上限",
    Fetch.FAILED: "抓取失败",
}


class Cause(StrEnum):
    """Why a URL has no usable body (``Fetch.FAILED`` and ``Fetch.OVER_BUDGET``)."""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    STATUS = "status"
    TOO_LARGE = "too_large"
    BLOCKED = "blocked"
    BROKEN = "broken"
    PAGES = "pages"
    BYTES = "bytes"
    DEPTH = "depth"
    TRAP = "trap"
    WINDOW = "window"
    HOPS = "hops"
    INVALID = "invalid"


CAUSE_TITLES = {
    Cause.DNS: "域名无法解析",
    Cause.CONNECT: "无法建立连接",
    Cause.TLS: "证书或加密连接错误",
    Cause.TIMEOUT: "响应超时",
    Cause.STATUS: "服务器返回错误状态",
    Cause.TOO_LARGE: "文件过大",
    Cause.BLOCKED: "被防护页面拦截",
    Cause.BROKEN: "响应内容损坏",
    Cause.PAGES: "超过页数上限",
    Cause.BYTES: "超过流量上限",
    Cause.DEPTH: "超过层级上限",
    Cause.TRAP: "疑似无限链接",
    Cause.WINDOW: "巡检时间窗口已结束",
    Cause.HOPS: "连续跳转过多",
    Cause.INVALID: "网址无效",
}


class Place(StrEnum):
    """Where on a page a link or a date stands."""

    NAV = "nav"
    BREADCRUMB = "breadcrumb"
    LIST = "list"
    BODY = "body"
    FOOTER = "footer"
    PAGER = "pager"
    SCRIPT = "script"
    FRAME = "frame"
    META = "meta"
    HEADER = "header"
    URL = "url"


#: What a page is instead of content, as people read it.
QUALITY_TITLES = {
    "protection": "防护页面",
    "maintenance": "维护页面",
    "broken": "服务器出错页面",
    "not-found": "页面不存在",
    "empty": "空白页面",
    "frameset": "框架页",
    "redirect": "跳转页",
    "login": "登录页面",
    "parked": "域名停放页面",
    "too-large": "网页过大,未阅读",
    "unreadable": "网页无法阅读",
    "data": "供网页脚本读取的数据,不是网页",
    "rendered": "浏览器绘制后的网页,不是服务器的回答",
}


#: Doubts about a page whose content stands at an address of its own, which is captured itself.
FRAMED_DOUBT = "网页只有框架,内容在框架之内"
GATEWAY_DOUBT = "是离开本网站的跳转提示页"

#: Words of the probes for why a visit failed.
VISIT_CAUSES = {
    "timeout": "超时", "refused": "连接被拒绝", "reset": "连接被重置", "tls": "加密连接失败",
    "unreachable": "网络不可达", "unresolved": "域名解析失败", "no-address": "域名没有地址",
    "broken": "内容传输中断", "redirects": "连续跳转过多", "status": "返回错误状态",
    "turned-away": "被防护系统拒绝", "prohibited": "巡检机不允许连接", "connect": "无法建立连接",
}  # fmt: skip
