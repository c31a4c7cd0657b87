# ruff: noqa: E501 — markup is kept on one line
from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from crawler.reading.page import read_page
from store.docnumbers import number_of, spelled
from store.facts import DateCandidate, PageFacts
from tests.crawler.reading.pages import PARAGRAPH, TEXT, read

SHARED = Path(
    os.environ.get("GONGKAI_SHARED", Path(__file__).resolve().parents[3] / ".." / "shared")
)
CORPUS = SHARED / "corpus"
TITLE = "关于做好全省公共文化服务工作的通知"
NUMBER = "某文发〔2018〕12号"


def document(above: str = "", below: str = "", foot: str = "", title: str = TITLE) -> PageFacts:
    return read(
        f"{above}<h1>{title}</h1><div class='info'>发布时间：2018-06-29</div><div id='zoom'>{below}{TEXT}{foot}</div>",
        f"{title}-某省文化厅",
    )


def day(candidate: DateCandidate | None) -> str:
    return f"{candidate.day} {candidate.rule}" if candidate else ""


@pytest.mark.parametrize(
    "card",
    [
        "<table><tr><td>索 引 号</td><td>1/2018-1</td><td>文　号</td><td>某文发〔2018〕12号</td></tr><tr><td>公开属性</td><td>主动公开</td><td>有效性</td><td>有效</td></tr></table>",
        "<dl><dt>索引号</dt><dd>1/2018-1</dd><dt>文号</dt><dd>某文发〔2018〕12号</dd><dt>公开属性</dt><dd>主动公开</dd><dt>有效性</dt><dd>有效</dd></dl>",
        "<div>【索引号】1/2018-1　【文号】某文发〔2018〕12号　【公开属性】主动公开　【有效性】有效</div>",
        "<p><span>索引号：1/2018-1</span><span>文号：某文发〔2018〕12号</span><span>公开属性：主动公开</span><span>有效性：有效</span></p>",
        "<p>索引号：1/2018-1<br>文号：某文发〔2018〕12号<br>公开属性：主动公开<br>有效性：有效</p>",
        "<div><div>索引号</div><div>1/2018-1</div></div><div><div>文号</div><div>某文发〔2018〕12号</div></div><div><div>公开属性</div><div>主动公开</div></div><div><div>有效性</div><div>有效</div></div>",
        "<ul><li>索 引 号 1/2018-1</li><li>文号 某文发〔2018〕12号</li><li>公开属性：主动公开</li><li>有效性 有效</li></ul>",
    ],
    ids=["table", "dl", "brackets", "spans", "lines", "boxes", "no-colon"],
)
def test_the_card_in_all_its_forms(card: str) -> None:
    assert document(card).fields == {
        "索引号": "1/2018-1", "文号": NUMBER, "公开属性": "主动公开", "有效性": "有效", "发布时间": "2018-06-29",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("above", "below", "number"),
    [
        ("", f"<p align=center>{NUMBER}</p>", NUMBER),
        ("", f"<p align=center>（{NUMBER}）</p>", NUMBER),
        (f"<p>某省文化厅文件</p><p>{NUMBER}</p>", "", NUMBER),
        (f"<p>某省文化厅文件</p><p>{NUMBER}　签发人：张三</p>", "", NUMBER),
        ("", "<p align=center>某文发[2018] 12号</p>", "某文发[2018] 12号"),
        ("", "<p>根据某文发〔2018〕3号，现将有关事项通知如下：</p>", ""),
        ("", f"<p>{PARAGRAPH}</p><p>某文发〔2017〕3号</p>", ""),
        (f"<p>发文字号：某文办〔2018〕7号</p><p>{NUMBER}</p>", "", "某文办〔2018〕7号"),
    ],
    ids=[
        "below",
        "wrapped",
        "above",
        "signer",
        "other-brackets",
        "cited",
        "behind-text",
        "labelled",
    ],
)
def test_the_number_that_is_a_line_of_its_own(above: str, below: str, number: str) -> None:
    assert number_of(document(above, below).fields) == number


@pytest.mark.parametrize(
    ("facts", "office"),
    [
        (document("<p>发文机关：某省文化厅　发布机构：厅办公室</p>"), "某省文化厅"),
        (document("<p>报送单位：某市文化局</p>"), "某市文化局"),
        (document("<p>报送单位：</p>"), ""),
        (document(f"<p>某省文化厅文件</p><p>{NUMBER}</p>"), "某省文化厅"),
        (document(foot="<p>某省文化厅</p><p>2018年6月20日</p>"), "某省文化厅"),
        (document(), ""),
    ],
    ids=["card", "reported-by", "empty", "red-head", "signed", "none"],
)
def test_the_issuing_office(facts: PageFacts, office: str) -> None:
    assert facts.office == office


