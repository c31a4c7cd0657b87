"""Which checks use a page: judged by it, cite it, or read the kind of column it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from checks._catalogue import load
from checks._declare import Check
from checks._run import judge
from checks._walk import walk
from checks._watched import Watched
from store.column_kinds import title_of
from store.judgements import Judgement
from store.snapshot import Snapshot
from store.vocabulary import Outcome


@dataclass(frozen=True)
class Use:
    """One way in which a check uses a page; without an outcome it only reads its column."""

    check: str
    title: str
    clause: str
    how: str  # Chinese
    outcome: Outcome | None = None
    subject: str = ""
    message: str = ""


def uses_of(
    snapshot: Snapshot,
    settings: Mapping[str, Mapping[str, Any]],
    urls: Collection[str],
    digest: str,
    kinds: Collection[str],
) -> list[Use]:
    """The uses of a page by all checks, in the order of the catalogue. Judges, stores nothing.

    Each check is judged alone on a snapshot of its own, because what one check has gathered
    would hide from us what the next one reads.

    Args:
        snapshot: of the run.
        settings: the config's [checks].
        urls: canonical addresses of the page: where it was asked for, where it stands.
        digest: of its body, "" when it has none.
        kinds: English words of the kinds of the columns it belongs to.
    """
    found: list[Use] = []
    checks = load()
    walk(snapshot)  # it asks for nothing that is watched
    for check in checks:
        watched = Watched(snapshot)
        own = {check.id: settings[check.id]} if check.id in settings else {}
        _, judgements = judge(watched, own, among=(check,))
        uses = [
            _use(check, how, judgement)
            for judgement in judgements
            if (how := _how(judgement, urls, digest))
        ]
        read = sorted(watched.kinds_asked & set(kinds))
        if not uses and read:
            uses = [_use(check, f"读取此类栏目：{'、'.join(map(title_of, read))}")]
        found += uses
    return found


def _how(judgement: Judgement, urls: Collection[str], digest: str) -> str:
    told = []
    if judgement.subject in urls:
        told.append("判定对象")
    if any(e.url in urls or (digest and e.digest == digest) for e in judgement.evidence):
        told.append("引为证据")
    return "、".join(told)


def _use(check: Check, how: str, judgement: Judgement | None = None) -> Use:
    clause = check.topic.clause
    if judgement is None:
        return Use(check.id, check.title, clause, how)
    return Use(
        check.id, check.title, clause, how, judgement.outcome, judgement.subject_title,
        judgement.message,
    )  # fmt: skip
