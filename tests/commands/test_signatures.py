"""``gongkai attest`` and ``gongkai waive``: recorded once, used while valid, named when over."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import audit
from checks._catalogue import load as load_checks
from checks._run import judge
from commands.signatures import name_doubtful
from store.config import Config, load
from store.errors import OperatorError
from store.judgements import Judgement
from store.ledger import results_of, store_judgements, store_plan
from store.loading import snapshot_of
from store.nights import Night, State, open_night, set_state, store_columns
from store.results import Plan
from store.vocabulary import Outcome, Severity
from tests.checks.builders import at, column

CONFIG = """
[portal]
name = "省文化厅"
start_url = "http://www.example.gov.cn/"
hosts = ["www.example.gov.cn"]

[registers]
attestations = "signed.csv"
"""
LISTED = "事项,声明,签字人,日期,有效期至\n22a,等级保护已备案,王五,2018-03-01,2018-12-31\n"
AS_OF = dt.date(2018, 12, 20)
SIGNED = ("--by", "张三", "--text", "已核实", "--on", "2018-12-01")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "signed.csv").write_text(LISTED, "utf-8")
    return tmp_path


def gongkai(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(audit.app, [*arguments, "-c", str(folder / "config.toml")])


def settings(folder: Path) -> Config:
    return load(folder / "config.toml")


def night(folder: Path, as_of: dt.date = AS_OF) -> Night:
    """A run with one column and nothing captured."""
    opened = open_night(settings(folder), dt.datetime.now(dt.UTC), as_of, fresh=True)
    store_columns(opened, [column("personnel", "/rsxx/", name="人事信息")])
    return set_state(opened, State.CRAWLED)


def outcome(opened: Night, check: str) -> Outcome:
    one = next(c for c in load_checks() if c.id == check)
    _, (judgement,) = judge(snapshot_of(opened), among=(one,))
    return judgement.outcome


def test_a_statement_is_recorded_with_its_paper_and_settles_its_clause(folder: Path) -> None:
    paper = folder / "会议纪要.pdf"
    paper.write_bytes(b"%PDF-1.4")
    opened = night(folder)
    assert outcome(opened, "attest.coordination-agreed") is Outcome.ATTEST
    told = gongkai(folder, "attest", "第13条", *SIGNED, "--office", "办公室", "--file", str(paper))
    assert told.exit_code == 0, told.output
    assert "已登记：13，张三 2018-12-01 签字，有效期至 2018-12-31" in told.output
    assert outcome(opened, "attest.coordination-agreed") is Outcome.ATTESTED
    (said,) = (s for s in snapshot_of(opened).statements if s.item == "13")
    assert (said.office, said.file) == ("办公室", "会议纪要.pdf")
    assert said.digest == f"sha256:{hashlib.sha256(b'%PDF-1.4').hexdigest()}"
    later = night(folder, dt.date(2019, 1, 1))
    assert outcome(later, "attest.coordination-agreed") is Outcome.ATTEST


def test_a_statement_is_only_ever_added(folder: Path) -> None:
    night(folder)
    for words in ("一", "二"):
        gongkai(folder, "attest", "13", "--by", "张三", "--text", words, "--on", "2018-12-01")
    texts = [s.text for s in snapshot_of(night(folder)).statements if s.item == "13"]
    assert texts == ["一", "二"]


def test_a_column_is_known_by_its_name_in_the_last_run(folder: Path) -> None:
    assert isinstance(gongkai(folder, "attest", "人事信息", *SIGNED).exception, OperatorError)
    opened = night(folder)
    assert gongkai(folder, "attest", "人事信息", *SIGNED).exit_code == 0
    assert at("/rsxx/") in {s.item for s in snapshot_of(opened).statements}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("attest", "15", *SIGNED), "没有“15”这一事项"),
        (("attest", "proposals.overveiw", *SIGNED), "是否应为“proposals.overview”"),
        (("attest", "13", "--by", "张三"), "请写明事项"),
        (("attest", "13", *SIGNED[:4], "--on", "2999-01-01"), "还没有到"),
        (("attest", "13", *SIGNED, "--until", "2018-11-30"), "早于签字日期"),
        (("attest", "13", *SIGNED, "--file", "没有.pdf"), "无法读取"),
        (("waive", "没有", "--reason", "甲", "--approver", "乙", "--from", "2018-01-01", "--until",
          "2018-12-31"), "没有检查项或引用编号"),
        (("waive", "budget.disclosed", "--reason", "甲", "--approver", "乙", "--from", "2018-12-31",
          "--until", "2018-01-01"), "早于"),
        (("waive", "budget.disclosed", "--reason", " ", "--approver", "乙", "--from", "2018-01-01",
          "--until", "2018-12-31"), "不能为空"),
    ],
)  # fmt: skip
def test_mistakes_are_one_sentence(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    told = gongkai(folder, *arguments)
    assert isinstance(told.exception, OperatorError)
    assert words in str(told.exception)


def test_the_list_says_what_waits_and_what_is_signed(folder: Path) -> None:
    gongkai(folder, "attest", "13", *SIGNED)
    told = "".join(gongkai(folder, "attest", "--list").output.split())
    assert "由人确认的事项" in told
    assert "attest.coordination" in told
    assert "等级保护已备案" in told
    assert "已过期" in told


def test_a_waiver_by_citation_annotates_and_hides_nothing(folder: Path) -> None:
    opened = night(folder)
    store_plan(opened, Plan("要点", 2018, ()))
    bad = next(c for c in load_checks() if c.id == "budget.disclosed")
    failed = Judgement(bad.id, "5", "部门", Outcome.FAIL, Severity.MAJOR, "坏")
    (finding,) = store_judgements(opened, [], [failed])
    told = gongkai(folder, "waive", finding.citation, "--reason", "系统迁移", "--approver", "李厅长",
                   "--from", "2018-12-01", "--until", "2018-12-31")  # fmt: skip
    assert told.exit_code == 0, told.output
    results = results_of(opened)
    assert [(w["check"], w["subject"], w["reason"]) for w in results.waivers] == [
        ("budget.disclosed", "部门", "系统迁移")
    ]
    assert results.judgements[0].outcome is Outcome.FAIL
    assert len(results.findings) == 1


def test_what_is_over_is_named_at_the_start(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gongkai(folder, "attest", "13", *SIGNED)
    gongkai(folder, "waive", "budget.disclosed", "--reason", "甲", "--approver", "乙",
            "--from", "2018-01-01", "--until", "2018-12-31")  # fmt: skip
    name_doubtful(settings(folder), dt.date(2018, 12, 31))
    assert capsys.readouterr().out == ""
    name_doubtful(settings(folder), dt.date(2019, 1, 1))
    told = "".join(capsys.readouterr().out.split())
    assert "人工确认“13”（张三，2018-12-01签字）已于2018-12-31到期" in told
    assert "人工确认“22a”" in told
    assert "budget.disclosed的豁免已于2018-12-31到期" in told
    gongkai(folder, "attest", "13", *SIGNED, "--until", "2019-12-31")
    name_doubtful(settings(folder), dt.date(2019, 1, 1))
    assert "人工确认“13”" not in "".join(capsys.readouterr().out.split())


def test_a_statement_of_the_register_about_nothing_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "signed.csv").write_text(LISTED + "第九十九条,无,王五,2018-03-01,\n", "utf-8")
    name_doubtful(settings(folder), AS_OF)
    told = "".join(capsys.readouterr().out.split())
    assert "没有“第九十九条”这一事项" in told
    assert "这份声明不起作用" in told
