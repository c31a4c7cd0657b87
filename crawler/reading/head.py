"""What ``<head>`` says, and the few signs that are counted in the same pass over a parsed page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading.covert import Covert
from crawler.reading.doubts import Sent
from crawler.reading.forms import FIELD_TAGS
from crawler.reading.outline import squeeze
from crawler.reading.services import Offers

_REFRESH = re.compile(
    r"^\s*\d*\.?\d*\s*[;,]\s*(?:url\s*=\s*)?[\"']?\s*([^\"'\s][^\"']*)", re.IGNORECASE
)
#: One pass for all: going through a page costs more than telling them apart.
_WANTED = "title, base, meta, textarea, frameset, img:not([alt]), script, style, input, select, label[for]"
_MAX_META = 500  # meta tags of a page that are read


class Head:
    """What ``<head>`` says, wherever in the page it stands."""

    def __init__(self, tree: LexborHTMLParser, sent: Sent) -> None:
        self.sent = sent
        self.title = ""
        self.base: str | None = None
        self.meta: dict[str, tuple[str, ...]] = {}
        self.refresh = ""
        self.writable = False
        self.frameset = False
        self.offers = Offers()
        self.marks = ("", "")  # targets of the badge and of the error report
        self.covert = Covert()
        root = tree.root
        self.lang = (root.attributes.get("lang") or "").strip() if root is not None else ""
        self.unlabelled = 0
        self.coded: list[LexborNode] = []  # scripts and styles
        self.fields: list[LexborNode] = []  # of forms, with their labels
        left = _MAX_META
        for node in tree.css(_WANTED):
            tag = node.tag
            if tag in ("script", "style"):
                self.coded.append(node)
            elif tag == "meta" and left:
                left -= 1
                self._take({name.lower(): value or "" for name, value in node.attributes.items()})
            elif tag == "title":
                self.title = self.title or squeeze(node.text() or "")
            elif tag == "base" and self.base is None and "href" in node.attributes:
                self.base = (node.attributes["href"] or "").strip()
            elif tag in FIELD_TAGS or tag == "label":
                self.fields.append(node)
            self.unlabelled += tag == "img"
            self.writable |= tag == "textarea"
            self.frameset |= tag == "frameset"

    def let_go(self) -> None:
        """Keep no nodes: each would keep the tree."""
        self.coded.clear()
        self.fields.clear()

    def _take(self, attributes: Mapping[str, str]) -> None:
        value = attributes.get("content", "").strip()
        name = "".join((attributes.get("name") or attributes.get("property") or "").split()).lower()
        if name:
            self.meta[name] = (*self.meta.get(name, ()), value)
        if attributes.get("http-equiv", "").strip().lower() == "refresh" and not self.refresh:
            target = _REFRESH.match(value)
            self.refresh = target[1].strip() if target else ""
