"""Exhibits: of each finding what its evidence shows of the page as captured, for its own page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from store.errors import Unseen
from store.judgements import Evidence, Judgement
from store.quotes import shown, spans
from store.snapshot import Snapshot

#: Pieces of evidence that are shown of one finding.
MOST: Final = 8
#: Signs of the page that are shown before the first and behind the last marked place.
AROUND: Final = 1500
#: Signs that are shown between two marked places before the gap is cut.
_GAP: Final = 600


@dataclass(frozen=True)
class Picture:
    """A picture of the page as captured: drawn from the archive, nothing fetched anew."""

    png: bytes = field(repr=False)
    digest: str  # "sha256:<hex>" of the PNG file
    outlined: bool  # the place was found and outlined
    made_by: str


@dataclass(frozen=True)
class Exhibit:
    """The page as read: pieces of text in order, those that were quoted marked.

    ``left_before`` and ``left_after`` are signs that are not shown. Without pieces ``note`` says
    why, in Chinese.
    """

    pieces: tuple[tuple[str, bool], ...] = ()
    left_before: int = 0
    left_after: int = 0
    note: str = ""
    picture: Picture | None = None


def exhibits_of(
    snapshot: Snapshot,
    failed: Iterable[Judgement],
    picture: Callable[[Evidence], Picture | None] = lambda evidence: None,
) -> Mapping[str, tuple[Exhibit, ...]]:
    """Exhibits by fingerprint, one for each piece of evidence that is shown.

    Args:
        snapshot: of the run.
        failed: what is to be exhibited, weightiest first.
        picture: draws the page of a piece of evidence; asked until one is drawn of a finding.
    """
    return {each.fingerprint: tuple(_of(snapshot, each, picture)) for each in failed}


def _of(
    snapshot: Snapshot, failed: Judgement, picture: Callable[[Evidence], Picture | None]
) -> Iterator[Exhibit]:
    drawn = None
    for evidence in failed.evidence[:MOST]:
        now = picture(evidence) if drawn is None else None
        drawn = drawn or now
        yield _exhibit(snapshot, evidence, now)


def _exhibit(snapshot: Snapshot, evidence: Evidence, picture: Picture | None) -> Exhibit:
    if evidence.capture_id is None:
        return Exhibit(note="这条证据不是网页，没有可以对照的原文。")
    try:
        facts = snapshot.facts(snapshot.capture(evidence.url))
    except Unseen as reason:
        return Exhibit(note=f"没有可以对照的原文：{reason}。", picture=picture)
    text = shown(facts) if facts is not None else ""
    if not text.strip():
        return Exhibit(note="这个网页或附件没有读出文字。", picture=picture)
    return _marked(text, spans(text, evidence.quote), picture)


def _marked(text: str, found: list[tuple[int, int]], picture: Picture | None) -> Exhibit:
    begin = max(0, found[0][0] - AROUND) if found else 0
    end = min(len(text), found[-1][1] + AROUND if found else 2 * AROUND)
    pieces: list[tuple[str, bool]] = []
    at = begin
    for start, stop in found:
        pieces += [(_shortened(text[at:start]), False), (text[start:stop], True)]
        at = stop
    pieces.append((text[at:end], False))
    kept = tuple(piece for piece in pieces if piece[0])
    return Exhibit(kept, begin, len(text) - end, picture=picture)


def _shortened(text: str) -> str:
    """Text between two marked places; a long one is cut in the middle."""
    if len(text) <= AROUND + _GAP:
        return text
    half = AROUND // 2
    return f"{text[:half]}\n……（此处略去 {len(text) - 2 * half} 字）……\n{text[-half:]}"
