"""All clauses, by way of 19: no column is blank, nor says only that it is being built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from checks._counting import Tally, counted
from checks._declare import Setting, Settings, Topic, check, subjects
from checks._pictures import pictured
from checks._results import Result, attest, failed, passed
from checks._statements import stated
from store.column_kinds import kinds_of
from store.errors import Unseen
from store.facts import PageFacts
from store.gateways import ways_out
from store.judgements import Evidence
from store.snapshot import ColumnView, Page, Snapshot
from store.vocabulary import Place, Severity

TOPIC = Topic(
    clause="19",
    title="网站没有空白栏目",
    norms=("国办发〔2015〕15号#栏目不更新", "国办秘函〔2019〕19号#栏目不更新"),
)

#: Words with which systems fill a list that has nothing to show.
_NOTHING: Final = re.compile(
    r"(?:暂无|没有|无|尚无|还没有)(?:任何)?(?:相关)?(?:的)?(?:信息|内容|数据|记录|资料|文章|新闻|栏目内容|更新)"
    r"|(?:栏目|网页|页面|内容|频道|系统|功能)?(?:正在|正|处于)?(?:建设|完善|整理|更新|升级|制作|施工|调整)中(?!心)"
    r"|正在(?:建设|更新|整理|完善|制作)|敬请期待|即将(?:开通|上线|推出)|稍后再来"
)
#: Characters of text (without the words above) that make a page more than an empty list.
_LONG: Final = 2_000  # characters that are content, whatever some of them say
_CONTENT: Final = 60
_NAMED: Final = 80
#: Fields from which a form is more than the search box of every page.
_FORM: Final = 3


@dataclass(frozen=True, eq=False)
class Named:
    """A column of the site."""

    snapshot: Snapshot
    column: ColumnView

    @property
    def key(self) -> str:
        """The column's address."""
        return self.column.url

    @property
    def title(self) -> str:
        """The column's name."""
        return self.column.name

    @cached_property
    def content(self) -> Result:
        """What it holds; two checks ask, and both read its page for it."""
        return _content(self.snapshot, self.column)


@subjects
def named_columns(snapshot: Snapshot) -> Iterator[Named]:
    """Every column that was recognised or configured."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    yield from _named(snapshot)


@lru_cache(maxsize=2)
def _named(snapshot: Snapshot) -> tuple[Named, ...]:
    return tuple(Named(snapshot, column) for column in snapshot.columns)


@check(
    id="blank-columns.column-has-content", topic=TOPIC, severity=Severity.MINOR,
    rows=("X5", "19.1"),
    title="栏目有内容，不是空白或“建设中”",
    expected="栏目的列表至少有一条内容，或者栏目页本身有正文、表格、附件",
    remedy="补充内容；暂时没有内容的栏目先下线或者并入上级栏目。",
)  # fmt: skip
def column_has_content(named: Named) -> Result:
    """The column lists an entry or is itself a page of content."""
    return named.content


def _content(snapshot: Snapshot, column: ColumnView) -> Result:
    if column.items:
        shown = snapshot.capture(column.url).evidence("page", column.name, "栏目页")
        return passed(f"栏目“{column.name}”有 {len(column.items)} 条内容", shown)
    page = snapshot.page(column.url)
    if out := next(ways_out(snapshot, column), None):
        words = f"栏目“{column.name}”通向站外的“{out.text}”"
        return passed(words, page.quote(f"{out.text} {out.href}", "栏目页"))
    if content := _content_of(snapshot, page):
        return passed(f"栏目“{column.name}”是单页内容", page.quote(content, "栏目页"))
    if not column.complete:
        raise Unseen(f"栏目“{column.name}”的列表未能读取：{column.note or '没有识别出列表'}")
    return _blank(snapshot, column, page)


def _blank(snapshot: Snapshot, column: ColumnView, page: Page) -> Result:
    found = _NOTHING.search(page.facts.text)
    shown = page.quote(found[0] if found else column.name, "栏目页")
    if said := stated(snapshot, column.url, column.name):
        words = f"{said.signed_by} {said.signed_on} 声明：{said.text}"
        return attest(f"栏目“{column.name}”没有内容；{words}", shown)
    if any(link.place in (Place.FRAME, Place.SCRIPT) for link in page.facts.links):
        raise Unseen(f"栏目“{column.name}”的内容在框架或脚本中，未能读取")
    if found is None and pictured(snapshot, page):
        return attest(f"栏目“{column.name}”没有文字，但有图片，请确认内容是否在图片中", shown)
    return failed(f"栏目“{column.name}”没有内容{f'（{found[0]}）' if found else ''}", shown)


def _content_of(snapshot: Snapshot, page: Page) -> str:
    """The beginning of what a page itself says or holds; "" when it is bare."""
    facts: PageFacts = page.facts
    text = facts.text if len(facts.text) >= _LONG else _NOTHING.sub("", facts.text).strip()
    if len(text) >= _CONTENT:
        return text[:_NAMED]
    asks = any(len(form.fields) >= _FORM for form in facts.forms)
    if facts.tables or facts.guide or facts.messages or asks:
        return facts.title or facts.head_title or page.url
    files = (link.text or capture.url for link, capture in snapshot.links_to_files(page))
    return next(files, "")


@check(
    id="blank-columns.fewer-than-five", topic=TOPIC, severity=Severity.VETO,
    rows=("X5", "19.1"),
    title="空白栏目不到5个",
    expected="没有内容或者“建设中”的栏目少于5个",
    remedy="逐个充实所列栏目；没有内容的先下线。",
    settings={"too_many": Setting(5, "空白栏目达到多少个为单项否决")},
)  # fmt: skip
def fewer_than_five(snapshot: Snapshot, settings: Settings) -> Result:
    """Fewer than five columns are blank."""
    bad: list[tuple[str, tuple[Evidence, ...]]] = []
    doubtful: list[tuple[str, tuple[Evidence, ...]]] = []
    unseen: list[str] = []
    looked = list(named_columns(snapshot))
    for named in looked:
        try:
            result = column_has_content(named)
        except Unseen as reason:
            unseen.append(f"栏目“{named.title}”：{reason}")
            continue
        kept = {"fail": bad, "attest": doubtful}.get(result.outcome)
        if kept is not None:
            kept.append((f"“{named.title}”", result.evidence))
    unseen += [
        f"栏目“{gap.anchor}”的页面未能取得" for gap in snapshot.gaps() if kinds_of(gap.anchor)
    ]
    home = snapshot.home
    if not looked and not unseen:
        raise Unseen("没有识别出任何栏目，不能断定空白栏目的数量")
    tally = Tally(len(looked), bad, doubtful, unseen)
    shown = home.quote(home.facts.head_title or home.url, "首页")
    return counted("空白栏目", tally, settings["too_many"], shown)
