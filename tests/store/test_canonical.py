"""Canonical JSON: the vectors of RFC 8785 that matter here, and what JSON has no form for."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.canonical import canonical, digest


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None, "é"]}, '{"a":[true,null,"é"],"b":1}'),
        ({"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "ö": 7},
         '{"\\r":2,"1":4,"\x80":6,"ö":7,"\u20ac":1,"\U0001f600":5,"\ufb33":3}'),
        ([333333333.33333329, 1e30, 4.50, 2e-3, 1e-27, 0.0, -0.0],
         "[333333333.3333333,1e+30,4.5,0.002,1e-27,0,0]"),
        ("\u20ac$\x0f\nA'B\"\\\\\"/", '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
        (dt.datetime(2018, 7, 1, 2, tzinfo=dt.timezone(dt.timedelta(hours=8))),
         '"2018-06-30T18:00:00.000000Z"'),
        (dt.date(2018, 7, 1), '"2018-07-01"'),
        (2**53 - 1, "9007199254740991"),
        (2**53, '"9007199254740992"'),
        ("a\ud800b", '"a\ufffdb"'),
        ({"a\ud800": ("x",)}, '{"a\ufffd":["x"]}'),
    ],
)  # fmt: skip
def test_values_have_one_form(value: Any, text: str) -> None:
    assert canonical(value).decode() == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"a": [float("-inf")]}])
def test_what_json_has_no_form_for_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        canonical(value)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20,
)  # fmt: skip


@given(_VALUES)
def test_reading_it_back_and_writing_it_again_changes_nothing(value: Any) -> None:
    read = json.loads(canonical(value))
    assert canonical(read) == canonical(value)
    assert digest(read) == digest(value)