@pytest.mark.parametrize(
    ("above", "foot", "written", "issued", "effective"),
    [
        ("<p>成文日期：2018-06-20　发文日期：2018-06-22　实施日期：2018-07-01</p>", "", "2018-06-20 label-ymd-dash", "2018-06-22 label-ymd-dash", "2018-07-01 label-ymd-dash"),
        ("<p>签发日期：1981年5月23日</p>", "", "1981-05-23 label-ymd-chinese", "", ""),
        ("<table><tr><td>成 文 日 期：</td><td>二○一八年六月二十日</td><td>文号：</td><td>x</td></tr></table>", "", "2018-06-20 label-ymd-words", "", ""),
        ("<p>成文时间：20180620</p>", "", "2018-06-20 label-ymd-compact", "", ""),
        ("<p>成文日期：</p><p>发布日期：2018-06-29</p>", "", "", "", ""),
        ("", "<p>某省文化厅</p><p>2018年6月20日</p><p>（此件公开发布）</p>", "2018-06-20 signature-ymd-chinese", "", ""),
        ("", "<p>某省文化厅　　某省财政厅<br>二〇一八年六月二十日</p>", "2018-06-20 signature-ymd-words", "", ""),
        ("", "<p>某省文化厅（印章）2018年6月20日</p>", "2018-06-20 signature-ymd-chinese", "", ""),
        ("", "<p>省 长　　张三</p><p>2018年6月20日</p>", "2018-06-20 signature-ymd-chinese", "", ""),
        ("", "<p>会议于</p><p>2018年6月20日</p>", "", "", ""),
        ("", "<p>某省文化厅办公室　　　2018年6月25日印发</p>", "", "2018-06-25 imprint-ymd-chinese", ""),
        ("", "<p>本办法由省文化厅负责解释，自2018年7月1日起施行。</p>", "", "", "2018-07-01 sentence-ymd-chinese"),
        ("", "<p>本通知自二〇一八年七月一日起执行，有效期五年。</p>", "", "", "2018-07-01 sentence-ymd-words"),
        ("", "<p>《某省文化市场条例》自2015年1月1日起施行以来，取得成效。</p>", "", "", ""),
        ("", "<p>本办法根据《某条例》（自2015年1月1日起施行）制定。</p>", "", "", ""),
        ("", "<p>本办法自发布之日起施行。</p>", "", "", ""),
        ("", "<p>本办法自2018年7月1日起施行。</p><p>本细则自2018年8月1日起施行。</p>", "", "", ""),
    ],
)  # fmt: skip
def test_dates_of_the_document_itself(
    above: str, foot: str, written: str, issued: str, effective: str
) -> None:
    facts = document(above, foot=foot)
    assert (day(facts.written), day(facts.issued), day(facts.effective)) == (
        written,
        issued,
        effective,
    )
    assert facts.published.chosen is not None
    assert facts.published.chosen.day.isoformat() == "2018-06-29"


def test_the_last_line_of_a_news_item_is_no_signature() -> None:
    facts = document(
        foot="<p>某省文化厅</p><p>2018年6月20日</p>", title="全省文化工作会议在兰州召开"
    )
    assert (facts.written, facts.office) == (None, "")


def test_quotes_stand_on_the_page() -> None:
    facts = document(
        "<p>成 文 日 期 ：2018年6月20日</p>", foot="<p>本办法自2018年7月1日起施行。</p>"
    )
    assert facts.written is not None
    assert facts.written.quote == "成 文 日 期 ：2018年6月20日"
    assert facts.effective is not None
    assert facts.effective.quote == "自2018年7月1日起施行"


def gold() -> list[tuple[Path, dict[str, str]]]:
    if not (CORPUS / "INDEX.tsv").exists():
        pytest.skip("needs ../shared/corpus")
    with (CORPUS / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [r for r in csv.DictReader(lines, delimiter="\t") if r["gold label"].startswith("{")]
    labels = [json.JSONDecoder().raw_decode(row["gold label"])[0] for row in rows]
    paths = [CORPUS / row["path"] for row in rows]
    return [(p, g) for p, g in zip(paths, labels, strict=True) if "document_number" in g]


def test_the_gold_labels_of_the_corpus() -> None:
    labelled = gold()
    assert len(labelled) == 36
    for path, label in labelled:
        facts = read_page(path.read_bytes())
        assert spelled(number_of(facts.fields)) == spelled(label["document_number"])
        assert facts.fields["索引号"] == label["index_number"]
        assert facts.office == label["issuer"]
        assert facts.written is not None
        year, month, date = facts.written.day.timetuple()[:3]
        assert f"{year}年{month:02}月{date:02}日" == label["written_date_cell"]


def test_the_number_and_signature_of_the_same_documents_without_their_cards() -> None:
    """What the text says by itself; one document's text and card name different days of April."""
    days, numbers, differing = 0, 0, []
    for path, label in gold():
        markup = path.read_text(encoding="utf-8")
        first, cell = markup.index("<table"), markup.index('id="UCAP-CONTENT"')
        facts = read_page(
            (markup[:first] + markup[markup.rindex("<table", first, cell) :]).encode()
        )
        assert "成文日期" not in facts.fields
        if number := number_of(facts.fields):
            numbers += 1
            assert spelled(number) == spelled(label["document_number"]), path
        if facts.written is not None:
            days += 1
            year, month, date = facts.written.day.timetuple()[:3]
            if f"{year}年{month:02}月{date:02}日" != label["written_date_cell"]:
                differing.append((path.stem, facts.written.quote))
    assert differing == [("2018_12_24_content_5351624_htm", "二〇〇四年四月二十七日")]
    assert (days, numbers) >= (25, 25)
    print(days, numbers)


_CARD = (
    "索引号：000/2018-1 主题分类：文化 发文机关：省文化厅 有效性：有效 公开属性：主动公开 "
    "文号：甘文发〔2018〕12号 成文日期：2018-06-20 实施日期：2018-08-01"
)


@pytest.mark.parametrize("between", [" ", "　", "<br>", "</p><p>"])
def test_a_card_on_one_long_line_is_a_card_and_no_text(between: str) -> None:
    text = "".join(f"<p>　　{PARAGRAPH}</p>" for _ in range(5))
    title = "关于做好2018年公共文化服务工作的通知"
    facts = read(
        f"<h1>{title}</h1><p>{_CARD.replace(' ', between)}</p><div class='con'>{text}</div>", title
    )
    assert facts.fields == dict(part.split("：") for part in _CARD.split(" "))
    assert facts.written is not None
    assert facts.effective is not None
    assert (facts.written.day.isoformat(), facts.effective.day.isoformat()) == (
        "2018-06-20",
        "2018-08-01",
    )
    assert facts.text.startswith(PARAGRAPH)
