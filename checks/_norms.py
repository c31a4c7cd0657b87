"""The register of norms: which text is in force on a day, and how far it was verified."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from store.judgements import NormCitation

#: The plan itself as a norm: its clause is the duty.
PLAN: Final = "要点"
#: How a text must have been verified before a failure may rest on it.
CARRYING: Final = ("V1", "V2", "plan")
_MARKS: Final = (*CARRYING, "memory")
_DIGITS: Final = "零一二三四五六七八九"
_FILE: Final = Path(__file__).with_name("norms.toml")


@dataclass(frozen=True)
class Version:
    """One version of a norm: in force from its first to its last day (None: still in force)."""

    begins: dt.date
    ends: dt.date | None
    verified: str
    articles: dict[str, str]  # article → verification mark
    plan_year: int | None = None
    dated: str = ""  # "memory": its days are recalled
    number: str = ""  # where it is another than the norm's present one

    def in_force(self, day: dt.date) -> bool:
        """Whether a duty of this version binds on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Norm:
    """A law or document. ``binding`` False: only comparable, never the ground of a failure."""

    id: str
    title: str
    number: str
    issuer: str
    versions: tuple[Version, ...]
    binding: bool = True
    note: str = ""
    url: str = ""


def parse(text: str) -> dict[str, Norm]:
    """norms.toml → norms by id; raises ValueError for a repeated id or an unknown mark."""
    norms: dict[str, Norm] = {}
    for entry in tomllib.loads(text)["norm"]:
        norm = _norm(entry)
        if norm.id in norms:
            raise ValueError(f"norm {norm.id} stands twice in norms.toml")
        norms[norm.id] = norm
    return norms


@cache
def register() -> dict[str, Norm]:
    """The norms shipped with the project."""
    return parse(_FILE.read_text("utf-8"))


def split(cited: str) -> tuple[str, str]:
    """预算法#14 → 预算法 and 14; no article gives an empty one."""
    name, _, article = cited.partition("#")
    return name, article


def unknown(cited: Iterable[str]) -> list[str]:
    """Those citations whose norm or article no version of the register has."""
    return [text for text in cited if not _known(*split(text))]


def resolve(cited: Iterable[str], as_of: dt.date, plan_year: int) -> tuple[NormCitation, ...]:
    """The citations in force on a day, in the order given; others are left out.

    Raises:
        KeyError: a norm is not in the register.
    """
    found = (_citation(*split(text), as_of, plan_year) for text in cited)
    return tuple(citation for citation in found if citation is not None)


def citable(citations: Iterable[NormCitation]) -> tuple[NormCitation, ...]:
    """What a card may show: no comparable norm, and nothing recalled beside what was verified.

    Recalled norms stand only where there is nothing better; nothing fails on them.
    """
    binding = tuple(found for found in citations if register()[found.id].binding)
    verified = tuple(found for found in binding if found.verified in CARRYING)
    return verified or binding


def not_binding(cited: Iterable[str]) -> list[str]:
    """Those citations whose norm is not addressed to the department and so cannot be cited."""
    known = (register().get(split(text)[0]) for text in cited)
    return [norm.id for norm in known if norm is not None and not norm.binding]


def carries(citations: Iterable[NormCitation]) -> bool:
    """Whether a failure may rest on any of the citations in force."""
    return any(
        citation.verified in CARRYING and register()[citation.id].binding for citation in citations
    )


def bound(cited: Iterable[str], day: dt.date) -> bool:
    """Whether a verified version of one of the citations bound on the day of what is judged.

    The card cites what is in force on the as-of date; what was done before a text was in force
    breaks it as little as a later text is broken by it.
    """
    return carries(resolve(cited, day, day.year))


def _citation(name: str, article: str, as_of: dt.date, plan_year: int) -> NormCitation | None:
    norm = register()[name]
    version = _version(norm, as_of, plan_year)
    if name == PLAN and not _year_known(norm, plan_year):
        return NormCitation(PLAN, f"{plan_year}年政务公开工作要点", "", article, "plan")
    if version is None or (article and article not in version.articles):
        return None
    verified = version.articles[article] if article else version.verified
    return NormCitation(
        norm.id, norm.title, version.number or norm.number, printed(article), verified,
        version.begins, version.ends, version.dated,
    )  # fmt: skip


def printed(article: str) -> str:
    """An article as people cite it: 14 → 第十四条; a named point stays as it is."""
    if not article.isdigit():
        return article
    tens, ones = divmod(int(article), 10)
    hundred, tens = divmod(tens, 10)
    words = f"{_DIGITS[hundred]}百" if hundred else ""
    if tens or (hundred and ones):
        words += ("" if tens == 1 and not hundred else _DIGITS[tens]) + ("十" if tens else "")
    return f"第{words}{_DIGITS[ones] if ones else ''}条"


def _version(norm: Norm, as_of: dt.date, plan_year: int) -> Version | None:
    return next(
        (v for v in norm.versions if v.in_force(as_of) and v.plan_year in (None, plan_year)), None
    )


def _year_known(norm: Norm, plan_year: int) -> bool:
    return any(version.plan_year == plan_year for version in norm.versions)


def _known(name: str, article: str) -> bool:
    norm = register().get(name)
    if norm is None:
        return False
    return not article or any(article in version.articles for version in norm.versions)


def _norm(entry: dict[str, Any]) -> Norm:
    return Norm(
        entry["id"], entry["title"], entry.get("number", ""), entry.get("issuer", ""),
        tuple(_read_version(entry["id"], version) for version in entry["version"]),
        entry.get("binding", True), entry.get("note", ""), entry.get("url", ""),
    )  # fmt: skip


def _read_version(name: str, entry: dict[str, Any]) -> Version:
    marks = [entry["verified"], *entry.get("articles", {}).values(), entry.get("dated", "memory")]
    if wrong := [mark for mark in marks if mark not in _MARKS]:
        raise ValueError(f"norm {name}: unknown verification mark {wrong[0]}")
    return Version(
        entry["from"], entry.get("until"), entry["verified"], entry.get("articles", {}),
        entry.get("plan_year"), entry.get("dated", ""), entry.get("number", ""),
    )  # fmt: skip


def register_text() -> bytes:
    """norms.toml as it is shipped, to be sealed with a run that was judged by it."""
    return _FILE.read_bytes()
