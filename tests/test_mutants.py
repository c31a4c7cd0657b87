"""The kill table counts what it is told."""

from __future__ import annotations

import io

from rich.console import Console

from tests.mutants import record, sound, table, tally

KILLED = record("m1", "a", "fail", {"a": "fail", "b": "error"}, {"b": "error"})
SURVIVED = record("m2", "a", "fail", {}, {})
ELSEWHERE = record("m3", "b", "fail", {"b": "fail", "c": "fail"}, {"c": "error"})
TRAP = record("t1", "", "pass", {"c": "fail"}, {})
SILENT = record("t2", "", "pass", {}, {})


def test_each_record_is_counted_where_it_belongs() -> None:
    found = tally([KILLED, SURVIVED, ELSEWHERE, TRAP, SILENT], ["a", "b", "c", "d"])
    assert (found["a"].killed, found["a"].survived, found["a"].false_alarms) == (["m1"], ["m2"], [])
    assert (found["b"].killed, found["b"].survived, found["b"].false_alarms) == (["m3"], [], [])
    assert found["c"].false_alarms == ["m3", "t1"]
    assert found["d"].killed == []
    assert not sound(found)


def test_a_sound_portal_kills_all_and_alarms_nobody() -> None:
    assert sound(tally([KILLED, SILENT], ["a"]))
    assert not sound(tally([KILLED, SILENT], ["a", "d"])), "a check without a mutation"
    assert not sound(tally([KILLED, TRAP], ["a"]))


def test_the_table_has_a_row_a_check_and_sums() -> None:
    out = io.StringIO()
    Console(file=out, width=120).print(table(tally([KILLED, SURVIVED, TRAP], ["a", "d"])))
    lines = [line.split() for line in out.getvalue().splitlines()]
    assert ["│", "a", "│", "1", "│", "1", "│", "0", "│", "m2", "│"] in lines
    assert ["│", "d", "│", "0", "│", "0", "│", "0", "│", "no", "mutation", "│"] in lines
    assert ["│", "3", "checks", "│", "1", "│", "1", "│", "1", "│", "│"] in lines
