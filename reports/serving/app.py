"""The application that is served: files of the reports, and questions to the store.

Only GET and HEAD; nothing is written; no script; every answer forbids everything it does not
need. Paths are resolved by Starlette's ``StaticFiles``, which never leaves its folder and follows
no symbolic link; names that begin with a dot are not served.
"""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reports.serving.pages import Pages, Question
from store.config import Config
from store.errors import OperatorError, TookTooLong
from store.readonly import open_readonly, within

#: Longest time of one answer in seconds, and questions that are answered at one time.
SECONDS: Final = 10.0
AT_ONCE: Final = 4
#: Longest address that is answered, in bytes.
_LONGEST: Final = 2_000

_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-cache"),
)


def application(config: Config, names: Sequence[str] = ("*",)) -> Starlette:
    """The site of a portal.

    Args:
        config: the operator's file; its store is opened read-only.
        names: host names under which it may be asked; "*" for any.

    Raises:
        OperatorError: there is no store of this version.
    """
    pages = Pages(config, open_readonly(config.database_url, SECONDS))
    answer = _Answering(pages)
    reports = StaticFiles(directory=config.report_folder, html=True, check_dir=False)
    routes = [
        *(Route(path, answer.of(make)) for path, make in pages.routes().items()),
        Route("/static/serve.css", pages.style),
        Mount("/reports", _visible(reports)),
    ]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(names), www_redirect=False),
            Middleware(_Guard),
        ],
        exception_handlers={HTTPException: pages.refusal, Exception: pages.failure},
    )


class _Answering:
    """Runs questions in threads, a few at a time, each bounded in time."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._slots = threading.BoundedSemaphore(AT_ONCE)

    def of(self, make: Callable[[Question], str]) -> Callable[[Request], Response]:
        """An endpoint; Starlette runs it in a thread since it is no coroutine."""

        def endpoint(request: Request) -> Response:
            if not self._slots.acquire(timeout=SECONDS):
                raise HTTPException(503, "现在查询的人太多，请稍后再试。")
            try:
                with within(SECONDS):
                    return self._pages.html(make(Question(request.query_params)))
            except TookTooLong:
                raise HTTPException(503, "查询用时过长，已停止；请缩小范围后再试。") from None
            except OperatorError as mistake:
                raise HTTPException(404, str(mistake)) from None
            finally:
                self._slots.release()

        return endpoint


class _Guard:
    """Refuses methods that change something and overlong addresses; adds the headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [h for h in message["headers"] if h[0].lower() not in dict(_HEADERS)]
                message["headers"] = [*kept, *_HEADERS]
            await send(message)

        await self._inner(scope)(scope, receive, guarded)

    def _inner(self, scope: Scope) -> Callable[[Scope, Receive, Send], Awaitable[Any]]:
        size = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        if scope["method"] not in ("GET", "HEAD"):
            return Response("只能查看，不能修改。\n", 405, {"allow": "GET, HEAD"}, "text/plain")
        if size > _LONGEST:
            return Response("网址太长。\n", 414, media_type="text/plain")
        return self._app


def _visible(files: StaticFiles) -> ASGIApp:
    """Files but those whose path has a part that begins with a dot: drafts, hidden folders."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if any(part.startswith(".") for part in files.get_path(scope).split("/") if part != "."):
            raise HTTPException(404)
        await files(scope, receive, send)

    return app
