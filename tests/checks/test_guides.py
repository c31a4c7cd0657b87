from __future__ import annotations

import pytest

from checks._guides import ELEMENTS, MORE, missing
from crawler.reading import guide_words
from store.facts import Guide, Link

WHOLE = dict.fromkeys(ELEMENTS, "无")


@pytest.mark.parametrize(
    ("guide", "expected"),
    [
        (Guide("甲", WHOLE), ()),
        (Guide("甲", {**WHOLE, "办理地点": ""}), ("办理地点",)),
        (Guide("", {}), ELEMENTS),
        (Guide("甲", {}), ELEMENTS[1:]),
        (Guide("甲", {**WHOLE, "办理材料": "", "材料目录": "身份证"}), ()),
    ],
)
def test_what_a_guide_lacks(guide: Guide, expected: tuple[str, ...]) -> None:
    assert missing(guide) == expected


def test_forms_are_samples() -> None:
    assert missing(Guide("甲", {}, (Link("a.doc", "申请表"),)), MORE) == MORE[:3]
    assert missing(Guide("甲", {}), MORE) == MORE


def test_reader_and_checks_spell_elements_alike() -> None:
    assert set(guide_words.ELEMENTS) == {*ELEMENTS, *MORE}
