"""Looking for the end of a value in a script always ends, however broken the script is."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from crawler.reading.calls import _STEP, _end_of_value, calls_in

_SCRIPT = st.text(alphabet="\"'`\\()[]{},:a1\n $", max_size=300)


@given(_SCRIPT, st.integers(0, 300))
@example('\\"' * 100, 0)
@example("'\\\n" * 100, 1)
@example("`\\`" * 100, 0)
def test_the_end_is_a_comma_or_brace_behind_the_beginning(code: str, at: int) -> None:
    end = _end_of_value(code, at)
    assert end == -1 or (end >= at and code[end] in ",}")


@given(_SCRIPT)
def test_every_step_is_a_character_long_and_none_is_left_out(code: str) -> None:
    steps = [step[0] for step in _STEP.finditer(code)]
    assert all(steps)
    assert "".join(steps) == code


@given(_SCRIPT)
def test_a_broken_call_gives_addresses_or_none(code: str) -> None:
    found = calls_in([f"$.ajax({{url:{code}"])
    assert all(isinstance(address, str) and address for address in found.addresses)


def test_texts_escapes_and_brackets_hide_commas() -> None:
    for value in ('"a,b"', "'}'", "`,`", "f(1,2)", "{a:1,b:2}", "[1,2]", '/\\",/', '"\\","'):
        code = f"{value},next"
        hidden = value != '/\\",/'  # a pattern is no text: its comma counts
        assert _end_of_value(code, 0) == (len(value) if hidden else value.index(","))
