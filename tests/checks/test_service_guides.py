"""Clause 18: both sides of every limit, other portals' guides, and what must accuse nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from checks._declare import Check
from checks._guides import ELEMENTS
from checks._service_guides import bare_name, is_service_portal
from checks.guides import elements_complete, no_catch_all, useful
from checks.guides_agreement import agree
from checks.guides_changes import changes_published
from checks.guides_list import forms_open, one_visit_list
from store._config_tables import SiteFacts
from store.facts import Facts, Guide, Link
from store.snapshot import Past, Snapshot
from store.vocabulary import Cause, Fetch
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case

D = dt.date
NEW = D(2026, 11, 2)
NAME = "营业性演出审批"
WHOLE = {**dict.fromkeys(ELEMENTS, "见说明"), "事项名称": NAME}
OWN, FILE = "/bszn/1.html", "/bszn/1.doc"
SERVICE = "http://zwfw.example.gov.cn/sx/1.html"


def guide(elements: Mapping[str, str] = WHOLE, name: str = NAME, forms: Sequence[Link] = (),
          **more: Any) -> Facts:  # fmt: skip
    return builders.page(name, guide=Guide(name, dict(elements), tuple(forms)), **more)


def without(*names: str, **told: str) -> dict[str, str]:
    """All eight elements but some."""
    return {k: v for k, v in {**WHOLE, **told}.items() if k not in names}


def night(elements: Mapping[str, str] = WHOLE, count: int = 1, *, pages: Any = None,
          as_of: D = NEW, columns: Any = (), failed: Any = None, past: Any = None, **more: Any,
          ) -> Snapshot:  # fmt: skip
    own = {f"/bszn/{n}.html": guide(elements, f"{NAME}{n}" if n > 1 else NAME, **more)
           for n in range(1, count + 1)}  # fmt: skip
    home = builders.page("首页", nav=[(url, "办事") for url in own])
    return builders.snapshot({"/": home, **own, **(pages or {})}, columns, as_of=as_of,
                             plan_year=as_of.year, failed=failed, past=past)  # fmt: skip


THREE = ("设定依据", "申请条件", "办理流程")
FOUR = (*THREE, "办理材料")
PLAIN = builders.snapshot({"/": builders.page("首页", nav=(("/tzgg/", "通知公告"),)),
                           "/tzgg/": builders.page("通知公告")}, as_of=NEW)  # fmt: skip
LOST = builders.snapshot(failed={"/bsfw/": Cause.STATUS}, anchors={"/bsfw/": "办事服务"}, as_of=NEW)
DARK = builders.snapshot(home=False, failed={"/": Cause.TIMEOUT})
UNREAD = [builders.column("guides", "/bszn/", [("/bszn/9.html", "演出审批", "2018-01-01")])]
PARTIAL = [builders.column("guides", "/bszn/", complete=False)]

COMPLETE = [
    Case("whole", night(), PASS, "齐全"),
    Case("three missing", night(without(*THREE)), PASS, "缺少：设定依据"),
    Case("four missing", night(without(*FOUR)), FAIL, "办理材料"),
    Case("four left blank", night({**WHOLE, **dict.fromkeys(FOUR, "")}), FAIL),
    Case("in 2018 no norm", night(without(*FOUR), as_of=D(2018, 12, 20)), ATTEST, "未核实"),
    Case("the rest in a file", night(without(*FOUR), links=[(FILE, "办事指南.doc")],
         pages={FILE: builders.attachment(("指南",))}), ATTEST, "附件"),
    Case("the rest on the service portal", night(without(*FOUR), links=[(SERVICE, "在线办理")]), ATTEST,
         "政务服务网"),
    Case("its home page holds no rest", night(without(*FOUR),
         links=[("http://zwfw.example.gov.cn/", "政务服务网")]), FAIL),
    Case("a stricter office", night(without(*THREE)), FAIL, settings={"too_many": 3}),
    Case("no guides", PLAIN, NOT_APPLICABLE),
    Case("nothing seen", DARK, ERROR),
]  # fmt: skip
USEFUL = [
    Case("one good guide", night(), PASS, "1 个"),
    Case("all four bad", night(without(*FOUR), 4), FAIL, "没有一个可用"),
    Case("all five bad: the number is recalled", night(without(*FOUR), 5), ATTEST, "凭记忆"),
    Case("one of two bad", night(without(*FOUR), pages={"/x.html": guide(name="别的事项")}), PASS, "1 个"),
    Case("all bad, list not whole", night(without(*FOUR), columns=PARTIAL), ERROR),
    Case("all bad, files beside", night(without(*FOUR), links=[(FILE, "服务指南")],
         pages={FILE: builders.attachment(("x",))}), ATTEST),
    Case("a column that was not read as guides", builders.snapshot(
        {"/bszn/": builders.page("办事指南")}, UNREAD, as_of=NEW), ATTEST),
    Case("none at all", PLAIN, FAIL, "没有发现"),
    Case("none in 2018", builders.snapshot(), ATTEST),
    Case("the column failed", LOST, ERROR),
    Case("a list not whole", builders.snapshot({"/bszn/": builders.page("办事指南")}, PARTIAL), ERROR),
]  # fmt: skip


def materials(text: str, element: str = "办理材料") -> Snapshot:
    return night({**WHOLE, element: text})


CATCH_ALL = [
    Case("listed", materials("1.申请书；2.身份证"), PASS),
    Case("other materials", materials("1.申请书；2.其他材料"), FAIL, "其他材料"),
    Case("other necessary materials", materials("申请书、其它有关材料。"), FAIL),
    Case("as demanded", materials("申请书；按照窗口要求提供"), FAIL),
    Case("as the case may be", materials("申请书；根据实际情况提供"), FAIL),
    Case("other conditions", materials("1.有场所；2.其他条件", "申请条件"), FAIL, "申请条件"),
    Case("conditions of the law", materials("法律、行政法规规定的其他条件", "申请条件"), ATTEST),
    Case("none", materials("1.申请书；2.其他材料：无"), PASS),
    Case("not demanded", materials("申请书；无需其他材料"), PASS),
    Case("said what", materials("申请书；其他材料（房产证复印件）"), ATTEST),
    Case("a table of other names", materials("其他组织的登记证书"), PASS),
    Case("a guide without materials", night({"事项名称": NAME}), NOT_APPLICABLE),
    Case("no guides", PLAIN, NOT_APPLICABLE),
]

FORM = (Link(FILE, "申请表"),)


def days(*ago: int, status: int = 404, digest: str = "") -> list[Past]:
    """Nights so many days before, oldest first, in which an address ended badly (or as told)."""
    outcome = Fetch.FAILED if status >= 400 else Fetch.FETCHED
    return [Past(n, NEW - dt.timedelta(days=n), outcome, status, None, None, digest) for n in ago]


GONE: dict[str, Any] = {"forms": FORM, "failed": {FILE: Cause.STATUS}}
FORMS = [
    Case("opens", night(forms=FORM, pages={FILE: builders.attachment(("表",))}), PASS, "1 个"),
    Case("gone today", night(**GONE), ATTEST, "503"),
    Case("gone for two days", night(**GONE, past={FILE: days(1)}), ATTEST),
    Case("gone for three", night(**GONE, past={FILE: days(2, 1)}), FAIL),
    Case("gone twice on one day", night(**GONE, past={FILE: days(1, 1)}), ATTEST),
    Case("good in between", night(**GONE, past={FILE: [*days(5, 4, 3), *days(2, status=200)]}), ATTEST),
    Case("never asked for", night(forms=FORM), ERROR),
    Case("a page to fill in", night(forms=(Link("/tb.html", "在线填表"),),
         pages={"/tb.html": builders.page("在线填表")}), PASS),
    Case("a page in place of the file", night(forms=FORM, pages={FILE: builders.page("提示", "文件不存在")}),
         ATTEST, "网页"),
    Case("a file that we cannot read", night(forms=FORM,
         pages={FILE: builders.attachment(error="加密文件")}), ATTEST, "加密"),
    Case("a form named, none offered", night({**WHOLE, "示范文本": "申请表"}), ATTEST, "没有下载链接"),
    Case("none named", night({**WHOLE, "示范文本": "无"}), NOT_APPLICABLE),
    Case("no guides", PLAIN, NOT_APPLICABLE),
]  # fmt: skip

NAMES = ("营业性演出审批", "设立娱乐场所审批", "社会艺术水平考级机构审批")


def listed(
    *links: tuple[str, str], rows: Sequence[str] = NAMES, text: str = "", **more: Any
) -> Snapshot:
    """A page with the list; guides of the first two matters stand on the site."""
    grid = [("序号", "事项名称"), *((str(n), name) for n, name in enumerate(rows, 1))]
    shown = builders.page("最多跑一次事项清单", text, links=links, tables=[grid] if rows else ())
    column = builders.column("one-visit", "/zd/", name="最多跑一次")
    own = {f"/bszn/{n}.html": guide(name=name) for n, name in enumerate(NAMES[:2])}
    return builders.snapshot({"/zd/": shown, **own}, [column], **more)


ALL = tuple((f"/bszn/{n}.html", name) for n, name in enumerate(NAMES))
LISTS = [
    Case("every row leads on", listed(*ALL), PASS, "3 个事项"),
    Case("a row that does not", listed(*ALL[:2]), FAIL, "社会艺术水平考级机构审批"),
    Case("no row does, guides are there", listed(rows=NAMES[:2]), ATTEST),
    Case("every row has a link of the same words",
         listed(*((url, "办事指南") for url, _ in ALL)), ATTEST),
    Case("words around the name", listed(*((url, f"{n}（办事指南）") for url, n in ALL)), PASS),
    Case("a list that is all links", listed(*ALL[:2], rows=(), text="序号\n1\n2"), PASS, "2 个事项"),
    Case("all links but for one row", listed(*ALL[:2], rows=(), text="序号\n1\n2\n3"), ATTEST),
    Case("a guide that is gone", listed(*ALL[:2], ("/gone.html", NAMES[2]),
         failed={"/gone.html": Cause.STATUS}), PASS),
    Case("guides on the service portal", listed(*((SERVICE, name) for name in NAMES)), PASS),
    Case("an unread file", builders.snapshot({"/zd/": builders.page("最多跑一次", links=[(FILE, "清单")]),
         FILE: builders.attachment(text_layer=False)},
         [builders.column("one-visit", "/zd/", name="最多跑一次")]), ERROR),
    Case("a picture in each row", listed(*((url, "") for url, _ in ALL)), ATTEST),
    Case("a list in a file", builders.snapshot({
         "/zd/": builders.page("最多跑一次事项清单", links=[(FILE, "清单")]),
         FILE: builders.attachment(("清单",), [builders.table([("序号", "事项名称"), ("1", NAME)])],
                                   kind="xlsx")},
         [builders.column("one-visit", "/zd/", name="最多跑一次")]), ATTEST, "其他方式"),
    Case("a list without names", listed(rows=()), ATTEST, "没有识别出"),
    Case("news is no list", builders.snapshot({"/n.html": builders.page("全省推进最多跑一次事项改革")}),
         FAIL, "没有发现"),
    Case("none", PLAIN, FAIL),
    Case("the column failed", builders.snapshot(failed={"/zd/": Cause.STATUS},
         anchors={"/zd/": "最多跑一次"}), ERROR),
]  # fmt: skip

CODE = "620000-WHT-XK-0001"


def changed(text: str = "自2018年10月1日起实施", on: str = "2018-09-04", code: str = CODE,
            effective: str = "2018-10-01", approved: str = "2018-09-03", as_of: D = builders.AS_OF,
            **more: Any) -> Snapshot:  # fmt: skip
    row = {"item_code": CODE, "approved_on": D.fromisoformat(approved)}
    row |= {"effective_on": D.fromisoformat(effective)} if effective else {}
    shown = guide(text=f"事项编码：{code}\n{text}", on=on)
    return builders.snapshot({OWN: shown}, registers={"guide_changes": [row]}, as_of=as_of, **more)


OLD = builders.snapshot({OWN: guide({**WHOLE, "办理期限": "20日"})}, as_of=D(2018, 9, 10))
SAME = builders.snapshot({OWN: guide(WHOLE)}, as_of=D(2018, 9, 10))
EARLY = builders.snapshot({OWN: guide({**WHOLE, "办理期限": "20日"})}, as_of=D(2018, 9, 4))
FIRST = changed()
DIGEST = FIRST.capture(builders.at(OWN)).digest
BEFORE = Past(1, D(2018, 9, 2), Fetch.UNCHANGED, 200, None, None, DIGEST)
AFTER = Past(2, D(2018, 9, 5), Fetch.UNCHANGED, 200, None, None, DIGEST)
CHANGES = [
    Case("the day after", FIRST, PASS, "期限 2018-09-04"),
    Case("two days after", changed(on="2018-09-05"), ATTEST, "请人工核对"),
    Case("friday and monday", changed(approved="2018-08-31", on="2018-09-03"), PASS),
    Case("friday before a holiday with a make-up saturday",
         changed(approved="2018-09-28", on="2018-09-29"), PASS, "2018-09-29"),
    Case("after the make-up saturday", changed(approved="2018-09-28", on="2018-09-30"), ATTEST),
    Case("says when it was renewed",
         changed("更新日期：2018-09-04，自2018-10-01起实施", on="2018-04-10"), PASS),
    Case("does not say from when", changed("已更新"), FAIL, "没有写明"),
    Case("a notice says from when", builders.snapshot({OWN: guide(text=f"编码{CODE}", on="2018-09-04"),
         "/tz.html": builders.page(f"关于{NAME}办理条件变更的公告", "自2018年10月1日起施行")},
         registers={"guide_changes": [{"item_code": CODE, "approved_on": D(2018, 9, 3),
                                       "effective_on": D(2018, 10, 1)}]}), PASS),
    Case("no day of effect in the register", changed("x", effective=""), PASS),
    Case("effect before approval", changed(effective="2018-08-01"), ATTEST, "早于"),
    Case("no such code", changed(code="620000-WHT-XK-0002"), ATTEST, "没有找到"),
    Case("code written otherwise", changed(code="620000 WHT XK 0001"), PASS),
    Case("not due", changed(as_of=D(2018, 9, 4)), NOT_APPLICABLE),
    Case("the same page as before the approval", changed(past={OWN: [BEFORE]}), FAIL, "完全相同"),
    Case("the same page as after it", changed(past={OWN: [AFTER]}), PASS),
    Case("still old after the limit", changed(earlier=OLD), FAIL, "办理期限"),
    Case("no change since", changed(earlier=SAME), PASS),
    Case("old on the last day", changed(earlier=EARLY), PASS),
    Case("an undated page", changed(on=""), ATTEST, "没有日期"),
    Case("an empty register", builders.snapshot(registers={"guide_changes": []}), NEEDS_INPUT),
    Case("no register", builders.snapshot(), NEEDS_INPUT),
]  # fmt: skip


def pair(
    *, own: Mapping[str, str], other: Mapping[str, str], name: str = f"{NAME}服务指南"
) -> Snapshot:
    home = builders.page("首页", nav=[(OWN, NAME)])
    pages = {"/": home, OWN: guide({**WHOLE, **own}), SERVICE: guide({**WHOLE, **other}, name)}
    return builders.snapshot(pages, as_of=NEW)


LIST = {"办理材料": "1.申请书；2.法人证书"}
AGREE = [
    Case("alike", pair(own={**LIST, "收费": "不收费"}, other={**LIST, "收费": "否"}), PASS),
    Case("other days", pair(own={"办理期限": "20个工作日"}, other={"办理期限": "15个工作日"}), FAIL, "15"),
    Case("working days and days", pair(own={"办理期限": "20个工作日"}, other={"办理期限": "20日"}), FAIL),
    Case("promised and statutory",
         pair(own={"办理期限": "承诺5个工作日"}, other={"办理期限": "法定20个工作日"}), ATTEST),
    Case("one says more", pair(own={"办理期限": "法定20个工作日，承诺5个工作日"},
                               other={"办理期限": "法定办结时限20个工作日"}), ATTEST),
    Case("a fee", pair(own={"收费": "不收费"}, other={"收费": "200元"}), FAIL, "收费"),
    Case("written otherwise", pair(own={**LIST, "办理期限": "20 个工作日"},
                                   other={**LIST, "办理期限": "２０个工作日。"}), PASS),
    Case("one material more", pair(own=LIST, other={"办理材料": "1.申请书；2.法人证书；3.场地证明"}), ATTEST),
    Case("no list of materials", pair(own={"办理材料": ""}, other=LIST), NOT_APPLICABLE),
    Case("another matter", pair(own=LIST, other=LIST, name="设立娱乐场所审批"), NOT_APPLICABLE),
    Case("the service portal outside of the audit", night(), NOT_APPLICABLE),
    Case("nothing seen", DARK, ERROR),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {
    elements_complete: COMPLETE, useful: USEFUL, no_catch_all: CATCH_ALL, forms_open: FORMS,
    one_visit_list: LISTS, changes_published: CHANGES, agree: AGREE,
}  # fmt: skip


@pytest.mark.parametrize(
    ("url", "named", "expected"),
    [
        ("http://zwfw.gansu.gov.cn/a", (), True), ("http://www.gszwfw.gov.cn/a", (), True),
        ("http://other.gov.cn/a", (), False), ("http://other.gov.cn/a", ("other.gov.cn",), True),
        (f"{builders.HOME}zwfw/1.html", (), False),
        (f"{builders.HOME}zwfw/1.html", ("www.example.gov.cn/zwfw/",), True),
        (f"{builders.HOME}bszn/1.html", ("www.example.gov.cn/zwfw/",), False),
    ],
)  # fmt: skip
def test_what_is_the_service_portal(url: str, named: tuple[str, ...], expected: bool) -> None:
    night = builders.snapshot(about={"site": SiteFacts(service_portal=named)})
    assert is_service_portal(night, url) is expected


def test_names_of_guides_are_compared_without_what_all_titles_have() -> None:
    assert bare_name("营业性演出审批 办事指南") == bare_name("营业性演出审批（服务指南）") == NAME
