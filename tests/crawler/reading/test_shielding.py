"""Private people's numbers leave the reading masked; offices' numbers leave it as they are."""

from __future__ import annotations

import pytest

from crawler.reading.personal import is_identity, masked
from crawler.reading.shielding import shielded
from store.facts import AttachmentFacts, Link, ListItem, PageFacts, PrivateNumber, Table, pack

#: The example numbers of GB 11643: no living person's.
FIRST, SECOND = "11010519491231002X", "34052419800101001X"
CARD = "6222600260001072444"
KEY = b"k" * 32


def read(text: str, title: str = "公示", **more: object) -> tuple[PrivateNumber, ...]:
    return shielded(PageFacts(title=title, text=text, **more), KEY).private  # type: ignore[arg-type]


def kinds(text: str) -> list[tuple[str, bool]]:
    """Kind, and whether there is no doubt."""
    return [(each.kind, not each.doubt) for each in read(text)]


def of_table(*rows: tuple[str, ...], hidden: bool = False) -> tuple[PrivateNumber, ...]:
    table = Table(rows, place="正文第1个表格", hidden=hidden)
    return shielded(PageFacts(tables=(table,)), KEY).private


@pytest.mark.parametrize(
    "number", [FIRST, SECOND, FIRST.lower(), "110105 19491231 002X", "110105-19491231-002X",
               "110105\u00a019491231\u00a0002X", "110105\u300019491231\u3000002X",
               "１１０１０５１９４９１２３１００２Ｘ", f"{FIRST[:17]}X", f"{FIRST}43"],
)  # fmt: skip
def test_identity_numbers_in_every_print(number: str) -> None:
    facts = shielded(PageFacts(text=f"张某，身份证号：{number}，请核对。"), KEY)
    assert [each.kind for each in facts.private] == ["identity"]
    assert facts.private[0].masked in facts.text
    assert facts.private[0].label == "身份证"
    assert not facts.private[0].doubt
    assert number not in facts.text
    assert FIRST[4:14].encode() not in pack(facts)


def test_the_line_a_number_stands_in_is_told() -> None:
    found = read(f"一、名单\n张某 身份证号：{FIRST}\n二、其他\n李某 身份证号：{SECOND}")
    assert [each.place for each in found] == ["正文第2段", "正文第4段"]


@pytest.mark.parametrize(
    "text", ["编号110105194912310021", "编号11010519491331002X", "编号99010519491231002X",
             "身份证号110105********002X", "2018062910203012345678", "91620000438001234X"],
)  # fmt: skip
def test_other_numbers_are_left_alone(text: str) -> None:
    assert read(text) == ()
    facts = PageFacts(text=text)
    assert shielded(facts, KEY) is facts


def test_a_wrong_check_character_beside_the_label_is_doubtful() -> None:
    (found,) = read("身份证号110105194912310021")
    assert "校验码" in found.doubt
    assert found.masked == "110*************21"


def test_what_may_be_a_serial_number_is_doubtful() -> None:
    day = "11010520180629"
    serial = next(n for tail in range(1000) for end in "0123456789X"
                  if is_identity(n := f"{day}{tail:03}{end}"))  # fmt: skip
    assert "日期较近" in read(f"许可证编号{serial}")[0].doubt
    assert not read(f"身份证号{serial}")[0].doubt


def test_examples_in_a_form_are_doubtful() -> None:
    assert "示例" in read(f"填写示例：身份证号{FIRST}")[0].doubt
    assert "示例" in read(f"身份证号{FIRST}", title="报名表填写样例")[0].doubt


