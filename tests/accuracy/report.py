"""The tables that are printed, and which targets were missed."""

from __future__ import annotations

import statistics

from tests.accuracy.pages import Outcome
from tests.accuracy.scoring import Tally

TARGET = 0.98
_OTHERS = ("htmldate", "trafilatura", "gne")
_EXACT = ("title", "date", "undated", "time", "number", "written", "source", "site_code", "index", "issuer",
          "topic", "icp", "police", "encoding", "subtitle", "text", "items")  # fmt: skip
_HEADS = {
    "number": "文号",
    "written": "成文日期",
    "index": "索引号",
    "issuer": "发文机关",
    "topic": "主题",
}
_BESIDE = ("title", "date", "undated", "text", "source")


def print_pages(outcome: Outcome) -> None:
    """Ours by set and kind, then all readers side by side, then what a page costs."""
    for miss in outcome.misses:
        print(miss)
    rows = [(_label(name, outcome), tally) for name, tally in sorted(outcome.sets.items())]
    totals = [
        ("real sets", outcome.total(outcome.given())),
        ("synthetic sets", outcome.total(outcome.synthetic)),
        ("total", outcome.total()),
    ]
    print("\nours: right/asked; text and items: mean F1 (pages)")
    print("undated: pages that show no date, right when none is read")
    kinds = [kind for kind in _EXACT if any(tally.asked.get(("ours", kind)) for _, tally in rows)]
    for part in (kinds[:9], kinds[9:]):
        _grid(["set", *(_HEADS.get(k, k) for k in part)], [
            [name, *(tally.words("ours", kind) for kind in part)] for name, tally in rows + totals
        ])  # fmt: skip
    print("\nside by side: ours, htmldate, trafilatura, gne (source of gne: its meta tag)")
    pairs = [(kind, reader) for kind in _BESIDE for reader in ("ours", *_OTHERS)]
    pairs = [(kind, reader) for kind, reader in pairs if totals[-1][1].asked.get((reader, kind))]
    for kind in _BESIDE:
        of_kind = [reader for k, reader in pairs if k == kind]
        lines = [
            [name, *(tally.words(reader, kind) for reader in of_kind)]
            for name, tally in rows + totals
            if tally.asked.get(("ours", kind))
        ]
        _grid([kind, *of_kind], lines)
    _print_cost(outcome)


def _label(name: str, outcome: Outcome) -> str:
    return f"{name} (synthetic)" if name in outcome.synthetic else name


def _print_cost(outcome: Outcome) -> None:
    for title, costs in (("all", outcome.milliseconds), ("the corpus alone", outcome.of_corpus)):
        print(f"\nCPU ms a page, {title}")
        lines = [
            [
                name,
                f"{statistics.median(spent):.2f}",
                f"{statistics.mean(spent):.2f}",
                str(len(spent)),
            ]
            for name, spent in costs.items()
        ]
        _grid(["reader", "median", "mean", "pages"], lines)


def _grid(head: list[str], lines: list[list[str]]) -> None:
    widths = [max(_wide(line[n]) for line in [head, *lines]) for n in range(len(head))]
    print()
    for line in (head, *lines):
        first, *others = zip(line, widths, strict=True)
        cells = [first[0] + " " * (first[1] - _wide(first[0]))]
        cells += [" " * (width - _wide(cell)) + cell for cell, width in others]
        print("  ".join(cells).rstrip())


def _wide(text: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def missed_targets(outcome: Outcome) -> list[str]:
    """Sentences, one a target that was missed."""
    real = outcome.total(outcome.given())
    missed = []
    for kind in ("title", "date"):
        share = real.share("ours", kind)
        if share is not None and share < TARGET:
            missed.append(f"{kind} of the real sets: {share:.1%} < {TARGET:.0%}")
        missed += _behind(real, kind)
    if outcome.invented:
        missed.append(f"a date was read where none is shown: {', '.join(outcome.invented)}")
    return missed


def _behind(real: Tally, kind: str) -> list[str]:
    mine = real.share("ours", kind) or 0.0
    return [
        f"{kind} of the real sets: fewer right than {reader}"
        for reader in _OTHERS
        if (real.share(reader, kind) or 0.0) > mine
    ]
