"""Numbers of private people: failed when beyond doubt, asked about when not, never in clear."""

from __future__ import annotations

from typing import Any

import pytest

from checks._declare import Check
from checks._private import begins
from checks.privacy import identity_numbers, mobile_numbers, other_details, review_rules
from crawler.reading.shielding import shielded
from store._config_tables import SiteFacts
from store.facts import Facts, PrivateNumber, Table
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, PASS, Case, judged

NUMBER = "11010519491231002X"  # the example of GB 11643
CARD = "6222600260001072444"
HOME = builders.page("首页", nav=[("/gs/", "公示"), ("/gs/1.html", "名单")])


def night(facts: Facts, path: str = "/gs/1.html", **more: Any) -> Snapshot:
    pages = {"/": HOME, path: shielded(facts, b"k" * 32)}  # type: ignore[type-var]
    return builders.snapshot(pages, **more)


def said(text: str, title: str = "公示", **more: Any) -> Snapshot:
    return night(builders.page(title, text), **more)


def listed(header: tuple[str, ...], *rows: tuple[str, ...], title: str = "名单") -> Snapshot:
    return night(builders.page(title, tables=[Table((header, *rows))]))


def noted(**more: object) -> Snapshot:
    """A page with an identity number as the reader noted it."""
    facts = {"kind": "identity", "place": "正文第1段", "masked": "110*************2X", **more}
    return builders.snapshot(
        {"/": HOME, "/gs/1.html": builders.page(private=(PrivateNumber(**facts),))}  # type: ignore[arg-type]
    )


LABELLED = f"王某，身份证号码：{NUMBER}"
NAMED = SiteFacts(must_name=("www.example.gov.cn/gs/",))
PLAIN = said("现予公示。")
UNSEEN = builders.snapshot(failed={"/": Cause.TIMEOUT}, home=False)
HIDDEN = builders.attachment(
    ["名单"],
    [Table((("姓名", "身份证号"), ("王某", NUMBER)), place="工作表 附表", hidden=True)],
    kind="xlsx",
)

