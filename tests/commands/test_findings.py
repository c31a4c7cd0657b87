"""``gongkai findings``, ``history`` and what people do to findings, as a person types them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import audit
from store import ledger, nights
from store.config import Config, load
from store.database import open_store
from store.errors import OperatorError
from store.judgements import CheckCard, Judgement
from store.ledger import store_judgements, store_plan
from store.nights import Night, State, open_night, set_state
from store.results import Clause, Plan
from store.vocabulary import Outcome, Severity

CONFIG = """
[portal]
name = "省文化厅"
start_url = "http://www.example.gov.cn/"
hosts = ["www.example.gov.cn"]
[[offices]]
plan_name = "厅市场处"
name = "市场管理处"
"""
PLAN = Plan("要点", 2018, (Clause("5", "5", "预算", "", lead=("厅计划财务处",)),
                         Clause("9", "9", "市场", "", lead=("厅市场处",))))  # fmt: skip
CARDS = [
    CheckCard("budget.disclosed", "5", "预算公开", Severity.VETO, "补发", "公开"),
    CheckCard("market.listed", "9", "市场名录", Severity.MINOR, "补充", "列出"),
]
BEGIN = dt.datetime(2018, 6, 1, 17, 30, tzinfo=dt.UTC)
SIGNED = ("--by", "张三", "--reason", "已核实")


@pytest.fixture(autouse=True)
def _one_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Open the store once: bringing it up to date again and again takes most of the time."""
    engine = open_store(f"sqlite:///{tmp_path / 'data' / 'gongkai.sqlite'}")
    for module in (nights, ledger):
        monkeypatch.setattr(module, "open_store", lambda _url: engine)
    yield
    engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    night(tmp_path, 0, {"budget.disclosed": Outcome.FAIL, "market.listed": Outcome.FAIL})
    return tmp_path


def settings(folder: Path) -> Config:
    return load(folder / "config.toml")


def night(folder: Path, day: int, outcomes: dict[str, Outcome], seen: int = 100) -> Night:
    opened = open_night(settings(folder), BEGIN + dt.timedelta(days=day), fresh=True)
    coverage = {"discovered": seen, "share": 1.0}
    set_state(opened, State.CRAWLED, coverage=coverage)
    store_plan(opened, PLAN)
    found = [Judgement(card.id, card.clause, "", outcomes[card.id], card.severity, f"{card.title}有误")
             for card in CARDS if card.id in outcomes]  # fmt: skip
    store_judgements(opened, CARDS, found)
    return set_state(opened, State.REPORTED)


