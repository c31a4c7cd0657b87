"""Pages whose list only a script draws, opened in the system's Chromium: bounded, polite, same host.

Playwright is used directly, after the crawl: scrapy-playwright needs Twisted's asyncio reactor,
which this crawler does not run. Nothing of Playwright's own is downloaded. A browser may ask
only the page's own host, at the crawl's rate and within robots.txt, and for no pictures.
"""

from __future__ import annotations

import asyncio
import importlib.util
import shutil
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.politeness import Host, new_host
from crawler.resolver import Resolver
from store.addresses import resolve
from store.bodies import BodyStore
from store.config import Config
from store.errors import Unseen
from store.nights import Night

if TYPE_CHECKING:
    from playwright.async_api import Browser, Route

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--no-first-run", "--no-default-browser-check",
    "--disable-dev-shm-usage", "--mute-audio",
)  # fmt: skip
_WANTED = frozenset({"document", "script", "xhr", "fetch"})
_METHODS = frozenset({"GET", "POST", "HEAD"})
#: Requests of one page that are let through.
MAX_REQUESTS = 60
_QUIET = 0.5  # share of a page's time that is left for its scripts to come to rest


def executable_of(config: Config) -> str:
    """The Chromium that the config names, or the first one on PATH; "" when there is none."""
    if config.crawl.browser:
        return shutil.which(config.crawl.browser) or ""
    return next((path for name in _NAMES if (path := shutil.which(name))), "")


def obstacle(config: Config) -> str:
    """Why no page can be opened in a browser, in Chinese; "" when it can."""
    if config.crawl.browser_pages == 0:
        return "配置 [crawl] browser_pages = 0"
    return missing(config)


def missing(config: Config) -> str:
    """What this machine lacks to open a browser, in Chinese; "" when it lacks nothing."""
    if importlib.util.find_spec("playwright") is None:
        return "没有安装 gongkai[browser]"
    if not executable_of(config):
        named = config.crawl.browser
        return f"没有找到 {named}" if named else "没有找到 Chromium"
    return ""


@dataclass(frozen=True)
class Drawn:
    """A page as the browser had it when its scripts had come to rest, or why there is none."""

    html: str = ""
    error: str = ""
    requests: int = 0


class Drawer:
    """Opens pages one after the other in one browser."""

    def __init__(self, browser: Browser, night: Night, agent: str) -> None:
        self._browser = browser
        self._night = night
        self._agent = agent
        self._hosts: dict[str, Host] = {}
        self._turn = asyncio.Lock()

    async def draw(self, url: str) -> Drawn:
        """A page after its scripts ran; never raises for what the page does."""
        from playwright.async_api import Error

        crawl = self._night.config.crawl
        context = await self._browser.new_context(
            user_agent=self._agent, ignore_https_errors=True, service_workers="block",
            accept_downloads=False, locale="zh-CN", timezone_id="Asia/Shanghai",
        )  # fmt: skip
        count = [0]
        try:
            page = await context.new_page()
            await page.route("**/*", lambda route: self._route(route, url, count))
            async with asyncio.timeout(crawl.browser_timeout):
                await page.goto(url, wait_until="domcontentloaded", timeout=0)
                await self._rest(page, crawl.browser_timeout * _QUIET)
                html = await page.content()
            return Drawn(html, requests=count[0])
        except (Error, TimeoutError) as error:
            words = str(error).partition("\n")[0][:200] or "超过每页时限"
            return Drawn(error=words, requests=count[0])
        finally:
            await context.close()

    async def _rest(self, page: object, seconds: float) -> None:
        """Wait until nothing is asked for any more; a page that never rests is taken as it is."""
        from playwright.async_api import Page
        from playwright.async_api import TimeoutError as StillBusy

        assert isinstance(page, Page)
        try:
            await page.wait_for_load_state("networkidle", timeout=seconds * 1000)
        except StillBusy:
            return

    async def _route(self, route: Route, page: str, count: list[int]) -> None:
        """Let a request of the page's own host through when its turn has come."""
        request = route.request
        netloc = urlsplit(page).netloc
        if (
            urlsplit(request.url).netloc != netloc
            or request.resource_type not in _WANTED
            or request.method not in _METHODS
            or (request.method == "POST" and request.resource_type == "document")  # a form
            or count[0] >= MAX_REQUESTS
            or not self._host(page).allows(request.url, self._night.config.crawl.user_agent)
        ):
            await route.abort()
            return
        count[0] += 1
        await self._wait(self._host(page))
        await route.continue_()

    async def _wait(self, host: Host) -> None:
        async with self._turn:
            now = time.monotonic()
            if self._night.config.crawl.rate and host.next_at > now:
                await asyncio.sleep(host.next_at - now)
            host.take_turn(time.monotonic())

    def _host(self, url: str) -> Host:
        """The host with the rules that its robots.txt gave in this run."""
        name = urlsplit(url).netloc
        if name not in self._hosts:
            crawl = self._night.config.crawl
            host = self._hosts[name] = new_host(name, crawl)
            if crawl.obey_robots:
                host.learn(self._rules(url), crawl.user_agent)
        return self._hosts[name]

    def _rules(self, url: str) -> str:
        store = BodyStore(self._night.engine, self._night.config.evidence_folder)
        try:
            body = store.of_url(self._night.run_id, resolve(url, "/robots.txt"))
        except Unseen:
            return "User-agent: *\nDisallow: /\n"  # what it forbade is not known any more
        return (body or b"").decode("utf-8-sig", "replace")


@asynccontextmanager
async def opened(night: Night, urls: list[str], agent: str) -> AsyncIterator[Drawer]:
    """A browser that knows the names of the pages' hosts and of nothing else."""
    from playwright.async_api import async_playwright

    rules = await _host_rules(night.config, urls)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable_of(night.config), headless=True,
            args=[*FLAGS, f"--host-resolver-rules={rules}"],
        )  # fmt: skip
        try:
            yield Drawer(browser, night, agent)
        finally:
            await browser.close()


async def _host_rules(config: Config, urls: list[str]) -> str:
    """Names as the config's name servers know them; every other name is not found."""
    resolver = Resolver(config.network.nameservers)
    rules = []
    try:
        for name in sorted({urlsplit(url).hostname or "" for url in urls}):
            address = await _address(resolver, name)
            if address:
                rules.append(f"MAP {name} {address}")
    finally:
        await resolver.close()
    known = [f"EXCLUDE {rule.rpartition(' ')[2]}" for rule in rules]
    return " , ".join([*rules, "MAP * ~NOTFOUND", *known])


async def _address(resolver: Resolver, name: str) -> str:
    """The first address of a host, IPv4 before IPv6; "" when it has none."""
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            found = await resolver.addresses(name, family)
        except OSError:
            continue
        if found:
            return f"[{found[0]}]" if ":" in found[0] else found[0]
    return ""
