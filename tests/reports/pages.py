"""A written report as a reader's program sees it: elements, ids, links and visible text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports import write_report
from store.results import Results

#: The list of all runs lies beside the folders of the runs and is written by itself.
SHELF = "../index.html"


class Pages:
    """All HTML files of a report, by their paths from the folder of the run."""

    def __init__(self, results: Results, folder: Path) -> None:
        self.index = write_report(results, folder)
        self.folder = folder
        self.html = {
            path.relative_to(folder).as_posix(): path.read_text("utf-8")
            for path in sorted(folder.rglob("*.html"))
        }
        self.trees = {name: LexborHTMLParser(text) for name, text in self.html.items()}
        self._ids = {name: set(self.ids(name)) for name in self.trees}

    def all(self, selector: str, within: str = "") -> Iterator[LexborNode]:
        for name, tree in self.trees.items():
            if name.startswith(within):
                yield from tree.css(selector)

    def tree(self, name: str) -> LexborHTMLParser:
        return self.trees[name]

    def text(self, name: str = "index.html") -> str:
        body = self.trees[name].body
        return body.text() if body else ""

    def ids(self, name: str) -> list[str]:
        return [node.attributes["id"] or "" for node in self.trees[name].css("[id]")]

    def finding(self, citation: str) -> LexborNode:
        found = self.trees[f"findings/{citation}.html"].css_first("article.finding")
        assert found is not None
        return found

    def broken_links(self) -> list[str]:
        """Internal links whose file or anchor is not there."""
        return [
            f"{name}: {target}"
            for name, tree in self.trees.items()
            for node in tree.css("a[href], link[href], script[src]")
            if not self._resolves(
                name, target := str(node.attributes.get("href") or node.attributes["src"])
            )
        ]

    def _resolves(self, name: str, target: str) -> bool:
        if urlsplit(target).scheme:
            return True
        file, _, anchor = target.partition("#")
        path = (
            posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(file)))
            if file
            else name
        )
        if path not in self.html:
            return path == SHELF or ((self.folder / path).is_file() and not anchor)
        return not anchor or unquote(anchor) in self._ids[path]
