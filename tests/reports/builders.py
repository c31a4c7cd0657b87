"""Results built in memory: a plan of 27 clauses and judgements of every outcome."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from typing import Any

from store.judgements import CheckCard, Evidence, Finding, Judgement, NormCitation
from store.results import Clause, Coverage, Event, Plan, Results
from store.snapshot import ColumnView, Item, Run
from store.vocabulary import Outcome, Severity

HOST = "http://wht.example.gov.cn"
NIGHT = dt.datetime(2018, 12, 19, 17, 32, 5, tzinfo=dt.UTC)

GENERAL, MARKET, FINANCE = "厅办公室", "厅市场处", "厅计划财务处"
PUBLIC, ALL = "厅公共文化处", "厅机关各处室"
DIVISIONS = "提案建议承办单位、处室"

SECTIONS = {
    "一、着力加强公开解读回应工作 / (一)围绕建设法治政府全面推进政务公开": ("1", "2", "3", "4"),
    "一、着力加强公开解读回应工作 / (二)围绕重点领域加大主动公开力度": ("5", "6", "7", "8"),
    "一、着力加强公开解读回应工作 / (三)围绕稳定市场预期加强政策解读": ("9", "10"),
    "一、着力加强公开解读回应工作 / (四)围绕社会重大关切加强舆情回应": ("11", "12", "13"),
    "二、着力提升政务服务工作实效 / (五)推进网上办事服务公开": ("14", "16", "17"),
    "二、着力提升政务服务工作实效 / (六)提升实体政务大厅服务能力": ("18",),
    "三、着力推进政务公开平台建设 / (七)强化政府网站建设管理": ("19", "20", "21", "22a"),
    "三、着力推进政务公开平台建设 / (八)用好“两微一端”新平台": ("23a",),
    "三、着力推进政务公开平台建设 / (九)规范有序开展政府公报工作": ("22b",),
    "四、着力推进政务公开制度化规范化 / (十)完善政务公开制度规范": ("23b", "24", "25"),
    "四、着力推进政务公开制度化规范化 / (十一)加强组织保障": ("26",),
}


TITLES = {
    "1": ("推进政策执行更加阳光透明", ALL),
    "2": ("推进人大代表建议和政协委员提案办理结果公开", GENERAL),
    "3": ("建立市场准入负面清单信息公开机制", MARKET),
    "4": ("做好政府部门权责清单调整和公开工作", MARKET),
    "5": ("推进财政预决算信息公开", FINANCE),
    "6": ("做好重大建设项目批准和实施领域信息公开", FINANCE),
    "7": ("加强社会公益事业建设领域信息公开", PUBLIC),
    "8": ("把重点领域信息公开纳入主动公开基本目录", GENERAL),
    "9": ("聚焦重大部署的政策解读", ALL),
    "10": ("落实信息发布主体责任", GENERAL),
    "11": ("增强舆情风险防控意识", GENERAL),
    "12": ("做好民生热点舆情回应", GENERAL),
    "13": ("完善协调联动机制", GENERAL),
    "14": ("加大宣传力度扩大知晓范围", GENERAL),
    "16": ("及时公开政策落实情况和阶段成果", MARKET),
    "17": ("进一步完善网民留言办理机制", ALL),
    "18": ("公布“最多跑一次”事项清单和办事指南", MARKET),
    "19": ("加强政府网站考评和内容建设", GENERAL),
    "20": ("严格规范网站管理", GENERAL),
    "21": ("完成网站改造升级", GENERAL),
    "22a": ("开展公共信息资源开放试点", GENERAL),
    "23a": ("用好“两微一端”新平台", GENERAL),
    "22b": ("规范有序开展政府公报工作", ALL),
    "23b": ("规范依申请公开工作", GENERAL),
    "24": ("健全信息公开审查制度", GENERAL),
    "25": ("推进主动公开基本目录编制", GENERAL),
    "26": ("强化培训督查和考核评估", GENERAL),
}

TEXTS = {
    "2": "依法公开人大代表建议和政协委员提案办理结果，对社会广泛关注、关系国计民生的建议和提案，"
    "承办单位原则上要公开答复全文。",
    "5": "按时全面公开财政预决算信息。",
    "7": "于2018年6月底前梳理细化应公开事项，逐项明确公开主体、内容、标准、方式和程序，"
    "并在门户网站增设公开专栏，做好内容保障与更新。",
    "21": "推进政府网站部署互联网协议第六版（IPv6）的实施。",
}

BUDGET_LAW = NormCitation("budget-law#14", "中华人民共和国预算法", "主席令第12号", "第十四条", "V1")
BUDGET_RULE = NormCitation("cy-143", "地方预决算公开操作规程", "财预〔2016〕143号", "", "V2")
WELFARE = NormCitation("gbf-10", "国务院办公厅关于推进社会公益事业建设领域政府信息公开的意见",
                       "国办发〔2018〕10号", "", "V1")  # fmt: skip
IPV6 = NormCitation("ipv6-plan", "推进互联网协议第六版（IPv6）规模部署行动计划", "", "", "memory")

CARDS = (
    CheckCard("budget.published-in-time", "5", "部门预算、决算在财政部门批复后20日内公开",
              Severity.VETO, "在“财政预决算”栏目补发，并注明批复日期。",
              "公开日期距财政部门批复日期不超过20日（自然日）。", (BUDGET_LAW, BUDGET_RULE),
              needs=("budget_approvals",)),
    CheckCard("budget.tables-complete", "5", "预算、决算公开表格齐全", Severity.MAJOR,
              "补齐缺少的表格；没有数据的表格列出空表并说明。", "八张表格齐全。", (BUDGET_RULE,)),
    CheckCard("budget.sums-agree", "5", "表内合计与各表之间勾稽一致", Severity.MAJOR,
              "核对原表，更正后重新发布并说明更正原因。", "差额不超过0.01万元乘以行数。", ()),
    CheckCard("welfare.column-exists", "7", "门户网站设有社会公益事业公开专栏", Severity.MAJOR,
              "增设专栏。", "从首页点击不超过两次到达专栏。", (WELFARE,)),
    CheckCard("welfare.column-fresh", "7", "公益专栏按期更新", Severity.MAJOR, "补充更新。",
              "最新条目距截至日期不超过6个月。", (WELFARE,)),
    CheckCard("proposals.full-text", "2", "应公开全文的建议提案答复公开了全文", Severity.MAJOR,
              "公开答复全文。", "答复正文有称谓、答复内容、落款和日期。", (), needs=("proposals",)),
    CheckCard("proposals.overview", "2", "公开年度建议提案办理总体情况", Severity.MINOR,
              "发布年度办理总体情况。", "每年一篇。", ()),
    CheckCard("ipv6.address-records", "21", "网站主机有 IPv6 地址记录", Severity.MAJOR,
              "为主机名增加 AAAA 记录。", "每个主机名至少一条公网 AAAA 记录。", (IPV6,)),
    CheckCard("ipv6.home-page", "21", "首页可经 IPv6 访问", Severity.MAJOR, "开通 IPv6 服务。",
              "经 IPv6 取得首页。", (IPV6,)),
)  # fmt: skip


def digest(words: str) -> str:
    return "sha256:" + hashlib.sha256(words.encode()).hexdigest()


def clauses() -> tuple[Clause, ...]:
    section_of = {key: section for section, keys in SECTIONS.items() for key in keys}
    return tuple(
        Clause(
            key=key,
            number=key.rstrip("ab"),
            title=title,
            text=TEXTS.get(key, f"{title}。"),
            section=section_of[key],
            lead=(GENERAL,) if key == "2" else (),
            responsible=(DIVISIONS,) if key == "2" else (office,),
            offices_raw=f"责任单位:{office}",
        )
        for key, (title, office) in TITLES.items()
    )


def seen(path: str, quote: str, locator: str = "正文", kind: str = "quote") -> Evidence:
    """Evidence at a page of the portal; offset and length follow from the path."""
    number = len(path) * 1009
    return Evidence(
        kind=kind, url=HOST + path, quote=quote, locator=locator, capture_id=number,
        captured_at=NIGHT + dt.timedelta(seconds=number % 3000), status=200, digest=digest(path),
        warc="run-00041-001.warc.gz", offset=number * 17, length=4321,
        record_id="<urn:uuid:6f1f7e2a-0c6c-4b1e-9a51-0d6a3c9f3a10>",
    )  # fmt: skip


def judge(
    check: str,
    outcome: Outcome,
    message: str,
    *evidence: Evidence,
    subject: str = "",
    title: str = "",
) -> Judgement:
    card = next(card for card in CARDS if card.id == check)
    return Judgement(check, card.clause, subject, outcome, card.severity, message, title, evidence)


def fails() -> list[Judgement]:
    row = Evidence(kind="register-row", locator="台账 budget_approvals.xlsx 第4行",
                   quote="陇原省文化厅，2018，预算，批复日期 2018-02-05",
                   source_digest=digest("budget_approvals.xlsx"))  # fmt: skip
    fail = Outcome.FAIL
    return [
        judge("budget.published-in-time", fail,
              "财政部门2018年2月5日批复，2018年3月6日公开，相隔29日，超过20日。",
              seen("/czyjs/201803/t20180306_1.html", "发布时间：2018-03-06 10:20", "页眉"), row,
              subject="陇原省文化厅/2018/预算", title="陇原省文化厅2018年部门预算公开情况说明"),
        judge("budget.published-in-time", fail,
              "财政部门2018年8月10日批复，2018年9月12日公开，相隔33日，超过20日。",
              seen("/czyjs/201809/t20180912_7.html", "发布时间：2018-09-12", "页眉"), row,
              subject="陇原省图书馆/2017/决算", title="陇原省图书馆2017年度部门决算"),
        judge("budget.tables-complete", fail, "缺少“政府性基金预算支出表”，也没有说明为空表。",
              seen("/czyjs/201803/P020180306_yusuan.xlsx",
                   "部门收支总表；部门收入总表；部门支出总表；财政拨款收支总表；"
                   "一般公共预算支出表；一般公共预算基本支出表；“三公”经费支出表",
                   "工作簿的全部工作表名", "cell"),
              subject="陇原省文化厅/2018/预算/表格", title="2018年部门预算公开表"),
        judge("budget.sums-agree", fail, "“部门支出总表”各行相加为 8,412.36 万元，"
              "合计行为 8,421.36 万元，相差 9.00 万元。",
              seen("/czyjs/201803/P020180306_yusuan.xlsx", "合计 8421.36",
                   "工作表 部门支出总表 第31行第2列", "cell"),
              subject="陇原省文化厅/2018/预算/支出", title="2018年部门预算公开表"),
        judge("welfare.column-fresh", fail,
              "最新条目发布于2018年4月11日，距截至日期253日，超过6个月。",
              seen("/gysy/index.html", "我省公共文化服务体系建设情况　2018-04-11", "列表第1条",
                   "list-row"), subject="/gysy/", title="社会公益事业"),
        judge("proposals.full-text", fail, "只公开了答复摘要（86字），没有答复全文。",
              seen("/jyta/201807/t20180720_3.html", "您提出的《关于加强乡村文化站建设的建议》收悉，"
                   "现将办理情况摘要公布如下"),
              subject="省人大第0312号", title="关于省十三届人大一次会议第0312号建议的答复"),
        judge("proposals.full-text", fail, "只公开了答复摘要（112字），没有答复全文。",
              seen("/jyta/201807/t20180722_5.html", "现将办理情况摘要公布如下"),
              subject="省政协第0178号", title="关于省政协第0178号提案的答复"),
        judge("proposals.overview", fail, "没有发现2018年度建议提案办理总体情况。",
              seen("/", "检索词：建议提案、办理总体情况",
                   "已检查本次抓取的 312 个页面和附件的导航、列表与标题", "absence")),
        judge("ipv6.address-records", fail, "主机 wht.example.gov.cn 没有 AAAA 记录。",
              Evidence(kind="probe", locator="AAAA 记录，向权威服务器查询",
                       quote="wht.example.gov.cn. IN AAAA → NOERROR，0 条",
                       captured_at=NIGHT), subject="wht.example.gov.cn"),
        judge("ipv6.home-page", fail, "经 IPv6 无法建立连接，经 IPv4 可以访问。",
              Evidence(kind="probe", locator="TCP 443，不回退到 IPv4", captured_at=NIGHT,
                       quote="connect [2001:db8::10]:443 → refused"), subject="www"),
    ]  # fmt: skip


def others() -> list[Judgement]:
    return [
        judge("budget.published-in-time", Outcome.NEEDS_INPUT,
              "台账 budget_approvals 没有陇原省博物馆2018年预算的批复日期。",
              subject="陇原省博物馆/2018/预算", title="陇原省博物馆2018年部门预算"),
        judge("budget.tables-complete", Outcome.PASS, "八张表格齐全。",
              seen("/czyjs/201808/a.xlsx", "收支总表"), subject="陇原省图书馆/2018/预算"),
        judge("budget.sums-agree", Outcome.ERROR,
              f"附件 {HOST}/czyjs/201708/b.pdf 无法读取：扫描件，没有文字层。",
              subject="陇原省文化厅/2016/决算", title="2016年度部门决算"),
        judge("budget.sums-agree", Outcome.NOT_APPLICABLE, "该年度没有政府性基金收支。",
              subject="陇原省文化厅/2017/决算"),
        judge("welfare.column-exists", Outcome.ATTEST,
              "专栏最早条目为2018年7月3日，无法确认2018年6月30日前是否已设立，请人工确认。",
              seen("/gysy/", "社会公益事业", "导航"), subject="/gysy/"),
        judge("welfare.column-exists", Outcome.ATTESTED,
              "事项表没有“程序”一栏，无法判断；办公室张某2018年12月1日确认：程序见附件。",
              seen("/gysy/", "事项表", "正文"), subject="/gysy/sxb/"),
        judge("proposals.full-text", Outcome.PASS, "已公开答复全文。",
              seen("/jyta/1.html", "感谢您对文化工作的关心"), subject="省人大第0101号"),
    ]  # fmt: skip


def numbered(judgements: list[Judgement], prefix: str = "甘文旅-2018") -> tuple[Finding, ...]:
    return tuple(
        Finding(f"{prefix}-{number:04d}", judgement.fingerprint, 38 + number % 4, 41, judgement)
        for number, judgement in enumerate(judgements, 1)
    )


def column(name: str, path: str, items: int, expected: int | None, complete: bool) -> ColumnView:
    entries = tuple(Item(f"{HOST}{path}{n}.html", f"{name}{n}", None, HOST + path)
                    for n in range(items))  # fmt: skip
    return ColumnView(name, (name,), HOST + path, (HOST + path,), entries, complete, expected)


def coverage() -> Coverage:
    return Coverage(
        discovered=342,
        outcomes={"fetched": 301, "unchanged": 11, "redirected": 9, "robots": 4, "over_budget": 6,
                  "failed": 11},
        causes={"timeout": 4, "status": 7, "trap": 6},
        share=0.954,
        body_bytes=48_512_900,
        unread=(f"{HOST}/czyjs/201708/b.pdf：扫描件，没有文字层",),
        left_out={"返回的不是正文内容(登录页面)": 2, "存疑:网页不完整,在标签中间中断": 1},
        left_out_pages=(
            (f"{HOST}/oa/", "not-the-site", "返回的不是正文内容(登录页面)"),
            (f"{HOST}/xwdt/a.html", "doubtful", "存疑:网页不完整,在标签中间中断"),
        ),
        failures=((f"{HOST}/hdjl/wsdc/index.html", "服务器返回错误状态(503)"),
                  (f"{HOST}/xxgk/old.htm", "响应超时(30 秒)")),
    )  # fmt: skip


def results(**changes: Any) -> Results:
    """A whole night: ten fails, one of each other outcome, clauses without a check."""
    judgements = [*fails(), *others()]
    built = Results(
        run=Run(41, "陇原省文化厅门户网站", HOST + "/", dt.date(2018, 12, 20), NIGHT, 2018,
                ("wht.example.gov.cn",)),
        plan=Plan("2018年省文化厅政务公开工作要点", 2018, clauses(), "2018-06-29", "陇原省文化厅",
                  doubts=("第14条没有“责任单位”字样，按括号内文字取厅办公室。",)),
        cards=CARDS,
        judgements=tuple(judgements),
        findings=numbered(fails()),
        coverage=coverage(),
        columns=(column("财政预决算", "/czyjs/", 12, 12, True),
                 column("建议提案", "/jyta/", 18, 107, False),
                 column("社会公益事业", "/gysy/", 9, None, True)),
        events=(Event("2018-12-19T18:02:11+00:00", "trap",
                      f"{HOST}/calendar?month= 一类网址超过 500 个，其余不再抓取"),
                Event("2018-12-19T18:10:42+00:00", "retry-after", "服务器要求等待 120 秒，已照办")),
        offices={GENERAL: "陇原省文化和旅游厅办公室", MARKET: "市场管理处", PUBLIC: PUBLIC},
        ended_at="2018-12-19T19:05:40+00:00",
        code_version="0.1.0",
        config_digest=digest("config"),
        registers=(("budget_approvals", "registers/budget_approvals.xlsx", digest("x"), 14),),
        waivers=({"check": "welfare.column-fresh", "subject": "/gysy/", "approver": "王某",
                  "reason": "专栏改版，材料正在报审", "valid_from": dt.date(2018, 12, 1),
                  "valid_until": dt.date(2018, 12, 31)},),
    )  # fmt: skip
    return dataclasses.replace(built, **changes)
