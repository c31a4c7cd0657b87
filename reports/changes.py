"""The differences between two runs as a table for the terminal, those of the site apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from reports.wording import clip
from store.comparing import CAUSE_TITLES, Cause, Change
from store.vocabulary import OUTCOME_TITLES, Outcome


def changes(found: Sequence[Change], old: int, new: int) -> Iterator[RenderableType]:
    """One sentence, then one table a cause in the order of ``Cause``."""
    counts = Counter(change.cause for change in found)
    if not found:
        yield Text(f"第 {old} 次与第 {new} 次巡检的判定相同。")
        return
    told = "、".join(f"{CAUSE_TITLES[c]} {counts[c]} 项" for c in Cause if counts[c])
    yield Text(f"第 {old} 次与第 {new} 次巡检有 {len(found)} 项判定不同：{told}。", style="bold")
    for cause in Cause:
        own = [change for change in found if change.cause is cause]
        if own:
            yield _table(CAUSE_TITLES[cause], own)


def _table(title: str, own: Sequence[Change]) -> Table:
    table = Table(
        "要点", "检查项", "对象", "原来", "现在", "现在的说法", title=title, title_justify="left"
    )
    for change in own:
        before, after = change.outcomes
        said = change.after or change.before
        table.add_row(
            change.clause,
            Text(clip(change.title, 60)),
            Text(clip(change.subject_title or change.subject or "全站", 60)),
            _word(before),
            _word(after),
            Text(" ".join(clip(said.message, 120).split()) if said else ""),
        )
    return table


def _word(outcome: Outcome | None) -> str:
    return OUTCOME_TITLES[outcome] if outcome else "未判"
