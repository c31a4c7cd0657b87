"""The terminal summary fits one screen and says what the report says."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from reports import summary, write_report
from store.judgements import Judgement
from store.results import Results
from store.vocabulary import Outcome
from tests.reports import builders, ledgers


def printed(results: Results, width: int = 100) -> str:
    console = Console(width=width, file=io.StringIO(), record=True)
    console.print(summary(results, Path("out/41/index.html")))
    return console.export_text(styles=False)


@pytest.mark.parametrize("width", [80, 100, 140])
def test_one_screen(width: int) -> None:
    text = printed(builders.results(), width)
    assert len(text.splitlines()) <= 24
    for words in ("陇原省文化厅门户网站", "2018年12月20日", "现有问题 10 个", "单项否决 2",
                  "甘文旅-2018-0001", "95.4%", "out/41/index.html", "尚无自动检查 23"):  # fmt: skip
        assert words in text.replace("\n", "")


def test_only_the_heaviest_findings_are_named() -> None:
    more = [*builders.fails(), *(light(n) for n in range(20))]
    results = builders.results(judgements=tuple(more), findings=builders.numbered(more))
    text = printed(results)
    assert "其余 20 个见报告" in text
    assert len(text.splitlines()) <= 24


def light(number: int) -> Judgement:
    return builders.judge(
        "proposals.overview", Outcome.FAIL, f"问题{number}", builders.seen("/", "x"),
        subject=str(number),
    )  # fmt: skip


def test_a_night_that_cannot_be_relied_on_is_said() -> None:
    poor = dataclasses.replace(builders.coverage(), share=0.5, discovered=400)
    text = printed(builders.results(coverage=poor))
    assert "本次巡检不可用" in text
    assert "账目不平" in text


def test_checks_that_failed_their_self_test_are_named_on_both_first_screens(tmp_path: Path) -> None:
    first, *rest = builders.results().cards
    off = msgspec.structs.replace(first, broken="自检未通过：应判“不符合”的样例判为“符合”")
    results = builders.results(cards=(off, *rest))
    words = f"有 1 个检查项自检未通过，本次停用，不作判断：“{first.title}”。"
    assert words in printed(results, 140).replace("\n", "")
    page = write_report(results, tmp_path).read_text("utf-8")
    assert words in page
    assert "自检未通过" not in printed(builders.results())


def test_what_changed_since_the_last_run_is_told() -> None:
    text = printed(ledgers.results())
    assert len(text.splitlines()) <= 24
    assert "与第 40 次巡检相比  新发现 1   再次出现 1   已整改 1   逾期 2   未能复核 1" in text
    assert "相比" not in printed(builders.results())


def test_a_held_run_accuses_nobody_and_says_why() -> None:
    text = printed(ledgers.results(held=("问题数是平时的六倍",)), 140)
    assert "本次结果异常，暂不采信，下列为此前已有的问题" in text
    assert "暂不采信：问题数是平时的六倍" in text
    released = printed(ledgers.results(held=("x",), released="张三 放行：已核实"), 140)
    assert "暂不采信" not in released
    assert "已经放行：张三 放行：已核实" in released
