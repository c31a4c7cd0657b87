"""Kinds of columns (栏目) and the names under which portals carry them: ``column_kinds.toml``.

A kind is an English word that never changes; its Chinese title and its names are data. Both the
recognition of columns and the search for evidence that a column is missing read the same names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

import msgspec


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind; the fields are described at the head of ``column_kinds.toml``."""

    title: str
    names: tuple[str, ...]
    exact: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    inherit: bool = False
    limit: int | None = None


#: Longest name that can be a column's; article titles are longer.
MAX_NAME = 22
#: Shortest name that is looked for inside a longer one.
_MIN_INSIDE = 3
#: Most other characters around the names of a kind: an office and a year, no sentence.
_MAX_AROUND = 14

_BRACKETED = re.compile(r"[(\[【〔<《「{][^)\]】〕>》」}]*[)\]】〕>》」}]")
_NOISE = re.compile(r"[\s\-_—–·•|/\\,、。.:;'\"“”‘’!?+>»&〉<《》()\[\]【】〔〕]+")
_SUFFIX = re.compile(
    r"(?:(?:政府|政务)?信息公开(?:专栏|专题|栏目|平台)?|栏目|专栏|专题专栏|专题|专区|频道|板块|公开栏|列表|更多|more)$"
)
#: Words of sentences: an article about a subject, never a column of it.
_SENTENCE = re.compile(
    r"关于|召开|举办|举行|印发|圆满|部署|推进会|座谈会|培训班|会议|赴|莅|荣获|顺利|启动|调研|开展|完成|"
    r"的(?:通知|公告|函|意见|答复|复函|批复|请示|报告|决定)$|第.{1,6}号"
)


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """All kinds by their English word, in the order of the file."""
    data = files("store").joinpath("column_kinds.toml").read_bytes()
    return msgspec.toml.decode(data, type=dict[str, Kind])


def title_of(kind: str) -> str:
    """The Chinese title of a kind; the word itself when it is not one of ours."""
    found = kinds().get(kind)
    return found.title if found else kind


def synonyms(kind: str) -> tuple[str, ...]:
    """The names under which a kind is found, longest first, short ambiguous ones left out."""
    found = kinds()[canonical(kind)]
    words = dict.fromkeys((found.title, *found.names))
    return tuple(sorted(words, key=len, reverse=True))


def canonical(kind: str) -> str:
    """The English word of a kind given by it, by its Chinese title or by one of its names."""
    if kind in kinds():
        return kind
    plain = normalised(kind)
    for word, each in kinds().items():
        if plain == normalised(each.title):
            return word
    found = kinds_of(kind)
    return found[0] if found else kind


def inherits(kind: str) -> bool:
    """Whether sub-columns without a kind of their own take this one."""
    found = kinds().get(kind)
    return found is not None and found.inherit


def limit_of(kind: str) -> int | None:
    """Days within which a column of a kind is due a new entry; None when no norm gives a limit."""
    found = kinds().get(kind)
    return found.limit if found else None


@lru_cache(maxsize=20_000)
def normalised(name: str) -> str:
    """A column's name without brackets, punctuation, spaces and words like 专栏 at its end."""
    text = unicodedata.normalize("NFKC", name).strip().lower()
    bare = _NOISE.sub("", _BRACKETED.sub("", text))
    if not bare or _SUFFIX.fullmatch(bare):
        bare = _NOISE.sub("", text)
    while (shorter := _SUFFIX.sub("", bare)) and shorter != bare:
        bare = shorter
    return bare


@lru_cache(maxsize=20_000)
def kinds_of(name: str) -> tuple[str, ...]:
    """The kinds of a column of this name; () when the name says nothing or is a sentence."""
    if name.isascii():  # no kind has a name without Chinese
        return ()
    plain = normalised(name)
    if not plain or len(plain) > MAX_NAME:
        return ()
    whole = tuple(word for word, names in _whole().items() if plain in names)
    if whole:
        return whole
    if _SENTENCE.search(plain):
        return ()
    return tuple(word for word, kind in kinds().items() if _inside(plain, kind))


@lru_cache(maxsize=1)
def _whole() -> dict[str, frozenset[str]]:
    return {
        word: frozenset(map(normalised, (kind.title, *kind.names, *kind.exact)))
        for word, kind in kinds().items()
    }


def _inside(plain: str, kind: Kind) -> bool:
    if any(word in plain for word in kind.unless):
        return False
    if plain.endswith(kind.endings):
        return True
    named = [name for name in kind.names if len(name) >= _MIN_INSIDE and name in plain]
    rest = plain
    for name in sorted(named, key=len, reverse=True):
        rest = rest.replace(name, "")
    return bool(named) and len(rest) <= _MAX_AROUND
