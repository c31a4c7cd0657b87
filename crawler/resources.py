"""Which hosts a page draws its pictures, scripts, styles and media from."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from store.addresses import host_of, resolve

_SELECTORS = (
    ("img[src]", "src"),
    ("script[src]", "src"),
    ("link[rel~=stylesheet][href]", "href"),
    ("iframe[src]", "src"),
    ("video[src], audio[src], source[src], embed[src]", "src"),
)


def resource_hosts(body: bytes, url: str) -> dict[str, list[str]]:
    """Host → addresses of the sub-resources that a page loads from it, its own host included."""
    tree = LexborHTMLParser(body)
    found: dict[str, list[str]] = {}
    for selector, name in _SELECTORS:
        for node in tree.css(selector):
            address = resolve(url, node.attributes.get(name) or "")
            if address:
                found.setdefault(host_of(address), []).append(address)
    return found
