"""A written report as a reader's program sees it: elements, ids, links and visible text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports import write_report
from store.results import Results


class Pages:
    """All HTML files of a report."""

    def __init__(self, results: Results, folder: Path) -> None:
        self.index = write_report(results, folder)
        self.folder = folder
        self.html = {
            path.relative_to(folder).as_posix(): path.read_text("utf-8")
            for path in sorted(folder.rglob("*.html"))
        }
        self.trees = {name: LexborHTMLParser(text) for name, text in self.html.items()}

    def all(self, selector: str) -> Iterator[LexborNode]:
        for tree in self.trees.values():
            yield from tree.css(selector)

    def text(self) -> str:
        return "\n".join(node.text() for node in self.all("body"))

    def ids(self, name: str) -> list[str]:
        return [node.attributes["id"] or "" for node in self.trees[name].css("[id]")]

    def broken_links(self) -> list[str]:
        """Internal links whose file or anchor is not there."""
        broken = []
        for name in self.trees:
            for node in self.trees[name].css("a[href]"):
                href = node.attributes["href"] or ""
                if not urlsplit(href).scheme and not self._resolves(name, href):
                    broken.append(f"{name}: {href}")
        return broken

    def _resolves(self, name: str, href: str) -> bool:
        file, _, anchor = href.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(file)))
        target = target if file else name
        if target not in self.html:
            return (self.folder / target).is_file() and not anchor
        return not anchor or unquote(anchor) in self.ids(target)
