"""What else a page says about its title: ``<title>``, meta tags, breadcrumb and card; its wording."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SEPARATOR = re.compile(
    r"\s*[_|｜]+\s*|\s+[-–—:]+\s+|-{2,}|\s*[>»]\s*"
    r"|(?<=[\u4e00-\u9fff）》”])\s*-\s*(?=[\u4e00-\u9fff])"
)
_ENDING = (
    r"(?:通知|意见|办法|公告|公示|通报|决定|批复|答复|复函|函|规定|细则|方案|报告|规划|条例|要点|实施细则|暂行规定)"
    r"(?:[（(].{1,10}[)）])?$"
)
_DOCUMENT = re.compile(rf"^.{{0,40}}(?:关于|印发|转发)?.{{2,100}}(?:的|工作)?{_ENDING}")
DOCUMENT_END = re.compile(_ENDING)
ABOUT = re.compile(rf"^关于.{{2,}}{_ENDING}")  # however short: 关于清明节放假的通知
_LONGEST_END = 20  # characters of such an ending
#: Characters of a column's name.
MAX_NAME = 12


@dataclass(frozen=True)
class Clues:
    """What else the page says about its title."""

    head: str
    article: str  # ArticleTitle meta
    names: frozenset[str]  # of site, column and breadcrumb, without spaces
    field: str = ""  # 标题 of the document's card


def clues_of(
    head: str, meta: Mapping[str, tuple[str, ...]], crumbs: tuple[str, ...], field: str
) -> Clues:
    """Gather the clues; the names are those that a page shares with others."""
    columns = [crumb for crumb in crumbs if len(crumb) <= MAX_NAME]  # the last may be the title
    names = [*meta.get("sitename", ()), *meta.get("columnname", ()), *columns]
    article = next((value for value in meta.get("articletitle", ()) if value), "")
    if not article:
        article = next((value for value in meta.get("og:title", ()) if value), "")
    return Clues(bare_of(head), bare_of(article), frozenset(map(bare_of, names)), field)


def fallback(head: str, meta: Mapping[str, tuple[str, ...]], crumbs: tuple[str, ...]) -> str:
    """The title of a page that shows none: ArticleTitle, column, the first part of ``<title>``."""
    for name in ("articletitle", "og:title", "columnname"):
        value = next((v for v in meta.get(name, ()) if v), "")
        if value:
            return " ".join(value.split())
    parts = [part for part in _SEPARATOR.split(head) if part]
    site = {bare_of(value) for value in meta.get("sitename", ())}
    own = [part for part in parts if bare_of(part) not in site and part not in ("首页", "网站首页")]
    if len(parts) < 2 and len(crumbs) > 1:
        return crumbs[-1]
    return own[0] if own else head


def is_document(bare: str) -> bool:
    """Whether a title (without spaces) is worded as those of documents are."""
    if "。" in bare or "；" in bare:
        return False  # sentences that speak of a 公告 are no title of one
    return bool(DOCUMENT_END.search(bare[-_LONGEST_END:]) and _DOCUMENT.match(bare))


def bare_of(text: str) -> str:
    """A text without any spaces, as titles are compared."""
    return "".join(text.split())
