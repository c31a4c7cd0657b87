"""Pictures of pages as captured: the system's Chromium replays what the archive has, and no more.

Every request is answered from the bodies of the run or refused; names are not resolved, and the
page's own scripts do not run. So nothing is fetched anew, and what was not captured (most styles
and all pictures) is missing in the picture. Pages with private numbers are not drawn: a picture
cannot be masked.
"""

from __future__ import annotations

import logging
import re
import time
from importlib.resources import files
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from crawler.browser import FLAGS, executable_of, missing
from store.bodies import BodyStore
from store.errors import Unseen
from store.evidence import digest_of
from store.exhibits import Picture
from store.facts import PageFacts
from store.judgements import Evidence
from store.nights import Night
from store.pictures import keep, kept, key_of
from store.snapshot import Capture, Snapshot

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright, Route

logger = logging.getLogger(__name__)

#: Kinds of evidence that stand on a page.
_DRAWN: Final = frozenset({"quote", "list-row", "page", "absence", "table"})
#: A longer body is not drawn, in bytes.
_LONGEST: Final = 3_000_000
#: For one page, in seconds.
_PATIENCE: Final = 15.0
_WIDTH, _HEIGHT = 1100, 760
#: Part of the key of a picture: changes when pictures are made otherwise.
_MAKER: Final = "1"
_NOWHERE: Final = "--host-resolver-rules=MAP * ~NOTFOUND"


class Pictures:
    """Draws pages of one run; the browser is opened when the first picture is needed."""

    def __init__(self, night: Night, snapshot: Snapshot) -> None:
        self._night = night
        self._snapshot = snapshot
        self._bodies = BodyStore(night.engine, night.config.evidence_folder)
        reports = night.config.reports
        self._left = reports.pictures if not missing(night.config) else 0
        self._until = time.monotonic() + reports.picture_seconds
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._browser is not None:
            self._browser.close()
        if self._playwright is not None:
            self._playwright.stop()

    def of(self, evidence: Evidence) -> Picture | None:
        """The page that a piece of evidence stands on; None when it is not to be drawn."""
        if self._left < 1 or evidence.kind not in _DRAWN or evidence.capture_id is None:
            return None
        try:
            capture = self._snapshot.capture(evidence.url)
            body = self._body(capture)
        except Unseen:
            return None
        if body is None:
            return None
        words = "" if evidence.kind == "absence" else evidence.quote
        key = key_of(capture.digest, words, _MAKER)
        picture = kept(self._night, key) or self._made(key, capture, body, words)
        self._left -= picture is not None
        return picture

    def _body(self, capture: Capture) -> bytes | None:
        facts = self._snapshot.facts(capture)
        if not isinstance(facts, PageFacts) or facts.private or not capture.has_body:
            return None
        body = self._bodies.body(capture.digest)
        return body if len(body) <= _LONGEST else None

    def _made(self, key: str, capture: Capture, body: bytes, words: str) -> Picture | None:
        from playwright.sync_api import Error

        if time.monotonic() > self._until:
            return None
        try:
            picture = self._draw(capture, body, words)
        except Error as error:
            logger.warning("%s 没有截图：%s", capture.url, str(error).partition("\n")[0])
            return None
        keep(self._night, key, capture.digest, picture)
        return picture

    def _draw(self, capture: Capture, body: bytes, words: str) -> Picture:
        browser = self._opened()
        context = browser.new_context(
            java_script_enabled=False, service_workers="block", accept_downloads=False,
            ignore_https_errors=True, offline=True, locale="zh-CN", timezone_id="Asia/Shanghai",
            viewport={"width": _WIDTH, "height": _HEIGHT},
        )  # fmt: skip
        try:
            page = context.new_page()
            page.set_default_timeout(_PATIENCE * 1000)
            page.route("**/*", lambda route: self._answer(route, page, capture, body))
            page.goto(capture.url, wait_until="load")
            outlined = bool(words) and bool(page.evaluate(_script(), _candidates(words)))
            png = page.screenshot(animations="disabled")
            return Picture(png, digest_of(png), outlined, f"Chromium {browser.version}")
        finally:
            context.close()

    def _answer(self, route: Route, page: Page, capture: Capture, body: bytes) -> None:
        """Answer a request from the archive; whatever it does not have is refused."""
        request = route.request
        if request.url == capture.url or self._is_first(request.url, capture):
            route.fulfill(status=200, body=body, content_type=capture.media)
            return
        if request.is_navigation_request() and request.frame == page.main_frame:
            route.abort(
                "aborted"
            )  # a page that sends its reader elsewhere is drawn as it was captured
            return
        try:
            found = self._snapshot.capture(request.url)
            route.fulfill(
                status=200, body=self._bodies.body(found.digest), content_type=found.media
            )
        except Unseen:
            route.abort()

    def _is_first(self, url: str, capture: Capture) -> bool:
        """Whether a browser only spells the page's own address otherwise."""
        return url.rstrip("/") == capture.url.rstrip("/")

    def _opened(self) -> Browser:
        if self._browser is None:
            from playwright.sync_api import sync_playwright

            self._playwright = sync_playwright().start()
            self._browser = self._playwright.chromium.launch(
                executable_path=executable_of(self._night.config), headless=True,
                args=[*FLAGS, _NOWHERE],
            )  # fmt: skip
        return self._browser


def _script() -> str:
    return files("crawler").joinpath("outline.js").read_text(encoding="utf-8")


def _candidates(words: str) -> list[str]:
    """The words, then their parts, longest first: a check may have joined what stands apart."""
    parts = [part for part in re.split(r"[\s　|｜]+", words) if len(part) >= 4]
    return [words, *sorted(parts, key=len, reverse=True)[:8]]
