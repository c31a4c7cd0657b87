"""The page and the attachments of a disclosure: explanation in words, tables beside it."""

from __future__ import annotations

from tests.portal.budget_figures import Figures, draw
from tests.portal.budget_tables import tables
from tests.portal.model import Article, Attachment, Block, Disclosure, Heading, Money

NUMERALS = "一二三四五六七八九十"
TERMS = (
    "1.一般公共预算拨款收入：指省级财政当年拨付的资金。",
    "2.事业收入：指事业单位开展专业业务活动及辅助活动所取得的收入。",
    "3.基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。",
    "4.项目支出：指在基本支出之外为完成特定行政任务和事业发展目标所发生的支出。",
    "5.“三公”经费：指用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。其中，因公出国（境）费"
    "反映单位公务出国（境）的国际旅费、住宿费、伙食费等支出；公务接待费反映单位按规定开支的各类公务接待支出。",
    "6.机关运行经费：指为保障行政单位运行用于购买货物和服务的各项资金，包括办公费、印刷费、邮电费、差旅费、会议费等。",
)


class _Figures:
    """The text's figures, with the slips of the pen that a mutation asks for."""

    def __init__(self, disclosure: Disclosure, seed: int) -> None:
        self._slips = disclosure.text_errors
        self.exact: Figures = draw(disclosure, seed)

    def __call__(self, name: str) -> str:
        amount = getattr(self.exact, name)
        return Money(amount + self._slips.get(name, 0)).text() + "万元"

    def step(self, now: str, before: str) -> str:
        """增加/减少 with the amount, or 持平."""
        delta = getattr(self.exact, now) - self.exact.before[before]
        if not delta:
            return "持平"
        return f"{'增加' if delta > 0 else '减少'}{Money(abs(delta)).text()}万元"

    def change(self, now: Money, before: Money) -> str:
        """增加/减少 with amount and per cent."""
        word = "增加" if now >= before else "减少"
        share = f"，{'增长' if now >= before else '下降'}{abs(now - before) / max(1, before):.2%}"
        return f"{word}{Money(abs(now - before)).text()}万元{share}"


def sections(disclosure: Disclosure, seed: int) -> list[Block]:
    """The explanation, numbered in order, without the sections that are left out."""
    say = _Figures(disclosure, seed)
    body: list[Block] = []
    makers = (_duties, _bodies, _changes, _general, _public, _office, _procurement, _assets, _terms)
    number = 0
    for make in makers:
        key, heading, paragraphs = make(disclosure, say)
        if key in disclosure.omit_sections:
            continue
        body.append(Heading(f"{NUMERALS[number]}、{heading}"))
        body.extend(paragraphs)
        number += 1
    return body


Section = tuple[str, str, list[str]]


def _word(disclosure: Disclosure) -> str:
    return "部门" if disclosure.is_department else "单位"


def _duties(d: Disclosure, say: _Figures) -> Section:
    if d.is_department:
        text = [
            "（一）贯彻执行党和国家文化工作的方针政策和法律法规，起草地方性法规、规章草案并组织实施。",
            "（二）拟订全省文化事业和文化产业发展规划并组织实施，推进文化领域体制机制改革。",
            "（三）管理全省文学艺术事业，指导艺术创作与生产，管理全省性重大文化活动。",
            "（四）推进公共文化服务体系建设，规划引导公共文化产品生产，指导基层文化设施建设。",
            "（五）拟订非物质文化遗产保护规划，组织实施保护和优秀民族文化的传承普及工作。",
        ]
    else:
        text = [
            f"{d.unit}是{'公益一类'}事业单位，主要承担文献收藏、社会教育、群众文化活动组织辅导和业务研究等职能。"
        ]
    return "duties", f"{_word(d)}主要职责", text


def _bodies(d: Disclosure, say: _Figures) -> Section:
    if d.is_department:
        text = "内设办公室、人事处、计划财务处、艺术处、公共文化处、非遗处、市场处等10个处室，所属单位12个。"
        text += "纳入编报范围的单位包括厅机关本级、陇原省图书馆、陇原省文化馆等，详见附表。"
    else:
        text = "内设办公室、采编部、典藏阅览部、读者服务部、信息技术部、辅导部等9个部门，无下属预算单位。"
    return "bodies", "机构设置情况", [f"{d.unit}{text}"]


def _changes(d: Disclosure, say: _Figures) -> Section:
    old = say.exact.before["total"]
    settled = d.kind == "决算"
    income = f"{d.year}年收入总计{say('grand')}，支出总计{say('grand')}。"
    if not settled:
        income = f"按照综合预算的原则，所有收入和支出均纳入预算管理。{d.year}年收支总预算{say('grand')}。"
    now = say.exact.spending
    return (
        "changes",
        f"收支{d.kind}总体情况及增减变化说明",
        [
            income,
            f"本年收入{say('income')}，其中：一般公共预算拨款{say('general')}，事业收入{say('business')}，"
            f"其他收入{say('other_income')}。",
            f"本年支出{say('spending')}，比{d.year - 1}年{d.kind}数{old.text()}万元{say.change(now, old)}，"
            "主要原因是政策性增支、专项业务工作量变化及免费开放补助资金调整。",
        ],
    )


