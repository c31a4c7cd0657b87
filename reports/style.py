"""The style sheet of a report, with what is printed at the head of each of its pages."""

from __future__ import annotations

from jinja2 import Environment

from reports.environment import source_of
from reports.wording import css_string, day, short
from store.snapshot import Run

#: Hexadecimal digits of the digest that are printed at the head; the whole stands in the method.
_DIGITS = 16


def style(environment: Environment, run: Run, digest: str) -> bytes:
    """style.css; ``digest`` is "sha256:<hex>" of report.json."""
    left = css_string(f"{short(run.portal)}　政务公开巡检报告")
    right = css_string(
        f"第 {run.id} 次巡检　截至{day(run.as_of)}　报告摘要 {digest.partition(':')[2][:_DIGITS]}"
    )
    head = f"@page {{ @top-left {{ content: {left}; }} @top-right {{ content: {right}; }} }}\n"
    return (source_of(environment, "style.css").rstrip() + "\n" + head).encode()
