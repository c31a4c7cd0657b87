"""The navigation of the sample portal, and the pages that stand still: guides, leaders, reports."""

from __future__ import annotations

import datetime as dt
from random import Random

from tests.portal import welfare
from tests.portal.model import DEPARTMENT, Article, Block, Column, Grid, Heading
from tests.portal.words import CITIES, COUNTIES, GENRES

COLUMNS = (
    Column("xwdt", "新闻动态", "/xwdt/", description="文化系统新闻动态"),
    Column("ywdt", "要闻动态", "/xwdt/ywdt/", "xwdt", description="厅机关要闻"),
    Column("sxdt", "市州动态", "/xwdt/szdt/", "xwdt", "next", 12, "各市州文化工作动态"),
    Column("tzgg", "通知公告", "/tzgg/", description="通知公告"),
    Column("zwgk", "政务公开", "/zwgk/", description="政府信息公开"),
    Column("zcwj", "政策文件", "/zwgk/zcwj/", "zwgk", "query", 10, "规范性文件和其他政策文件"),
    Column("zcjd", "政策解读", "/zwgk/zcjd/", "zwgk", "next", 10, "政策解读"),
    Column("rsxx", "人事信息", "/zwgk/rsxx/", "zwgk", "next", 15, "人事任免和公开招聘"),
    Column("gs", "公示公告", "/zwgk/gs/", "zwgk", "next", 15, "公示"),
    Column(
        "czyjs", "财政预决算", "/zwgk/czyjs/", "zwgk", description="部门预算、决算和“三公”经费公开"
    ),
    Column(
        "jyta",
        "建议提案办理",
        "/zwgk/jyta/",
        "zwgk",
        "next",
        10,
        "人大代表建议和政协委员提案办理结果",
        dated=False,
    ),
    Column("ldxx", "领导信息", "/zwgk/ldxx/", "zwgk", "next", 15, "厅领导简介和分工"),
    Column(
        "xxgk", "信息公开目录", "/zwgk/xxgk/", "zwgk", "next", 15, "信息公开指南、目录和年度报告"
    ),
    Column("shgy", "社会公益事业", "/shgy/", description="社会公益事业建设领域信息公开"),
    Column("whdt", "公共文化动态", "/shgy/whdt/", "shgy", "script", 10, "公共文化服务动态"),
    Column("mfkf", "免费开放", "/shgy/mfkf/", "shgy", "next", 10, "公共文化设施免费开放"),
    Column("tpgj", "脱贫攻坚", "/shgy/tpgj/", "shgy", "next", 10, "文化扶贫和驻村帮扶"),
    Column("bsfw", "办事服务", "/bsfw/", description="办事服务"),
    Column("bszn", "办事指南", "/bsfw/bszn/", "bsfw", "next", 15, "行政许可事项办事指南"),
    Column("hdjl", "互动交流", "/hdjl/", description="互动交流"),
    Column("lyhf", "留言选登", "/hdjl/lyhf/", "hdjl", "next", 10, "网民留言与回复"),
    Column("whzy", "文化资源库", "/whzy/", "", "next", 8, "陇原文化资源介绍", encoding="gbk"),
)

GUIDES = (
    "营业性演出审批", "设立演出经纪机构审批", "设立经营性互联网文化单位审批",
    "美术品进出口经营活动审批", "涉外营业性演出审批", "设立娱乐场所审批", "社会艺术水平考级机构审批",
)  # fmt: skip
LEADERS = (
    ("陈志远", "党组书记、厅长", "主持省文化厅全面工作，分管人事处、计划财务处"),
    ("周晓峰", "党组成员、副厅长", "分管公共文化处、非遗处"),
    ("韩丽华", "党组成员、副厅长", "分管文化市场处、产业处"),
    ("冯国强", "党组成员、驻厅纪检组组长", "主持驻厅纪检组工作"),
)
QUESTIONS = (
    "省图书馆周末开放时间", "办理演出审批需要哪些材料", "少儿艺术考级报名", "村级文化广场健身器材维修",
    "非遗传承人申报条件", "网吧未成年人上网举报", "流动图书车什么时候到我们镇", "文化馆公益培训名额",
)  # fmt: skip


def static_articles(rng: Random, key: int) -> list[Article]:
    """Guides, leaders, reports, answered messages and the old resource corner."""
    found: list[Article] = []
    for make in (_guides, _leaders, _reports, _messages, _libraries, _resources):
        found += make(rng, key + len(found))
    return found


def _guides(rng: Random, key: int) -> list[Article]:
    return [
        Article(key + n, "bszn", f"{name}办事指南", dt.date(2018, 4, 10 + n), _guide(rng, name))
        for n, name in enumerate(GUIDES)
    ]


def _guide(rng: Random, name: str) -> list[Block]:
    rows = (
        ("事项名称", name), ("设定依据", "《营业性演出管理条例》《娱乐场所管理条例》等有关规定"),
        ("申请条件", "有确定的名称、住所和符合规定的从业人员"),
        ("办理材料", "1.申请书；2.法人资格证明；3.法定代表人有效身份证件；4.场所使用证明"),
        ("办理地点", "省政务大厅二楼文化厅窗口"), ("办理时间", "工作日上午9:00—12:00，下午13:30—17:00"),
        ("联系电话", f"0931-884{rng.randint(1000, 9999)}"), ("办理流程", "申请—受理—审查—决定—送达"),
        ("办理期限", "法定20个工作日，承诺10个工作日"), ("收费情况", "不收费"),
    )  # fmt: skip
    return [Grid(f"{name}办事指南", (("要素", "内容"),), rows)]