def _general(d: Disclosure, say: _Figures) -> Section:
    basic, general = say.exact.basic, say.exact.general
    projects = Money(general - basic)
    return (
        "general",
        f"一般公共预算支出{d.kind}情况",
        [
            f"{d.year}年一般公共预算支出{say('general')}，其中：基本支出{say('basic')}，"
            f"占{basic / general:.2%}；项目支出{projects.text()}万元，占{projects / general:.2%}。",
            f"基本支出中，人员经费{Money(basic - say.exact.office_costs).text()}万元，"
            f"公用经费{say('office_costs')}。",
        ],
    )


def _public(d: Disclosure, say: _Figures) -> Section:
    heading = f"“三公”经费{d.kind}情况说明"
    old = Money(sum(say.exact.before[k] for k in ("abroad", "purchase", "running", "reception")))
    whole = (
        f"{d.year}年“三公”经费{d.kind}数为{say('public')}，"
        f"比{d.year - 1}年{say.change(say.exact.public, old)}。"
    )
    if d.merge_public:
        return "public", heading, [whole]
    parts = (
        f"其中：因公出国（境）费{say('abroad')}，比上年{say.step('abroad', 'abroad')}，主要是出访任务变化；"
        f"公务用车购置及运行费{say('cars')}（公务用车购置费{say('car_purchase')}，"
        f"比上年{say.step('car_purchase', 'purchase')}；公务用车运行维护费{say('car_running')}，"
        f"比上年{say.step('car_running', 'running')}），主要原因是严格执行公车管理规定；"
        f"公务接待费{say('reception')}，比上年{say.step('reception', 'reception')}，"
        "主要原因是落实中央八项规定精神，从严控制接待标准。"
    )
    return "public", heading, [whole, parts]


def _office(d: Disclosure, say: _Figures) -> Section:
    heading = "机关运行经费情况说明"
    if not d.is_department:
        return "office", heading, [f"{d.unit}为事业单位，{d.year}年未安排机关运行经费。"]
    text = (
        f"{d.year}年机关运行经费{d.kind}{say('office_costs')}，主要用于办公费、邮电费、差旅费、会议费、"
        "维修（护）费及其他商品和服务支出，与上年相比基本持平。"
    )
    return "office", heading, [text]


def _procurement(d: Disclosure, say: _Figures) -> Section:
    verb = "预算" if d.kind == "预算" else "支出"
    text = (
        f"{d.year}年政府采购{verb}总额{say('procurement')}，其中：政府采购货物{verb}{say('goods')}、"
        f"政府采购工程{verb}{say('works')}、政府采购服务{verb}{say('services')}。"
    )
    return "procurement", "政府采购情况说明", [text]


def _assets(d: Disclosure, say: _Figures) -> Section:
    text = (
        f"截至{d.year - (d.kind == '预算')}年12月31日，{d.unit}共有车辆{3 if not d.is_department else 11}辆，"
        "单价50万元以上通用设备2台（套），单价100万元以上专用设备1台（套）。"
        "按照预算绩效管理要求，对重点项目开展了绩效目标管理和自评。"
    )
    return "assets", "国有资产占用及绩效管理情况说明", [text]


def _terms(d: Disclosure, say: _Figures) -> Section:
    return "terms", "名词解释", list(TERMS)


def article(disclosure: Disclosure, seed: int) -> Article:
    """The published page of a disclosure, its files attached as its form says."""
    d = disclosure
    name = f"{d.unit}{d.year}年{'部门' if d.is_department else '单位'}{d.kind}"
    words, grids = sections(d, seed), tables(d, seed)
    stem = f"W0{d.published:%Y%m%d}{d.key:06d}"
    intro = f"根据《中华人民共和国预算法》和财政部门批复，现将{name}予以公开，具体内容如下。"
    body: list[Block] = [intro]
    files: list[Attachment] = []
    if d.form == "pdf":
        whole = (Heading(f"{name}公开说明"), *words, Heading("附表"), *grids)
        files = [
            Attachment(f"{name}公开情况说明及附表.pdf", f"{stem}.pdf", whole, scanned=d.scanned)
        ]
        body.append(f"{name}说明及附表详见附件。")
    elif d.form == "html":
        body += [
            *words,
            Heading("附：预算公开表格" if d.kind == "预算" else "附：决算公开表格"),
            *grids,
        ]
    elif d.form == "docx":
        text = (Heading(f"{name}情况说明"), *words)
        files = [
            Attachment(f"附件1：{name}情况说明", f"{stem}1.docx", text),
            Attachment(f"附件2：{name}公开表", f"{stem}2.xlsx", grids),
        ]
    else:
        body += words
        files = [Attachment(f"附件：{name}公开表.xlsx", f"{stem}.xlsx", grids)]
    return Article(
        d.key, "czyjs", name, d.published, body, clock="09:36", source="厅计划财务处",
        views=2000 + d.key % 900, attachments=files, tag=f"budget/{d.unit}/{d.year}/{d.kind}",
    )  # fmt: skip
