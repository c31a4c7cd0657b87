"""The report in a real browser: accessible, usable by keyboard, quiet, printable, offline."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from reports import write_report
from reports.shelf import Shelved, report_of, write_shelf
from tests.reports import ledgers
from tests.reports.browsing import NARROW, WIDE, address, chromium, violations, watched

#: One page of every kind.
KINDS = (
    "index.html", "findings/index.html", "findings/甘文旅-2018-0001.html",
    "findings/甘文旅-2018-0003.html", "findings/甘文旅-2018-0013.html", "clauses/5.html",
    "clauses/1.html", "offices/05.html", "columns/index.html", "columns/002.html", "deadlines.html",
    "undecided.html", "coverage.html", "runs/index.html", "catalogue.html", "method.html",
    "../index.html",
)  # fmt: skip
PICTURES = Path("build/screenshots")
#: A window of 1366×768 less the bars of a browser and of the desktop.
FIRST_SCREEN = 640


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    folder = out / "00041"
    write_report(ledgers.results(), folder)
    points = [(point, report_of(out, point.run_id)) for point in ledgers.trend()]
    shelved = (Shelved(p.run_id, p.as_of, "已出报告", report, p) for p, report in points)
    write_shelf("陇原省文化厅门户网站", shelved, out)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def picture_of(page: Page, name: str) -> None:
    """Keep what was seen, to be looked at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


@pytest.mark.parametrize(
    ("size", "kinds"), [(WIDE, KINDS), (NARROW, KINDS[:8:2])], ids=["wide", "narrow"]
)
def test_every_kind_of_page_is_accessible_and_quiet(
    site: Path, browser: Browser, size: tuple[int, int], kinds: tuple[str, ...]
) -> None:
    seen = watched(browser, size)
    for kind in kinds:
        seen.page.goto(address(site / kind))
        picture_of(seen.page, f"{size[0]}-{kind.replace('/', '-').strip('.-')}")
        assert (kind, violations(seen.page)) == (kind, [])
        wider = seen.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert (kind, wider) == (kind, 0)
    assert seen.said == []
    assert seen.foreign() == []


def test_the_same_over_http_and_nothing_else_is_asked(site: Path, browser: Browser) -> None:
    handler = functools.partial(Silent, directory=str(site.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"127.0.0.1:{server.server_port}"
        seen = watched(browser)
        for kind in KINDS:
            seen.page.goto(f"http://{host}/00041/{kind}")
        seen.page.goto(f"http://{host}/")
        server.shutdown()
    assert seen.page.title() == "陇原省文化厅门户网站政务公开巡检：全部报告"
    assert seen.said == []
    assert seen.foreign(host) == []


class Silent(http.server.SimpleHTTPRequestHandler):
    """Any web server."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def test_the_first_screen_needs_no_scrolling(site: Path, browser: Browser) -> None:
    page = watched(browser).page
    page.goto(address(site / "index.html"))
    for selector in (".verdict", ".strip", ".legend", ".figures:not(.small)", ".figures.small",
                     ".panel.vetoes", ".share", ".reliability"):  # fmt: skip
        for box in page.locator(selector).all():
            place = box.bounding_box()
            assert place is not None
            assert place["y"] + place["height"] <= FIRST_SCREEN, selector


def test_a_held_run_says_so_on_the_first_screen(tmp_path: Path, browser: Browser) -> None:
    results = ledgers.results(held=("本次发现问题 120 个，平时 10 个左右",))
    page = watched(browser).page
    page.goto(address(write_report(results, tmp_path)))
    notice = page.locator(".notice").bounding_box()
    assert notice is not None
    assert notice["y"] + notice["height"] < FIRST_SCREEN
    assert violations(page) == []
    picture_of(page, "1366-held")


def test_the_keyboard_reaches_everything(site: Path, browser: Browser) -> None:
    page = watched(browser).page
    page.goto(address(site / "findings/index.html"))
    page.keyboard.press("Tab")
    assert focused(page) == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    page.keyboard.type("博物馆 没有的词")
    assert visible_rows(page) == 0
    page.keyboard.press("Control+a")
    page.keyboard.type("图书馆")
    assert visible_rows(page) == 1
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    while focused(page) != "整改期限":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    head = page.locator("th", has_text="整改期限")
    assert head.get_attribute("aria-sort") == "ascending"
    assert "0008" in page.locator("tbody tr").first.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/findings/*0008.html")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent")).strip()


def visible_rows(page: Page) -> int:
    return page.locator("tbody tr:visible").count()


def test_lists_are_narrowed_and_say_how_many_are_left(site: Path, browser: Browser) -> None:
    page = watched(browser).page
    page.goto(address(site / "findings/index.html"))
    assert page.locator("output").inner_text() == "13 项"
    page.get_by_label("状态").select_option("√已整改")
    assert page.locator("output").inner_text() == "13 项中的 2 项"
    page.get_by_label("责任单位").select_option("厅计划财务处")
    assert visible_rows(page) == 0
    page.get_by_label("状态").select_option("")
    assert visible_rows(page) == 4


def test_a_citation_is_copied_in_one_click(site: Path, browser: Browser) -> None:
    page = watched(browser).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address(site / "findings/甘文旅-2018-0001.html"))
    page.get_by_role("button", name="复制引用 甘文旅-2018-0001").click()
    page.get_by_text("已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (
        "甘文旅-2018-0001（陇原省文化厅门户网站政务公开巡检报告，第 41 次，截至2018年12月20日）"
    )
    assert copied == page.locator(".quotation").inner_text()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_without_script_everything_is_there(
    site: Path, browser: Browser, size: tuple[int, int]
) -> None:
    page = watched(browser, size, script=False).page
    page.goto(address(site / "findings/index.html"))
    assert visible_rows(page) == len(ledgers.entries())
    assert page.locator("input, select, button").count() == 0
    page.get_by_role("link", name="甘文旅-2018-0001").click()
    assert page.locator("h1").inner_text().startswith("陇原省文化厅2018年部门预算公开情况说明")


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [("index.html", 4, 7), ("findings/甘文旅-2018-0001.html", 1, 2), ("offices/05.html", 1, 2),
     ("findings/index.html", 1, 2)],
)  # fmt: skip
def test_printed_on_a4_with_numbers_and_a_running_head(
    site: Path, browser: Browser, tmp_path: Path, kind: str, least: int, most: int
) -> None:
    page = watched(browser).page
    page.goto(address(site / kind))
    page.pdf(path=tmp_path / "x.pdf", prefer_css_page_size=True, print_background=True)
    with pypdfium2.PdfDocument(tmp_path / "x.pdf") as document:
        assert least <= len(document) <= most
        width, height = document[0].get_size()
        assert (round(width), round(height)) == (595, 842)
        for number, sheet in enumerate(document, 1):
            words = sheet.get_textpage().get_text_range()
            assert "陇原省文化厅门户网站" in words
            assert "第 41 次巡检" in words
            assert "报告摘要" in words
            assert f"— {number} —" in words
            assert "复制引用" not in words
