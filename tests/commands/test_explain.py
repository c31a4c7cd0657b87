"""``gongkai explain`` on a stored night of the sample portal, and on what it never fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

import audit
from crawler.page_reader import PageReader
from reports.explanation import Explanation, explanation, never_seen, spellings
from reports.explanation_tables import tables
from store.errors import OperatorError
from store.facts import (
    AttachmentFacts,
    DateCandidate,
    Form,
    FormField,
    Guide,
    Link,
    Message,
    PageFacts,
    Paging,
    Published,
    Table,
)
from store.judgements import CheckCard, Judgement
from store.ledger import judgements_of
from store.loading import snapshot_of
from store.nights import Night
from store.snapshot import Snapshot
from store.vocabulary import Cause, Place
from tests.checks.builders import HOME, at, attachment, column, day, page, snapshot
from tests.nights import crawled, judged, laboratory
from tests.portal.build import build


@dataclass(frozen=True)
class Stored:
    """A judged night of the sample portal."""

    config: Path
    snapshot: Snapshot

    def explain(self, *arguments: str) -> Result:
        return CliRunner().invoke(audit.app, ["explain", *arguments, "-c", str(self.config)])

    def told(self, url: str) -> dict[str, Any]:
        result = self.explain(url, "--json")
        assert result.exit_code == 0, result.output
        found: dict[str, Any] = json.loads(result.stdout)
        return found


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stored]:
    folder = tmp_path_factory.mktemp("explain")
    with PageReader() as reader, laboratory(build(), folder) as (config, _):
        night = crawled(config, reader)
        judged(night)
        yield Stored(folder / "config.toml", snapshot_of(night))


def disclosure(night: Snapshot) -> str:
    """The first article of the budget column that has an attachment."""
    pages = (night.page(item.url) for item in night.columns_of("budget")[0].items)
    return next(page.url for page in pages if any(night.links_to_files(page)))


def test_an_article_is_explained_with_its_provenance(stored: Stored) -> None:
    budget = stored.snapshot.columns_of("budget")[0]
    item = next(i for i in budget.items if i.url == disclosure(stored.snapshot))
    told = stored.told(item.url)
    capture = stored.snapshot.capture(item.url)
    assert told["url"] == item.url
    assert told["capture"]["digest"] == capture.digest
    assert told["capture"]["warc"].endswith(".warc.gz")
    assert told["led_from"]
    assert told["facts"]["title"] == item.title
    candidates = told["facts"]["published"]["candidates"]
    assert {"day", "quote", "place", "rule", "rank"} <= set(candidates[0])
    assert [m["column"] for m in told["columns"]] == [budget.name]
    assert told["columns"][0]["role"] == "列表条目"
    assert told["attachments"]
    cited = {each["check"] for each in told["checks"] if "引为证据" in each["how"]}
    assert "budget.published-in-time" in cited
    assert all(each["outcome"] for each in told["checks"] if "引为证据" in each["how"])


def test_the_tables_say_the_same_in_chinese(stored: Stored) -> None:
    result = stored.explain(disclosure(stored.snapshot))
    assert result.exit_code == 0, result.output
    for words in ("发布日期的全部候选", "采用", "所属栏目", "附件", "用到它的检查项", "网站标识码"):
        assert words in result.output


def test_a_column_page_and_an_attachment(stored: Stored) -> None:
    budget = stored.snapshot.columns_of("budget")[0]
    told = stored.told(budget.url.rstrip("/"))  # another spelling
    assert told["url"] == budget.url
    assert told["columns"][0]["role"] == "栏目首页"
    assert "归为“财政预决算”" in "".join(told["columns"][0]["why"])
    assert any("读取此类栏目" in each["how"] or each["outcome"] for each in told["checks"])
    article = stored.told(disclosure(stored.snapshot))
    file = stored.told(article["attachments"][0]["url"])
    assert file["facts"]["type"] == "attachment"
    assert file["facts"]["kind"] in ("pdf", "xlsx", "docx", "xls")
    assert "附件" in stored.explain(file["url"]).output


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://www.other.example/", "不在巡检范围内"),
        ("/style/logo.png", "图片、样式、脚本"),
        ("/nowhere/at-all.html", "读过的网页里没有链接到它"),
        ("不是 网址", "不是网址"),
    ],
)
def test_what_was_never_fetched_is_told_with_the_reason(
    stored: Stored, url: str, words: str
) -> None:
    whole = stored.snapshot.home.url.rstrip("/") + url if url.startswith("/") else url
    result = stored.explain(whole)
    assert isinstance(result.exception, OperatorError)
    assert words in str(result.exception)


# -- in memory ------------------------------------------------------------------------------------


def of(night: Snapshot, url: str) -> Explanation:
    found = explanation(night, url)
    assert found is not None
    return found


def drawn(told: Explanation) -> str:
    paper = StringIO()
    screen = Console(file=paper, width=200)
    for table in tables(told):
        screen.print(table)
    return paper.getvalue()


def test_what_could_not_be_had_says_why() -> None:
    night = snapshot(
        failed={"/a.html": Cause.TIMEOUT},
        redirects={"/old.html": "/new.html", "/away.html": "http://other.example/"},
        pages={"/new.html": page("新地址")},
    )
    assert of(night, at("/a.html")).state == "没有取得：响应超时"
    moved = of(night, at("/old.html"))
    assert moved.chain == (at("/old.html"), at("/new.html"))
    assert moved.state == ""
    assert "那里没有抓取" in of(night, at("/away.html")).state
    assert "响应超时" in drawn(of(night, at("/a.html")))


def test_a_page_that_is_no_content_is_named() -> None:
    facts = replace_facts(page("拦截"), quality="protection", doubts=("正文与模板相同",))
    told = drawn(of(snapshot({"/p.html": facts}), at("/p.html")))
    assert "不是正文内容：防护页面" in told
    assert "正文与模板相同" in told


def test_why_checks_leave_a_page_out_is_told() -> None:
    blocked = replace_facts(page("拦截"), quality="protection")
    garbled = replace_facts(page("乱码"), doubts=("有乱码",))
    night = snapshot({"/p.html": blocked, "/d.html": garbled, "/good.html": page("正文")})
    told = of(night, at("/p.html"))
    assert told.standing == "not-the-site"
    assert "没有检查项读它" in drawn(told)
    told = of(night, at("/d.html"))
    assert told.standing == "doubtful"
    assert "有乱码；只有接受存疑网页的检查项才读它" in drawn(told)
    told = of(night, at("/good.html"))
    assert (told.standing, told.left_out) == ("good", "")


def test_a_check_that_was_switched_off_is_told_with_its_reason(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, why = "budget.published-in-time", "自检未通过"

    def broken(night: Night) -> tuple[list[CheckCard], list[Judgement]]:
        cards, found = judgements_of(night)
        marked = [msgspec.structs.replace(c, broken=why if c.id == name else "") for c in cards]
        return marked, found

    monkeypatch.setattr("commands.explain.judgements_of", broken)
    url = disclosure(stored.snapshot)
    told = stored.told(url)
    assert told["switched_off"] == {name: why}
    used = [each for each in told["checks"] if each["check"] == name]
    assert used
    assert all("停用" in u["how"] and u.get("outcome", "") == "" for u in used)
    assert "本次停用的检查项" in stored.explain(url).output


def replace_facts(facts: PageFacts, **changes: Any) -> PageFacts:
    return msgspec.structs.replace(facts, **changes)


def test_everything_that_was_read_is_drawn() -> None:
    other = DateCandidate(day("2018-06-01").day, "PubDate=2018-06-01", Place.META, "meta-ymd", 60)
    rich = replace_facts(
        page("[bold]标题[/bold]\u202e", on="2018-06-29", tables=[[["甲", "1"]]]),
        published=Published(day("2018-06-29"), (day("2018-06-29"), other), True),
        breadcrumb=(Link("/", "首页"), Link("/hd/", "互动")),
        written=day("2018-06-20", "成文日期："),
        fields={"文号": "甘文发〔2018〕12号"},
        paging=Paging(("list2.htm",), 5, 107, "numbered"),
        messages=(Message("问题", asked="2018-05-01", status="已办结", office="办公室"),),
        guide=Guide("许可", {"受理条件": "", "收费": "不收费"}),
        forms=(Form("/send", "post", (FormField("姓名", required=True),)),),
        endpoints=("/api/list",),
        drawn=True,
    )
    column_ = column("messages", "/hd/", [("/x.html", "[bold]标题[/bold]\u202e", "2018-06-29")])
    told = of(snapshot({"/x.html": rich}, [column_]), at("/x.html"))
    text = drawn(told)
    for words in (
        "[bold]标题[/bold]‹U+202E›", "采用，与其他候选不一致", "meta-ymd", "首页 > 互动",
        "成文日期：2018-06-20", "甘文发〔2018〕12号", "107", "已办结", "受理条件", "（空）", "姓名*",
        "/api/list", "列表由脚本画出", "1×2", "所印",
    ):  # fmt: skip
        assert words in text, words


def test_a_file_is_drawn_whole() -> None:
    facts: AttachmentFacts = attachment(
        ["一页"], [Table((("甲",),), "收支总表", "第1页", "万元", True)],
        members=("a.doc",), comments=("批注一",), hidden=("隐藏列 B",), confidence=0.87,
        text_layer=False, properties={"作者": "某"},
    )  # fmt: skip
    text = drawn(of(snapshot({"/a.pdf": facts}), at("/a.pdf")))
    for words in ("扫描件", "87%", "a.doc", "批注一", "隐藏列 B", "作者=某", "收支总表", "万元"):
        assert words in text


def test_spellings_and_near_addresses() -> None:
    assert spellings("javascript:void(0)") == []
    assert "https://example.gov.cn/a" in spellings("http://www.example.gov.cn/a/")
    night = snapshot({"/zwgk/2018/t1.html": page("甲")})
    assert explanation(night, at("/t1.html")) is None
    assert at("/zwgk/2018/t1.html") in never_seen(night, at("/t1.html"), "")
    assert of(night, HOME.replace("http://www.", "https://")).url == HOME
    bounded = snapshot({}, failed={"/list.html": Cause.PAGES})
    assert "另有 1 个网址没有取得" in never_seen(bounded, at("/t1.html"), "")