CASES: dict[Check, list[Case]] = {
    identity_numbers: [
        Case("labelled", said(LABELLED), FAIL, "110*************2X"),
        Case("in a table under a header", listed(("姓名", "身份证号"), ("王某", NUMBER)),
             FAIL, "第2行"),
        Case("in a table beside a name alone", listed(("姓名", "备注"), ("王某", NUMBER)), FAIL),
        Case("in a table of certificates", listed(("姓名", "证书编号"), ("王某", NUMBER)),
             ATTEST, "可能是编号"),
        Case("in a hidden sheet", night(HIDDEN, "/gs/1.xlsx"), FAIL, "隐藏内容"),
        Case("in a comment",
             night(builders.attachment(["正文"], comments=(LABELLED,), kind="docx"), "/a.docx"),
             FAIL, "批注"),
        Case("in the text of a PDF", night(builders.attachment(["首页", LABELLED]), "/a.pdf"),
             FAIL, "第2页"),
        Case("masked by the site itself", said("身份证号110105********002X"), PASS),
        Case("wrong check character", said(f"身份证号{NUMBER[:17]}1"), ATTEST, "校验码不符"),
        Case("neither label nor name", said(f"编号{NUMBER}"), ATTEST, "疑似"),
        Case("an example", said(f"填写示例：身份证号{NUMBER}"), ATTEST, "示例"),
        Case("no such day", said("身份证号11010519491331002X"), PASS),
        Case("a penalty", said(LABELLED, title="行政处罚决定书"), ATTEST, "强制披露"),
        Case("a page that must name", said(LABELLED, about={"site": NAMED}), PASS, "must_name"),
        Case("another page than the named", night(builders.page("名单", LABELLED), "/tz/1.html",
             about={"site": NAMED}), FAIL),
        Case("noted without label or name", noted(), ATTEST),
        Case("noted with a name", noted(named=True), FAIL),
        Case("nothing", PLAIN, PASS, "检查网页 2 个"),
        Case("an attachment was not readable",
             night(builders.attachment(text_layer=False), "/a.pdf"), PASS,
             "另有 1 个附件"),
        Case("nothing seen", UNSEEN, ERROR),
    ],
    mobile_numbers: [
        Case("in a list of private people",
             listed(("姓名", "性别", "手机"), ("王某", "女", "13909312222")), FAIL, "139******22"),
        Case("names and numbers alone", listed(("姓名", "电话"), ("王某", "13909312222")), ATTEST),
        Case("a directory of offices", listed(("处室", "姓名", "职务", "电话"),
             ("市场处", "王某", "处长", "13909312222")), PASS),
        Case("contacts of libraries", listed(("机构名称", "联系人", "电话"),
             ("省图书馆", "王某", "13909312222")), PASS),
        Case("masked by the site itself",
             listed(("姓名", "性别", "手机"), ("王某", "女", "139****2222")), PASS),
        Case("a home and a mobile", said("姓名：王某，家庭住址：东岗镇，手机13909312222"), FAIL),
        Case("a name and a mobile", said("姓名：王某，手机13909312222"), ATTEST),
        Case("an office's contact", said("联系人：王某，电话13909312222"), PASS),
        Case("a hotline", said("监督电话13909312222"), PASS),
        Case("nothing seen", UNSEEN, ERROR),
    ],
    other_details: [
        Case("a card in a list",
             listed(("姓名", "身份证号", "银行卡号"), ("王某", NUMBER, CARD)), FAIL, "银行卡号"),
        Case("a wrong check digit",
             listed(("姓名", "性别", "银行卡号"), ("王某", "女", f"{CARD[:-1]}5")), PASS),
        Case("a card of nobody", said(f"卡号：{CARD}"), ATTEST),
        Case("an account of an office", said(f"收款单位：省文化厅，账号：{CARD}"), PASS),
        Case("a door", listed(("姓名", "家庭住址"), ("王某", "东岗西路250号3单元501室")),
             FAIL, "1 行"),
        Case("a village", listed(("姓名", "家庭住址"), ("王某", "东岗镇东岗村")), PASS),
        Case("a masked door", listed(("姓名", "家庭住址"), ("王某", "东岗西路***号")), PASS),
        Case("a unit's address",
             listed(("单位名称", "负责人姓名", "住所"), ("文化公司", "王某", "东岗西路250号")), PASS),
        Case("members of the family", listed(("户主姓名", "家庭成员"), ("王某", "李某、王小某")),
             ATTEST),
        Case("their number", listed(("户主姓名", "家庭成员人数"), ("王某", "3")), PASS),
        Case("on a page of penalties", listed(("姓名", "家庭住址"), ("王某", "东岗西路250号"),
             title="失信被执行人名单"), ATTEST),
        Case("nothing seen", UNSEEN, ERROR),
    ],
    review_rules: [
        Case("rules", said("第一条", title="政府信息公开审查制度"), PASS),
        Case("rules on secrecy", said("第一条", title="省文化厅信息发布保密审查办法"), PASS),
        Case("an interpretation of them", said("一", title="《政府信息公开审查制度》解读"), FAIL),
        Case("none", PLAIN, FAIL),
        Case("a page missing that may hold them", builders.snapshot(
            {"/": HOME}, failed={"/zd/": Cause.TIMEOUT}, anchors={"/zd/": "保密审查"}), ERROR),
        Case("nothing seen", UNSEEN, ERROR),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    "snapshot",
    [said(LABELLED), listed(("姓名", "身份证号"), ("王某", NUMBER)), night(HIDDEN, "/a.xlsx")],
)
def test_a_judgement_never_holds_the_number(snapshot: Snapshot) -> None:
    for check in (identity_numbers, mobile_numbers, other_details):
        found = judged(check, Case("", snapshot, FAIL))
        assert NUMBER not in repr(found)
        assert NUMBER[6:14] not in repr(found)


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [("www.example.gov.cn", True), ("www.example.gov.cn/gs/", True), ("http://www.example.gov.cn/gs/1", True),
     ("www.example.gov.cn/tz/", False), ("example.gov.cn", False)],
)  # fmt: skip
def test_where_an_address_begins(entry: str, wanted: bool) -> None:
    assert begins("http://www.example.gov.cn/gs/1.html", entry) is wanted