def test_equal_numbers_have_equal_digests_under_one_key_only() -> None:
    one, other = (shielded(PageFacts(text=f"身份证{FIRST}"), key).private[0] for key in (KEY, b"x"))
    again = shielded(PageFacts(text=f"公民身份号码：{FIRST}"), KEY).private[0]
    assert one.digest == again.digest != other.digest
    assert shielded(PageFacts(text=f"身份证{FIRST}")).private[0].digest == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("姓名：王某，家庭住址：东岗街12号，手机13909312222", [("mobile", True)]),
        ("姓名：王某 电话：139-0931-2222", [("mobile", False)]),
        ("1. 王建国 男 13909312222", [("mobile", False)]),
        ("王建国，女，52岁，13909312222", [("mobile", False)]),
        ("招聘男女演员13909312222", []),
        ("联系人：王某，手机13909312222", []),
        ("监督举报电话：13909312222", []),
        ("如有疑问请拨打13909312222", []),
        ("业务咨询：王处长13909312222", []),
    ],
)
def test_mobiles_in_text(text: str, expected: list[tuple[str, bool]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"户主王某，银行卡号{CARD}", [("card", True)]),
        (f"卡号：{CARD}", [("card", False)]),
        (f"卡号：{CARD[:-1]}5", []),
        (f"收款单位：省文化厅，账号：{CARD}", []),
        (f"受理编号{CARD}", []),
    ],
)
def test_cards_in_text(text: str, expected: list[tuple[str, bool]]) -> None:
    assert kinds(text) == expected


PRIVATE_LIST = ("序号", "姓名", "性别", "联系电话")


def test_a_list_of_private_people() -> None:
    (found,) = of_table(PRIVATE_LIST, ("1", "王某", "女", "13909312222"))
    assert (found.kind, found.place, found.named, found.doubt) == (
        "mobile", "正文第1个表格第2行", True, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    "header", [("姓名", "职务", "办公室", "联系电话"), ("机构名称", "地址", "联系人", "手机"),
               ("姓名", "单位", "监督", "办公电话"), ("处室", "职责", "负责人姓名", "电话")],
)  # fmt: skip
def test_directories_of_offices_are_no_lists_of_private_people(header: tuple[str, ...]) -> None:
    assert of_table(header, ("王某", "处长", "501", "13909312222")) == ()


def test_names_and_numbers_alone_are_doubtful() -> None:
    (found,) = of_table(("姓名", "电话"), ("王某", "13909312222"))
    assert found.doubt


def test_numbers_broken_by_a_narrow_column() -> None:
    rows = (("姓名", "身份证号"), ("王某", f"{SECOND[:12]}\n{SECOND[12:]}"))
    facts = shielded(PageFacts(tables=(Table(rows),), text=f"王某\n{SECOND[:12]}\n{SECOND[12:]}"))
    assert SECOND[8:12] not in pack_text(facts)
    assert len(facts.private) == 1


def pack_text(facts: PageFacts | AttachmentFacts) -> str:
    import msgspec

    return msgspec.json.encode(facts).decode()


def test_a_column_of_serial_numbers_is_doubtful() -> None:
    wrong = [("王某", f"1101051980010{n}0014") for n in range(1, 6)]
    found = of_table(("姓名", "证书编号"), *wrong, ("李某", FIRST))
    assert all(each.doubt for each in found)


def test_links_entries_tags_and_titles_are_masked_and_addresses_stay() -> None:
    facts = shielded(
        PageFacts(
            title=f"关于{FIRST}的公示", meta={"articletitle": (f"关于{FIRST}的公示",)},
            links=(Link(f"/p/{FIRST}.html", f"王某{FIRST}"),), items=(ListItem("/a", FIRST),),
        ),
        KEY,
    )  # fmt: skip
    assert facts.links[0].href == f"/p/{FIRST}.html"
    shown = pack_text(facts).replace(f"/p/{FIRST}.html", "")
    assert FIRST not in shown
    assert len(facts.private) == 1


def test_hidden_parts_of_files() -> None:
    facts = shielded(
        AttachmentFacts(
            kind="docx", pages=("名单",), comments=(f"王某身份证{FIRST}",),
            hidden=(f"隐藏文字：身份证{SECOND}",), properties={"author": "王某"},
            tables=(Table((PRIVATE_LIST, ("1", "李某", "男", "13909312222")), hidden=True),),
        ),
        KEY,
    )  # fmt: skip
    assert [(each.kind, each.hidden) for each in facts.private] == [
        ("mobile", True), ("identity", True), ("identity", True),
    ]  # fmt: skip
    assert [each.place for each in facts.private][1:] == ["批注和修订第1段", "隐藏内容第1段"]
    for number in (FIRST, SECOND, "13909312222"):
        assert number not in pack_text(facts)


def test_the_mask_keeps_gaps_and_length() -> None:
    assert masked("110105 19491231 002X") == "110*** ******** **2X"
    assert masked("13909312222") == "139******22"
