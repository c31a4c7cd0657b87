"""Online interviews: what the host and the public asked, what the guests answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.reading import zones
from crawler.reading.outline import Outline
from store.facts import Message

_MAX_TURNS = 2_000
_MAX_TEXT = 20_000
_FEWEST = 2  # answered questions of a dialogue
_TIME = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s?)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_WHO = r"(?P<who>[\u4e00-\u9fffA-Za-z0-9_*·、\s]{1,28}?)"
_STAMP = rf"(?:[\[【(（]?(?P<time>{_TIME})[\]】)）]?\s*)?"
_LATER = rf"(?:[\[【(（]?(?P<later>{_TIME})[\]】)）]?\s*)"
_BRACKETED = re.compile(
    rf"\s*{_STAMP}[\[【<《]\s*{_WHO}\s*[\]】>》]\s*{_LATER}?[:：]?\s*(?P<said>.*)", re.DOTALL
)
_PLAIN = re.compile(
    rf"\s*{_STAMP}{_WHO}\s*(?:[\[【(（“\"][^\d\]】)）”\"]{{1,20}}[\]】)）”\"]\s*)?"
    rf"(?:{_LATER}?[:：]\s*(?P<said>.*)|{_LATER.replace('later', 'alone')}$)",
    re.DOTALL,
)
_HOST = re.compile(r"^(?:主\s*持\s*人|记\s*者)|主持人$")
_PUBLIC = re.compile(r"^(?:网友|网民|观众|听众|市民)")
_GUEST = re.compile(
    r"^(?:访谈)?嘉\s*宾|[厅局处科院馆站组部]长|主任|书记|巡视员|调研员|专家|教授|研究员"
)
_NAMED = re.compile(r"访谈|直播|对话|面对面|在线交流|做客|嘉宾")
_ARTICLE = re.compile(r"答记者问|新闻发布会|吹风会|实录.{0,4}发布会")
_FACTS = re.compile(
    r"^[\s【\[]*(?:访谈|本期)?(?P<what>时间|日期|主题|嘉宾|简介|地点)[\]】]?\s*[:：]"
)


@dataclass
class _Turn:
    asks: bool
    time: str
    who: str
    said: list[str] = field(default_factory=list)


def dialogue_of(out: Outline, title: str, names: str, last: int) -> tuple[Message, ...]:
    """Questions with their answers, in order; none unless a host leads through the page.

    A press conference or a written interview of the press is an article. The name of a person
    from the public is not kept; words of the host that nobody answers are no question.
    """
    words = f"{title}\n{names}"
    if _ARTICLE.search(title):
        return ()
    turns = list(_turns(out, last))
    hosts = sum(_HOST.search(turn.who) is not None for turn in turns)
    guests = sum(not turn.asks for turn in turns)
    if not hosts or guests < _FEWEST or not (_NAMED.search(words) or hosts >= _FEWEST):
        return ()
    found = tuple(_pairs(turns, title))
    return found if len(found) >= _FEWEST else ()


def _turns(out: Outline, last: int) -> Iterator[_Turn]:
    """Who spoke when, and what was said until the next one speaks."""
    speakers = _speakers(out, last)
    turn: _Turn | None = None
    count = 0
    end = _end(out, speakers, last)
    for block in out.blocks[:end]:
        if block.zone & zones.CHROME:
            continue
        for line in block.text.split("\n"):
            begun = _begun(line, speakers)
            if begun is not None and count < _MAX_TURNS:
                if turn is not None:
                    yield turn
                turn, count = begun, count + 1
            elif turn is not None:
                turn.said.append(line)
    if turn is not None:
        yield turn


def _end(out: Outline, speakers: dict[str, int], last: int) -> int:
    """The block behind the element in which the last one speaks twice or more."""
    spoken = [
        n
        for n, block in enumerate(out.blocks[:last])
        if any(_begun(line, speakers) for line in block.text.split("\n"))
    ]
    if len(spoken) < _FEWEST:
        return last
    paths = [out.path(out.blocks[n].element) for n in (spoken[0], spoken[-1])]
    shared = next((e for e in paths[0] if e in paths[1]), -1)
    return min(last, out.elements[shared].last_block) if shared >= 0 else last


def _speakers(out: Outline, last: int) -> dict[str, int]:
    """Who speaks how often, told by what lines begin with."""
    found: dict[str, int] = {}
    for block in out.blocks[:last]:
        if block.zone & zones.CHROME:
            continue
        for line in block.text.split("\n"):
            match = _match(line)
            if match is not None:
                who = _name(match["who"])
                found[who] = found.get(who, 0) + 1
    return found


def _match(line: str) -> re.Match[str] | None:
    """Who begins to speak in a line; None for any other line."""
    if not line or _FACTS.match(line):
        return None
    return _BRACKETED.match(line) or _PLAIN.match(line)


def _name(who: str) -> str:
    return "".join(who.split())


def _begun(line: str, speakers: dict[str, int]) -> _Turn | None:
    match = _match(line)
    if match is None:
        return None
    who = _name(match["who"])
    asks = _HOST.search(who) is not None or _PUBLIC.match(who) is not None
    if not asks and not _GUEST.search(who) and (speakers.get(who, 0) < _FEWEST or len(who) > 12):
        return None
    stamps = match.groupdict()
    time = stamps["time"] or stamps["later"] or stamps.get("alone") or ""
    return _Turn(asks, time, who, [match["said"]] if match["said"] else [])


def _pairs(turns: list[_Turn], title: str) -> Iterator[Message]:
    """Each run of questions with the run of answers behind it."""
    asked: list[_Turn] = []
    answered: list[_Turn] = []
    for turn in [*turns, _Turn(True, "", "")]:
        if not turn.asks:
            if asked:
                answered.append(turn)
            continue
        if answered:
            yield _message(asked, answered, title)
            asked, answered = [], []
        asked.append(turn)


def _message(asked: list[_Turn], answered: list[_Turn], title: str) -> Message:
    return Message(
        title=title,
        question=_said(asked),
        asked=next((turn.time for turn in asked if turn.time), ""),
        reply=_said(answered),
        replied=next((turn.time for turn in answered if turn.time), ""),
        office="、".join(dict.fromkeys(turn.who for turn in answered))[:60],
        kind="interview",
    )


def _said(turns: list[_Turn]) -> str:
    return "\n".join(line for turn in turns for line in turn.said if line.strip())[:_MAX_TEXT]