def _leaders(rng: Random, key: int) -> list[Article]:
    return [
        Article(
            key + n, "ldxx", f"{name}　{post}", dt.date(2018, 3, 12), [
                f"{name}，现任{DEPARTMENT}{post}。", f"工作分工：{duty}。",
            ],
        )
        for n, (name, post, duty) in enumerate(LEADERS)
    ]  # fmt: skip


def _reports(rng: Random, key: int) -> list[Article]:
    guide: list[Block] = [
        "为方便公民、法人和其他组织获取本机关政府信息，编制本指南。",
        Heading("一、信息分类和编排体系"),
        "分为机构职能、政策法规、规划计划、财政信息、业务工作、人事信息等六类，按索引号编排。",
        Heading("二、获取方式"),
        "主动公开的信息可在本网站查阅；申请公开的，可当面、信函、传真或通过网站提交申请，自收到之日起15个工作日内答复。",
        Heading("三、公开机构"),
        "机构名称：陇原省文化厅办公室；办公地址：兰河市城关区文化路598号；办公时间：工作日8:30—12:00，14:30—18:00；"
        "联系电话：0931-8841200；传真号码：0931-8841201；电子邮箱：xxgk@wht.sample.test。",
    ]
    catalogue: list[Block] = [
        Grid(
            "主动公开基本目录",
            (("公开事项", "公开内容", "公开时限", "公开主体", "公开方式"),),
            tuple(
                (name, f"{name}有关信息", "20个工作日内", "厅办公室", "门户网站")
                for name in ("决策公开", "执行公开", "管理公开", "服务公开", "结果公开", "政策解读",
                             "回应关切", "公众参与", "财政预决算", "社会公益事业")
            ),
        )
    ]  # fmt: skip
    years = [
        Article(key + 2 + n, "xxgk", f"{DEPARTMENT}{year}年政府信息公开工作年度报告",
                dt.date(year + 1, 3, 15), _report(rng, year))
        for n, year in enumerate((2014, 2015, 2016, 2017))
    ]  # fmt: skip
    return [
        Article(key, "xxgk", f"{DEPARTMENT}政府信息公开指南", dt.date(2018, 1, 15), guide),
        Article(key + 1, "xxgk", f"{DEPARTMENT}主动公开基本目录", dt.date(2018, 7, 20), catalogue),
        *years,
    ]


def _report(rng: Random, year: int) -> list[Block]:
    received = rng.randint(9, 40)
    return [
        f"本报告由{DEPARTMENT}根据政府信息公开条例编制，统计期限为{year}年1月1日至12月31日。",
        Heading("一、总体情况"),
        f"{year}年，主动公开政府信息{rng.randint(900, 2600)}条，其中门户网站{rng.randint(600, 890)}条。",
        Heading("二、依申请公开情况"),
        f"全年收到申请{received}件，全部按期答复，未收取费用，未发生行政复议和行政诉讼。",
        Heading("三、存在的问题和改进措施"),
        "公开的时效性有待进一步增强，下一步将健全机制、加强培训。",
    ]


def _messages(rng: Random, key: int) -> list[Article]:
    found = []
    for n, question in enumerate(QUESTIONS):
        day = dt.date(2018, 4 + n, 8 + n)
        body: list[Block] = [
            f"留言内容：您好，想咨询一下{question}，谢谢！",
            f"答复内容：您好！关于{question}，经核实，请携带有效证件到相关窗口办理，"
            f"也可拨打0931-884{rng.randint(1000, 9999)}咨询。感谢您的关注。",
        ]
        found.append(Article(key + n, "lyhf", f"关于{question}的咨询", day, body))
    return found


def _libraries(rng: Random, key: int) -> list[Article]:
    header = (("名称", "馆址", "联系方式", "馆藏概况", "主要服务内容和方式"),)
    rows = tuple(welfare.library(rng, n) for n in range(13))
    body: list[Block] = [
        "根据《中华人民共和国公共图书馆法》第十八条，现将全省公共图书馆基本信息公布如下。"
    ]
    body.append(Grid("全省公共图书馆名录", header, rows))
    return [Article(key, "mfkf", "全省公共图书馆名录", dt.date(2018, 6, 21), body, tag="libraries")]


def _resources(rng: Random, key: int) -> list[Article]:
    """The old corner: short texts on folk arts and places, in a template of its own."""
    found = []
    names = [*(f"{g}艺术" for g in GENRES), *(f"{c}民俗文化" for c in COUNTIES)]
    for n, name in enumerate(names):
        body: list[Block] = [
            f"{name}流传于陇原省{CITIES[n % len(CITIES)]}一带，特色鲜明，距今已有{300 + n * 11}余年历史。",
            "其表现形式古朴生动，题材多取自民间故事和日常生活，深受群众喜爱，先后列入省级和国家级非物质文化遗产名录。",
            f"目前全省有代表性传承人{rng.randint(2, 30)}名，传习所{rng.randint(1, 12)}处，每年举办展演活动"
            f"{rng.randint(4, 60)}场次。",
        ]
        day = dt.date(2012, 1 + n % 12, 3 + n)
        found.append(Article(key + n, "whzy", name, day, body, views=1999 + n, label="更新日期："))
    return found