def gongkai(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(audit.app, [*arguments, "-c", str(folder / "config.toml")])


def told(folder: Path, *arguments: str) -> str:
    result = gongkai(folder, *arguments)
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def refused(folder: Path, *arguments: str) -> str:
    result = gongkai(folder, *arguments)
    assert isinstance(result.exception, OperatorError), result.output
    return str(result.exception)


def test_findings_are_listed_with_state_office_and_day(folder: Path) -> None:
    shown = told(folder, "findings")
    assert "第 1 次巡检（截至 2018-06-02）后的问题" in shown
    for words in ("公开-0001", "公开-0002", "新发现", "单项否决", "厅计划财务处", "2018-06-08"):
        assert words in shown
    assert "列出 2 个，共 2 个" in shown


@pytest.mark.parametrize(
    ("options", "listed"),
    [
        (("--clause", "9"), ["0002"]),
        (("--severity", "veto"), ["0001"]),
        (("--office", "厅市场处"), ["0002"]),
        (("--office", "市场管理处"), ["0002"]),
        (("--state", "new"), ["0001", "0002"]),
        (("--state", "rectified"), []),
        (("--since", "2018-06-02"), ["0001", "0002"]),
        (("--since", "2018-06-03"), []),
        (("--overdue",), []),
        (("--clause", "5", "--severity", "minor"), []),
    ],
)
def test_findings_are_filtered(folder: Path, options: tuple[str, ...], listed: list[str]) -> None:
    shown = told(folder, "findings", *options)
    assert [n for n in ("0001", "0002") if f"公开-{n}" in shown] == listed


def test_a_slip_of_the_pen_is_named(folder: Path) -> None:
    assert "没有责任单位“市场司”；有：" in refused(folder, "findings", "--office", "市场司")
    assert "是否应为“公开-0002”" in refused(folder, "history", "公开-002")
    assert "公开-0009" in refused(folder, "withdraw", "公开-0009", *SIGNED)
    assert "不能为空" in refused(folder, "withdraw", "公开-0001", "--by", " ", "--reason", "x")
    assert "没有被暂扣" in refused(folder, "release", "1", *SIGNED)
    assert "请写明责任单位" in refused(folder, "assign", "公开-0001", *SIGNED)


def test_a_finding_that_is_over_its_last_day_counts_working_days(folder: Path) -> None:
    # 2018-06-08 was the last day; 18 June was the Dragon Boat holiday.
    night(folder, 18, {"budget.disclosed": Outcome.FAIL, "market.listed": Outcome.PASS})
    shown = told(folder, "findings", "--overdue")
    assert "公开-0001" in shown
    assert "超期 7 个工作日" in shown
    assert "公开-0002" not in shown


def test_make_up_days_are_worked(folder: Path) -> None:
    # From 2018-09-27 on: 29 and 30 September are worked for the National Day week.
    night(folder, 116, {"budget.disclosed": Outcome.PASS, "market.listed": Outcome.PASS})
    night(folder, 117, {"budget.disclosed": Outcome.FAIL, "market.listed": Outcome.PASS})
    history = told(folder, "history", "公开-0001")
    assert "再次出现" in history
    assert "期限：2018-10-09" in history


def test_the_history_tells_who_when_and_why(folder: Path) -> None:
    night(folder, 1, {"budget.disclosed": Outcome.PASS, "market.listed": Outcome.ERROR})
    shown = told(folder, "history", "公开-0001")
    for words in ("立为问题", "认定已整改", "第 2 次", "已整改"):
        assert words in shown
    assert "本次未能复核：未能检查：市场名录有误" in told(folder, "history", "公开-0002")
    told(folder, "withdraw", "公开-0002", *SIGNED)
    shown = told(folder, "history", "公开-0002")
    for words in ("未整改 → 已撤销", "张三", "已核实"):
        assert words in shown or words.replace("未整改", "新发现") in shown
    assert "已撤销（已核实）" in refused(folder, "withdraw", "公开-0002", *SIGNED)
    told(folder, "withdraw", "公开-0002", "--undo", *SIGNED)
    assert "状态：未整改" in told(folder, "history", "公开-0002")


def test_owners_and_last_days_are_set_by_hand(folder: Path) -> None:
    shown = told(
        folder, "assign", "公开-0001", "市场管理处", "外事处", "--due", "2018-07-31", *SIGNED
    )
    assert "注意：外事处 不在要点" in shown
    shown = told(folder, "findings", "--office", "外事处")
    assert "公开-0001" in shown
    assert "2018-07-31" in shown


def test_merging_splitting_and_releasing(folder: Path) -> None:
    assert "已并入 公开-0001" in told(folder, "merge", "公开-0002", "--into", "公开-0001", *SIGNED)
    assert "至少两个" in refused(folder, "split", "公开-0001", "--into", "公开-0002", *SIGNED)
    night(folder, 1, {"budget.disclosed": Outcome.PASS, "market.listed": Outcome.PASS}, seen=20)
    assert "该次巡检已暂扣（看到的网页明显减少" in told(folder, "findings")
    assert "认定整改 1 个" in told(folder, "release", "2", *SIGNED)
    assert "已暂扣" not in told(folder, "findings")


def test_pruning_is_told_before_it_is_done(folder: Path) -> None:
    for day in range(1, 30):
        open_night(settings(folder), BEGIN + dt.timedelta(days=day), fresh=True)
    night(folder, 30, {"budget.disclosed": Outcome.FAIL, "market.listed": Outcome.FAIL})
    assert "将清理第 1 至第 1 次巡检（共 1 次）" in told(folder, "prune", "--keep", "30")
    assert "已清理第 1" in told(folder, "prune", "--keep", "30", "--yes")
    assert "列出 2 个" in told(folder, "findings")
    assert "没有要清理的巡检" in told(folder, "prune", "--keep", "40")
    assert "已按保留期清理" in refused(folder, "check", "--run", "1")


def test_before_the_first_night_there_is_nothing_to_list(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    assert "还没有检查过的巡检" in refused(tmp_path, "findings")
