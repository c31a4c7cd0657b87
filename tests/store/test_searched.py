"""What was searched and where nothing was found: named, counted and digested."""

from __future__ import annotations

import hashlib

from store.judgements import SearchedPage
from store.searched import Searched, listing
from store.snapshot import Capture, ColumnView
from store.vocabulary import Fetch


def capture(number: int, **values: object) -> Capture:
    given = {"status": 200, "digest": f"sha256:{number:064x}", **values}
    return Capture(number, f"http://h/{number:03d}", Fetch.FETCHED, **given)  # type: ignore[arg-type]


def column(name: str, *pages: int) -> ColumnView:
    urls = tuple(f"http://h/{number:03d}" for number in pages)
    return ColumnView(name, (), urls[0], urls, (), complete=True)


def test_absence_names_columns_pages_words_and_the_whole_list() -> None:
    seen = [capture(number) for number in range(40)]
    lost = capture(99, status=404)
    found = Searched((column("预算", 30, 31), column("通知", 5)), (*seen, lost)).found_nothing(
        seen[0], "决算公开", ("决算", "预决算")
    )
    assert found.kind == "absence"
    assert "决算、预决算" in found.quote
    assert "2 个栏目和 40 个页面" in found.locator
    assert found.searched_columns == ("预算", "通知")
    assert found.searched_count == 40
    assert len(found.searched) == 20
    assert found.searched[:3] == (
        SearchedPage("http://h/005", seen[5].digest, "通知"),
        SearchedPage("http://h/030", seen[30].digest, "预算"),
        SearchedPage("http://h/031", seen[31].digest, "预算"),
    )
    text = listing((each.url, each.digest) for each in reversed(seen))  # in whatever order
    assert found.searched_digest == f"sha256:{hashlib.sha256(text).hexdigest()}"


def test_the_list_is_lines_that_a_person_reads() -> None:
    text = listing([("http://h/b\n", "sha256:02"), ("http://h/a", "sha256:01")])
    assert text == b"01  http://h/a\n02  http://h/b%0A\n"
