"""Clause 7: the public-welfare column, begun by the plan's date, with a place for poverty relief."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from checks._declare import Setting, Settings, Topic, check
from checks._results import Result, attest, failed, not_applicable, passed
from checks._welfare_columns import (
    KIND,
    clicks,
    dated,
    item_evidence,
    unseen_near,
    welfare_columns,
)
from store.column_kinds import kinds_of, synonyms
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import ColumnView, Item, Snapshot
from store.vocabulary import Severity

TOPIC = Topic(
    clause="7", title="社会公益事业建设领域信息公开", norms=("要点", "国办发〔2018〕10号")
)

#: The plan's own date; a plan of another year sets its own in the configuration.
DEADLINE = Setting("2018-06-30", "要点规定的完成日期（仅对同年度的要点适用）")
_POVERTY = re.compile(r"脱贫|扶贫|帮扶|乡村振兴")


def deadline_of(snapshot: Snapshot, settings: Settings) -> dt.date | None:
    """The plan's date, when the audited plan is of its year."""
    day = dt.date.fromisoformat(settings["deadline"])
    return day if day.year == snapshot.run.plan_year else None


# -- the column -------------------------------------------------------------------------------


@check(
    id="welfare.column-exists", topic=TOPIC, severity=Severity.MAJOR, rows=("7.1",),
    title="门户网站设有社会公益事业专栏，并在要点规定的日期前开设",
    expected="从首页点击不超过2次可到达社会公益事业（公共文化）专栏，最早的内容不晚于要点规定的日期",
    remedy="在首页导航设置“社会公益事业”专栏；已按期开设而网上看不出的，提供开设记录。",
    settings={"deadline": DEADLINE, "clicks": Setting(2, "从首页到专栏最多点击的次数")},
)  # fmt: skip
def column_exists(snapshot: Snapshot, settings: Settings) -> Result:
    """A welfare column within two clicks of the home page, begun by the plan's date."""
    columns, deadline = welfare_columns(snapshot), deadline_of(snapshot, settings)
    if not columns:
        return _no_column(snapshot, deadline)
    near = [c for c in columns if clicks(snapshot, c.url) <= settings["clicks"]]
    if not near:
        return _too_deep(snapshot, columns[0], settings["clicks"])
    if deadline is None:
        shown = snapshot.capture(near[0].url).evidence("page", near[0].name, "栏目页")
        return passed(f"设有专栏“{near[0].name}”", shown)
    return _begun(snapshot, columns, near[0], deadline)


def _no_column(snapshot: Snapshot, deadline: dt.date | None) -> Result:
    home = snapshot.home
    linked = next((k for k in home.facts.links if KIND in kinds_of(k.text)), None)
    if linked is not None:
        words = f"首页有“{linked.text}”链接，但未能识别为栏目，请确认"
        return attest(words, home.quote(f"{linked.text} {linked.href}", "首页链接"))
    absence = snapshot.absence("社会公益事业专栏", synonyms(KIND))
    if deadline is not None and snapshot.run.as_of <= deadline:
        return not_applicable(f"尚未到规定的日期 {deadline}", absence)
    return failed("未发现社会公益事业（公共文化）专栏", absence)


def _too_deep(snapshot: Snapshot, column: ColumnView, limit: int) -> Result:
    gap = unseen_near(snapshot)
    if gap is not None:
        raise Unseen(f"首页链接 {gap.url} 未能检查({gap.reason}),不能断定专栏不在{limit}次点击之内")
    shown = snapshot.capture(column.url).evidence("page", column.name, "栏目页")
    return failed(f"专栏“{column.name}”从首页点击 {limit} 次不能到达", shown)


def _begun(
    snapshot: Snapshot, columns: tuple[ColumnView, ...], column: ColumnView, deadline: dt.date
) -> Result:
    """By the earliest entry of the column and its sub-columns."""
    entries = sorted((e for c in columns for e in dated(snapshot, c)), key=lambda e: e[0])
    place = snapshot.capture(column.url).evidence("page", column.name, "栏目页")
    if not entries:
        return attest(f"专栏“{column.name}”没有带日期的内容，请确认是否于 {deadline} 前开设", place)
    first, item = entries[0]
    seen = item_evidence(snapshot, item)
    if first <= deadline:
        return passed(f"专栏“{column.name}”最早的内容为 {first}", seen)
    if part := next((c for c in columns if not c.complete), None):
        raise Unseen(f"栏目“{part.name}”没有完整抓取，不能断定最早的内容晚于 {deadline}")
    if sum(len(c.items) for c in columns) > len(entries):
        return attest(f"有日期的内容最早为 {first}，另有内容没有日期，请确认开设时间", seen, place)
    if first > deadline + dt.timedelta(days=365):
        return attest(
            f"现存内容最早为 {first}，旧内容可能在改版时移走，请确认开设时间", seen, place
        )
    return failed(f"专栏“{column.name}”最早的内容为 {first}，晚于 {deadline}", seen, place)


# -- poverty relief ---------------------------------------------------------------------------


@check(
    id="welfare.poverty-relief", topic=TOPIC, severity=Severity.MINOR, rows=("7.8",),
    title="专栏设有脱贫攻坚子栏目或标签",
    expected="有脱贫攻坚（扶贫）子栏目，或者内容带有相应标签",
    remedy="在专栏下设“脱贫攻坚”子栏目，或者给有关内容加上标签。",
    norms=("要点", "政府信息公开条例#20"),
)  # fmt: skip
def poverty_relief(snapshot: Snapshot) -> Result:
    """A sub-column on poverty relief, or entries tagged with it."""
    named = [c for c in snapshot.columns if "poverty" in c.kinds or _POVERTY.search(c.name)]
    if named:
        shown = snapshot.capture(named[0].url).evidence("page", named[0].name, "栏目页")
        return passed(f"设有“{named[0].name}”栏目", shown)
    columns = welfare_columns(snapshot)
    if tag := next(_tags(snapshot, columns), None):
        return passed("内容带有脱贫攻坚标签", tag)
    titled = [item for c in columns for item in c.items if _POVERTY.search(item.title)]
    if len(titled) >= 3:
        words = f"没有脱贫攻坚子栏目，但有 {len(titled)} 条有关内容，请确认是否归类"
        return attest(words, item_evidence(snapshot, titled[0]))
    if part := next((c for c in columns if not c.complete), None):
        raise Unseen(f"栏目“{part.name}”没有完整抓取，不能断定没有脱贫攻坚的内容")
    return failed(
        "没有脱贫攻坚子栏目或标签", snapshot.absence("脱贫攻坚子栏目", synonyms("poverty"))
    )


def _tags(snapshot: Snapshot, columns: tuple[ColumnView, ...]) -> Iterator[Evidence]:
    """Keywords in meta tags or labelled fields, and short links within a welfare column's page."""
    for url in (u for c in columns for u in (c.url, *map(_url, c.items))):
        try:
            page = snapshot.page(url)
        except Unseen:
            continue  # an entry that was not seen shows no tag; the others are looked through
        facts = page.facts
        values = [v for k in ("keywords", "columnkeywords") for v in facts.meta.get(k, ())]
        values += [v for k, v in facts.fields.items() if re.search(r"主题|标签|分类|关键", k)]
        for value in values:
            if _POVERTY.search(value):
                yield page.quote(value, "标签")


def _url(item: Item) -> str:
    return item.url
