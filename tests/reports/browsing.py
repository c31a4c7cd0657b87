"""The system's Chromium, for tests and for the pictures of the documents; it is never downloaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
WIDE, NARROW = (1366, 768), (390, 844)
#: WCAG 2.2 AA and everything below it, and what axe itself holds to be good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; the test that asks for it is skipped when the machine has none."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page whose console and whose requests are noted."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def foreign(self, *allowed: str) -> list[str]:
        """Requests for anything but files and the allowed hosts."""
        return [
            url
            for url in self.asked
            if not url.startswith("file:") and urlsplit(url).netloc not in allowed
        ]


def watched(browser: Browser, size: tuple[int, int] = WIDE, script: bool = True) -> Watched:
    """A fresh page of a size."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=script
    )
    found = Watched(context.new_page())
    found.page.on("console", lambda message: found.said.append(message.text))
    found.page.on("pageerror", lambda error: found.said.append(str(error)))

    def note(request: Request) -> None:
        found.asked.append(request.url)

    found.page.on("request", note)
    return found


def address(file: Path) -> str:
    """The file: URL of a file."""
    return f"file://{quote(str(file.resolve()))}"


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, each with the first element concerned."""
    options = {"runOnly": {"type": "tag", "values": RULES}, "preload": False}
    found = Axe().run(page, options=options).response
    return [
        f"{each['id']} ({len(each['nodes'])}): {each['nodes'][0]['html'][:200]}"
        for each in found["violations"]
    ]
