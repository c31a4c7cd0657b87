"""Letters of citizens with their replies: one on a page of its own, or all on one page.

The name, telephone number and address of who wrote are read past and never kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from crawler.reading import letter_words as w
from crawler.reading import zones
from crawler.reading.footer import footer_start
from crawler.reading.guides import Around
from crawler.reading.interviews import dialogue_of
from crawler.reading.labelling import Labelled, Mark, common, marks_of, values_of
from crawler.reading.letter_lists import rows_of
from crawler.reading.outline import Outline
from crawler.reading.spoken import spoken_marks
from store.facts import Message

#: Letters of one page that are kept.
MAX_MESSAGES = 1_000
_SHORT = {w.NUMBER: 60, w.TITLE: 200, w.ASKED: 40, w.STATUS: 20, w.REPLIED: 40, w.OFFICE: 60,
          w.GUESTS: 60}  # fmt: skip
_CORE = frozenset({w.QUESTION, w.REPLY, w.GUESTS})
_PRIVATE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)|(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,12}")


def has_letters(phrases: set[str]) -> bool:
    """A cheap test: whether labels of letters, or a host, stand among what lines begin with."""
    kinds = w.WORDS.meant(phrases)
    asked = {w.QUESTION, w.TITLE} & kinds
    told = {w.REPLY, w.REPLIED, w.STATUS, w.ASKED, w.GUESTS} & kinds
    if (asked and told) or any(phrase.startswith("主持人") for phrase in phrases):
        return True
    return any(len(phrase) < 6 and w.STATE.fullmatch(phrase) for phrase in phrases)


def messages_of(out: Outline, around: Around) -> tuple[Message, ...]:
    """The letters, consultations or interview of a page; none on any other page.

    Args:
        out: the page, folded replies included.
        around: title and names of the page.
    """
    if w.PROPOSALS.search(around.words):
        return ()
    last = footer_start(out, len(out.blocks))
    dialogue = dialogue_of(out, around.title, around.names, last)
    if dialogue:
        return _prepared(dialogue[:MAX_MESSAGES], around)
    named = w.NAMED.search(around.words) is not None
    listed, covered = rows_of(out, named, last)
    marks = _marks(out, last, covered)
    letters = _letters(out, marks, around, named, last) if marks else []
    return _prepared(tuple([*listed, *letters][:MAX_MESSAGES]), around)


def _prepared(found: tuple[Message, ...], around: Around) -> tuple[Message, ...]:
    """Answers to 常见问题 are no letters: nobody sent them, and they have no day and no state."""
    sent = any(m.asked or m.replied or m.status or m.number or m.kind != "letter" for m in found)
    if sent or w.PREPARED.search(around.words) is None:
        return found
    return tuple(msgspec.structs.replace(message, kind="faq") for message in found)


def _marks(out: Outline, last: int, covered: frozenset[int]) -> list[Mark]:
    """Labels of letters; contacts of an office in a reply are part of the reply."""
    found: list[Mark] = []
    for mark in marks_of(out, w.WORDS, 0, last, covered):
        inside = found and w.REPLY in found[-1].kinds and not mark.boxed
        if inside and {w.CONTACT, w.OTHER} & set(mark.kinds):
            continue
        found.append(mark)
    return sorted([*found, *spoken_marks(out, last)], key=lambda mark: (mark.block, mark.at))


def _letters(
    out: Outline, marks: list[Mark], around: Around, named: bool, last: int
) -> Iterator[Message] | list[Message]:
    kinds = {kind for mark in marks for kind in mark.kinds}
    if not kinds & {w.QUESTION, w.REPLY, w.GUESTS} or not kinds & {w.TITLE, w.QUESTION}:
        return []
    specific = {m.printed for m in marks if w.SPECIFIC.search(m.printed) and len(m.printed) > 2}
    if not specific and not named:
        return []
    end = _end(out, marks, last)
    found = [_message(group) for group in _apart(out, _bounded(out, marks, end))]
    return _whole([m for m in found if m is not None], around, _heading(out, marks[0].block))


def _end(out: Outline, marks: list[Mark], last: int) -> int:
    """The block behind the element that holds all letters."""
    core = [mark for mark in marks if _CORE & set(mark.kinds)]
    if len({mark.block for mark in core}) < 2:  # one text alone: its times stand around it
        core = [mark for mark in marks if not {w.CONTACT, w.OTHER} & set(mark.kinds)]
    holder = common(out, (mark.element for mark in core))
    return min(out.elements[holder].last_block, last) if holder >= 0 else last


def _bounded(out: Outline, marks: list[Mark], end: int) -> list[Labelled]:
    return values_of(out, marks, max(end, marks[-1].block if marks[-1].boxed else end))


def _apart(out: Outline, found: list[Labelled]) -> Iterator[list[Labelled]]:
    """The labels of each letter: by the element around it, else where a label comes again."""
    groups = _by_element(out, found)
    if groups:
        yield from groups
        return
    held: list[Labelled] = []
    seen: set[str] = set()
    first = found[0].mark.kinds if found else ()
    for entry in found:
        kinds = {k for k in entry.mark.kinds if k not in (w.PERSON, w.CONTACT, w.OTHER)}
        if kinds & seen or (held and entry.mark.kinds == first and w.QUESTION in seen):
            yield held
            held, seen = [], set()
        held.append(entry)
        seen |= kinds
    if held:
        yield held


def _by_element(out: Outline, found: list[Labelled]) -> list[list[Labelled]]:
    """Letters that each stand in an element of their own; none when they do not."""
    asked = [e for e in found if w.QUESTION in e.mark.kinds] or [
        e for e in found if w.TITLE in e.mark.kinds
    ]
    if len(asked) < 2:
        return []
    holder = common(out, (entry.mark.element for entry in asked))
    groups: dict[int, list[Labelled]] = {}
    for entry in found:
        path = out.path(entry.mark.element)
        if holder in path[1:] or holder < 0:
            at = path.index(holder) - 1 if holder >= 0 else len(path) - 1
            groups.setdefault(path[at], []).append(entry)
    own = {entry.mark.block for entry in asked}
    whole = [group for group in groups.values() if any(e.mark.block in own for e in group)]
    others = [group for group in groups.values() if group not in whole]
    answered = any({w.REPLY, w.REPLIED} & set(e.mark.kinds) for group in others for e in group)
    return whole if len(whole) == len(asked) and not answered else []


def _message(group: list[Labelled]) -> Message | None:
    """A letter from its labels; None when they are those of an empty form."""
    values: dict[str, str] = {}
    person = ""
    for entry in group:
        for kind in entry.mark.kinds:
            if kind == w.PERSON:
                person = person or entry.value
            elif kind not in (w.CONTACT, w.OTHER) and not values.get(kind):
                values[kind] = _fitting(kind, entry.value)
    if values.get(w.GUESTS) and values.get(w.TITLE) and w.QUESTION not in values:
        return _announced(values)
    text = values.get(w.QUESTION, "")
    told = any(values.get(kind) for kind in (w.ASKED, w.STATUS, w.REPLY, w.REPLIED, w.NUMBER))
    if not told or not (text or (values.get(w.TITLE) and values.get(w.REPLY))):
        return None
    return Message(
        title=_discreet(values.get(w.TITLE, ""), person),
        question=_discreet(text, person),
        asked=values.get(w.ASKED, ""),
        status=values.get(w.STATUS, ""),
        reply=_discreet(values.get(w.REPLY, ""), person),
        replied=values.get(w.REPLIED, ""),
        office=values.get(w.OFFICE, ""),
        number=values.get(w.NUMBER, ""),
    )


def _announced(values: dict[str, str]) -> Message:
    """An interview that a list or its own page announces: subject, day and guests."""
    return Message(
        title=values[w.TITLE],
        asked=values.get(w.ASKED, ""),
        status=values.get(w.STATUS, ""),
        office=values[w.GUESTS],
        kind="interview",
    )


def _fitting(kind: str, value: str) -> str:
    """A value if it can be one: a time has a day in it, a number no sentence."""
    if kind in (w.ASKED, w.REPLIED):
        day = w.DAY.search(value)
        return day[0] if day else ""
    if kind in _SHORT:
        line = value.partition("\n")[0].strip()
        return line if len(line) <= _SHORT[kind] else ""
    return value


def _discreet(text: str, person: str) -> str:
    """A text without mobile and identity numbers, and without the name that the page gives."""
    text = _PRIVATE.sub(lambda m: f"{m[1] or m[3]}****{m[2] or m[4]}", text)
    name = person.strip()
    if not _NAME.fullmatch(name) or len(name) > 4 or name in ("网友", "匿名", "匿名网友", "群众"):
        return text
    opening, ending = text[:20], text[-20:]
    if name in opening:
        text = opening.replace(name, "某某", 1) + text[20:]
    elif len(text) > 40 and name in ending:
        text = text[:-20] + ending.replace(name, "某某", 1)
    return text


def _heading(out: Outline, first: int) -> str:
    """The heading directly above the first label of a letter; "" when none stands there."""
    block = out.blocks[first - 1] if first else None
    if block is None or block.tag not in ("h1", "h2", "h3", "h4") or block.zone & zones.CHROME:
        return ""
    return " ".join(block.text.split()) if len(block.text) <= _SHORT[w.TITLE] else ""


def _whole(found: Iterable[Message], around: Around, heading: str) -> list[Message]:
    """A lone letter without a title has that above it, if it is not its column's, or its page's."""
    letters = list(found)
    if len(letters) != 1 or letters[0].title:
        return letters
    lone = letters[0]
    own = heading if heading and heading not in around.names.split("\n") else around.title
    return [
        Message(
            own, lone.question, lone.asked, lone.status, lone.reply, lone.replied,
            lone.office, lone.number, lone.href,
        )
    ]  # fmt: skip
