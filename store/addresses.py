"""Canonical addresses: one spelling per resource, shared by the crawler and the snapshot.

Session ids and tracking parameters are dropped, fragments too; the order of the remaining
parameters is kept, because some servers read it. Percent-encoding, backslashes and dot segments
follow the WHATWG URL standard: the path in UTF-8, the query in the encoding of the page that
carries the link.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

#: Query parameters that name a session or a campaign, never a resource (lower case).
SESSION_PARAMETERS = frozenset(
    {
        "jsessionid", "phpsessid", "sessionid", "session_id", "aspsessionid", "asp.net_sessionid",
        "cfid", "cftoken", "spm", "isappinstalled", "nsukey", "gclid",
        "fbclid", "share_token", "scene_token", "utm_source", "utm_medium", "utm_campaign",
        "utm_term", "utm_content",
    }
)  # fmt: skip

#: Longest address that is followed; browsers and servers give up at about this length too.
MAX_LENGTH = 2000

#: A host name or address, at most as long as DNS has them (RFC 1035 § 2.3.4).
_HOST = re.compile(r"[0-9a-z_.:-]{1,253}")
_PLAIN = re.compile(r"[!#-;=?-\[\]_a-~]+")  # printable ASCII without ", <, >, ^, `, \
_DOT_SEGMENT = re.compile(r"/(?:\.|%2e){1,2}(?=/|$)", re.IGNORECASE)
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_IGNORED_SPACE = re.compile(r"[\t\n\r]+")
#: A path that spelling leaves as it is, from the page's folder, from one above it, or from the
#: root, to a file or a folder: most links, and the cheap case.
_SIMPLE = re.compile(
    r"(/|(?:\.\./){0,9})"
    r"((?:[A-Za-z0-9_-]+/)*(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+|(?<=/)))"
)
#: Told at a glance to be canonical; most pages have such an address.
_CANONICAL = re.compile(
    r"https?://[0-9a-z.-]{1,253}(?::([1-9][0-9]{0,3}|[1-5][0-9]{4}))?/(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*"
    r"(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*)?"
)
_WHOLE = re.compile(r"https?://[^/?#\\]", re.IGNORECASE)  # an address that needs no base
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def resolve(
    base: str, href: str, encoding: str = "utf-8", drop: frozenset[str] = frozenset()
) -> str:
    """The canonical absolute address of an href, or "" when it is no HTTP address.

    Args:
        base: canonical address of the page, or of its ``<base href>``.
        href: as written in the page.
        encoding: of the page, for the query part.
        drop: further query parameters to leave out, lower case.
    """
    simple = _SIMPLE.fullmatch(href.partition("#")[0])
    if simple and (folder := _folder(base, simple[1])):
        return folder + simple[2]
    cleaned = _slashes(_IGNORED_SPACE.sub("", href.strip(" \t\n\r\f")).partition("#")[0])
    try:
        whole = cleaned if _WHOLE.match(cleaned) else urljoin(base, cleaned)
        return canonical(whole, encoding, drop)
    except (ValueError, UnicodeError, LookupError):
        return ""


@lru_cache(maxsize=8_000)
def _folder(base: str, way: str) -> str:
    """Where ``way`` ("", "/", "../" repeated) leads from a canonical address without query.

    "" for any other address. More steps up than there are folders end at the root (RFC 3986,
    5.4.2).
    """
    if not _is_plain(base):
        return ""
    root = base.index("/", base.index("//") + 2)
    folders = [] if way == "/" else base[root:].split("/")[1:-1]
    kept = folders[: max(0, len(folders) - way.count("../"))]
    return f"{base[:root]}/{''.join(f'{folder}/' for folder in kept)}"


def _is_plain(url: str) -> bool:
    """Whether an address is canonical and has no query."""
    told = _CANONICAL.fullmatch(url)
    if told and told[1] not in ("80", "443"):
        return True
    try:
        return canonical(url) == url and "?" not in url and ";" not in url
    except ValueError:
        return False


@lru_cache(maxsize=8_000)
def canonical(url: str, encoding: str = "utf-8", drop: frozenset[str] = frozenset()) -> str:
    """The one spelling of an absolute HTTP address; raises ValueError when it is none."""
    url = url.partition("#")[0]
    if not _PLAIN.fullmatch(url):
        url = _encoded(_slashes(url), encoding)
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    named = _HOST.fullmatch(parts.hostname or "")
    if scheme not in _DEFAULT_PORTS or not named or parts.port == 0:
        raise ValueError(f"not an HTTP address: {url[:100]}")
    netloc = parts.netloc.rpartition("@")[2].lower().removesuffix(_DEFAULT_PORTS[scheme])
    netloc = netloc.removesuffix(":")
    path = _SESSION_IN_PATH.sub("", parts.path) if ";" in parts.path else parts.path
    path = _without_dots(path) if _DOT_SEGMENT.search(path) else path
    query = _without(parts, drop) if parts.query else ""
    return urlunsplit((scheme, netloc, path or "/", query, ""))


def _slashes(url: str) -> str:
    """Backslashes before the query read as slashes, as every browser does."""
    path, mark, query = url.partition("?")
    return path.replace("\\", "/") + mark + query


def _encoded(url: str, encoding: str) -> str:
    """Percent-encoded; a query the page's encoding cannot write (an emoji, UTF-16) is UTF-8."""
    if not encoding.lower().startswith("utf-"):
        with suppress(UnicodeEncodeError, LookupError):
            return str(safe_url_string(url, encoding=encoding, path_encoding="utf-8"))
    return str(safe_url_string(url, encoding="utf-8", path_encoding="utf-8"))


def _without_dots(path: str) -> str:
    """The path without ``.`` and ``..`` segments, also when they are written as ``%2e``."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        plain = segment.lower().replace("%2e", ".")
        if plain == "..":
            del kept[-1:]
        elif plain != ".":
            kept.append(segment)
    if _DOT_SEGMENT.fullmatch(f"/{segments[-1]}"):
        kept.append("")
    return "/" + "/".join(kept)


def _without(parts: SplitResult, drop: frozenset[str]) -> str:
    kept = (
        pair
        for pair in parts.query.split("&")
        if (name := pair.partition("=")[0].lower()) not in SESSION_PARAMETERS and name not in drop
    )
    return "&".join(kept)


@lru_cache(maxsize=8_000)
def host_of(url: str) -> str:
    """Host and, when not the default, port of a canonical address."""
    return urlsplit(url).netloc
