"""Rules of review, lists of people with masked numbers, and what happens when they are not."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from random import Random

import docx
import xlsxwriter

from tests.portal.attachments import STAMP
from tests.portal.model import Article, Attachment, Block, Column, Grid, Site
from tests.portal.mutation import Mutation

COLUMNS = (
    Column("cjgs", "联合惩戒公示", "/zwgk/cjgs/", "zwgk", "next", 10, "依法公示的严重违法失信名单"),
)
#: The example numbers of GB 11643 and a card number of test systems: nobody's.
IDENTITY, OTHER_IDENTITY = "11010519491231002X", "34052419800101001X"
MOBILE, CARD = "13909312222", "6222600260001072444"
_DAY = dt.date(2018, 9, 12)
_TITLE = "2018年文化惠民补助发放名单公示"
_HEADER = ("序号", "姓名", "性别", "身份证号码", "联系电话", "银行卡号", "家庭住址")
_MASKED = (
    "1",
    "王建国",
    "男",
    "110105********002X",
    "139****2222",
    "622260******72444",
    "东岗镇东岗村",
)


def draw(site: Site, rng: Random, key: int) -> None:
    """The rules, a list as it should be, and a page that must name people."""
    site.articles += [
        Article(key, "tzgg", "陇原省文化厅政府信息公开审查制度", dt.date(2018, 5, 9), [
            "第一条 为规范政府信息公开前的审查工作，制定本制度。",
            "第二条 公开信息坚持先审查、后公开，一事一审，由起草处室提出意见，厅办公室审核。",
            "第三条 涉及个人隐私的，公开前作去标识化处理。",
        ]),
        Article(key + 1, "gs", _TITLE, _DAY, [
            "现将2018年文化惠民补助发放名单予以公示。监督电话：13909319876，联系人：马处长。",
            _grid(_MASKED),
        ]),
        Article(key + 2, "cjgs", "文化市场严重违法失信名单", dt.date(2018, 8, 21), [
            "依法将下列当事人列入文化市场严重违法失信名单。",
            Grid("", (("序号", "当事人姓名", "身份证号码", "列入事由"),),
                 (("1", "李某某", "340524********001X", "擅自从事营业性演出"),)),
        ]),
    ]  # fmt: skip
    site.extras["privacy"] = key


def _grid(*rows: tuple[str, ...]) -> Grid:
    return Grid("", (_HEADER,), rows)


def site_facts(netloc: str) -> dict[str, list[str]]:
    """Where persons must be named."""
    return {"must_name": [f"{netloc}/zwgk/cjgs/"]}


# -- faults -----------------------------------------------------------------------------------


def _listed(site: Site, title: str = _TITLE) -> Article:
    return next(a for a in site.articles if a.title == title)


def _cell(column: str, value: str) -> Callable[[Site], None]:
    """One cell of the list in clear."""

    def change(site: Site) -> None:
        row = tuple(
            value if name == column else cell for name, cell in zip(_HEADER, _MASKED, strict=True)
        )
        _listed(site).body[1] = _grid(_MASKED, ("2", *row[1:]))

    return change


def _with(*blocks: Block) -> Callable[[Site], None]:
    return lambda site: _listed(site).body.extend(blocks)


def _file(name: str, make: Callable[[], bytes]) -> Callable[[Site], None]:
    return lambda site: _listed(site).attachments.append(
        Attachment("附件：发放名单", name, raw=make())
    )


def hidden_sheet() -> bytes:
    """A workbook whose second sheet, with a number in clear, is hidden."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": STAMP})
    shown, hidden = book.add_worksheet("名单"), book.add_worksheet("底稿")
    for sheet, number in ((shown, "110105********002X"), (hidden, IDENTITY)):
        sheet.write_row(0, 0, ("姓名", "身份证号码"))
        sheet.write_row(1, 0, ("王建国", number))
    hidden.hide()
    book.close()
    return buffer.getvalue()


def commented() -> bytes:
    """A DOCX in which a reviewer left a number in a comment."""
    document = docx.Document()
    paragraph = document.add_paragraph("2018年文化惠民补助发放名单已经厅长办公会议审定。")
    document.add_comment(
        paragraph.runs, text=f"请核对王建国，身份证号码{OTHER_IDENTITY}", author="办公室"
    )
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _named_in_clear(site: Site) -> None:
    grid = _listed(site, "文化市场严重违法失信名单").body[1]
    assert isinstance(grid, Grid)
    row = ("1", "李某某", OTHER_IDENTITY, "擅自从事营业性演出")
    _listed(site, "文化市场严重违法失信名单").body[1] = Grid("", grid.header, (row,))


def _without_rules(site: Site) -> None:
    site.articles = [a for a in site.articles if "审查制度" not in a.title]


_OFFICES = Grid(
    "", (("处室", "联系人", "职务", "手机"),), (("市场处", "马文", "处长", "13909315678"),)
)
_SERIALS = Grid("", (("序号", "证书编号"),), tuple(
    (str(n), f"1101051980010{n}0014") for n in range(1, 7)
))  # fmt: skip

MUTATIONS = (
    Mutation("identity-in-a-list", "privacy.identity-numbers", "名单中有未遮盖的身份证号码",
             content=_cell("身份证号码", IDENTITY)),
    Mutation("identity-in-a-hidden-sheet", "privacy.identity-numbers", "隐藏工作表中有身份证号码",
             content=_file("P020180912.xlsx", hidden_sheet)),
    Mutation("identity-in-a-comment", "privacy.identity-numbers", "批注中有身份证号码",
             content=_file("P020180913.docx", commented)),
    Mutation("identity-alone", "privacy.identity-numbers", "没有字样的疑似号码", expected="attest",
             content=_with(f"受理编号：{IDENTITY}")),
    Mutation("mobile-in-a-list", "privacy.mobile-numbers", "名单中有未遮盖的手机号码",
             content=_cell("联系电话", MOBILE)),
    Mutation("card-in-a-list", "privacy.other-details", "名单中有未遮盖的银行卡号",
             content=_cell("银行卡号", CARD)),
    Mutation("home-in-a-list", "privacy.other-details", "名单中有到门牌的家庭住址",
             content=_cell("家庭住址", "城关区东岗西路250号3单元501室")),
    Mutation("no-review-rules", "privacy.review-rules", "没有公布信息公开审查制度",
             content=_without_rules),
)  # fmt: skip
TRAPS = (
    Mutation("mobiles-of-offices", "", "处室联系人表中有手机号码", "pass", content=_with(_OFFICES)),
    Mutation("numbers-of-certificates", "", "证书编号有 18 位", "pass", content=_with(_SERIALS)),
    Mutation("named-by-law", "", "依法公示的名单写明身份证号码", "pass", content=_named_in_clear),
    Mutation("village-in-a-list", "", "家庭住址只写到村", "pass", content=_cell("家庭住址", "定西镇李家庄村")),
)  # fmt: skip
