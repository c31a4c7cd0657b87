"""The trend over runs as plain geometry for an inline SVG: told apart by form, not by colour.

Standing findings are a solid line, veto findings a dashed one; opened findings are filled bars
above the base line, rectified ones empty bars below it. A run that cannot be relied on has a
triangle on the base line, so no drop is taken for progress.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from store.findings import RunPoint
from store.vocabulary import Severity

WIDTH: Final = 1056
HEIGHT: Final = 250
_LEFT, _RIGHT, _TOP, _FLOOR, _BASE, _SPAN = 44, 52, 16, 150, 194, 26

#: With more points than this, dots and day labels of each run would run together.
_FEW: Final = 31


@dataclass(frozen=True)
class Mark:
    """One run in the picture."""

    x: float
    y: float
    point: RunPoint
    opened: float  # height of the bar above the base line
    rectified: float  # height of the bar below it
    doubtful: bool


@dataclass(frozen=True)
class Chart:
    """A picture of ``WIDTH`` times ``HEIGHT`` units."""

    marks: tuple[Mark, ...]
    standing: str  # points of a polyline
    vetoes: str
    ticks: tuple[tuple[float, int], ...]  # height and number of findings
    labels: tuple[Mark, ...]  # runs whose day is written below
    bar: float  # width of a bar
    dots: bool
    base: float = _BASE
    floor: float = _FLOOR
    left: float = _LEFT
    right: float = WIDTH - _RIGHT

    @property
    def last(self) -> Mark:
        """The run that the report is about."""
        return self.marks[-1]


def chart(points: Sequence[RunPoint]) -> Chart | None:
    """The picture of at least two runs, oldest first; None for fewer, which have no trend."""
    if len(points) < 2:
        return None
    most = _round_up(max(point.standing for point in points))
    moved = max(1, *(max(point.opened, point.rectified) for point in points))
    step = (WIDTH - _LEFT - _RIGHT) / (len(points) - 1)
    marks = tuple(
        Mark(
            x=round(_LEFT + step * place, 1),
            y=_height(point.standing, most),
            point=point,
            opened=round(_SPAN * point.opened / moved, 1),
            rectified=round(_SPAN * point.rectified / moved, 1),
            doubtful=point.held or not point.usable,
        )
        for place, point in enumerate(points)
    )
    return Chart(
        marks=marks,
        standing=" ".join(f"{mark.x},{mark.y}" for mark in marks),
        vetoes=" ".join(f"{m.x},{_height(_vetoes(m.point), most)}" for m in marks),
        ticks=tuple((_height(n, most), n) for n in (0, most // 2, most)),
        labels=_spread(marks),
        bar=round(max(1.0, min(14.0, step * 0.5)), 1),
        dots=len(points) <= _FEW,
    )


def _vetoes(point: RunPoint) -> int:
    return point.by_severity.get(Severity.VETO, 0)


def _height(count: int, most: int) -> float:
    return round(_FLOOR - (_FLOOR - _TOP) * count / most, 1)


def _round_up(count: int) -> int:
    """The next even number with two digits that are not 0 at most: the middle of it is whole."""
    unit: int = 2 * 10 ** max(0, len(str(count)) - 2)
    return max(2, -(-count // unit) * unit)


def _spread(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """At most seven runs, evenly apart, the first and the last among them."""
    last = len(marks) - 1
    count = min(7, len(marks))
    return tuple(marks[round(n * last / (count - 1))] for n in range(count))
