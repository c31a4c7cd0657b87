"""Days told from the moment a page was sent: 今天 10:20, 昨天, 3天前, 2小时前."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import msgspec

from store.facts import DateCandidate, Facts, PageFacts
from store.vocabulary import Place

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_COUNTS = {word: n for n, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_DAYS = {"今": 0, "昨": 1, "前": 2}
#: What such words look like; ``full`` for a text that says nothing else.
WORDS = re.compile(
    r"(?P<now>刚刚|半小时前)|(?P<count>\d{1,3}|[一二三四五六七八九十两])\s?个?(?P<unit>分钟|小时|天|日)\s?(?:之|以)?前"
    r"|(?P<day>[今昨前])[天日](?:\s*(?P<time>[0-2]?\d[:：][0-5]\d))?"
)
_MOST_DAYS = 60  # what lies further back is no day but a period (3个月前)


#: The rank of a date of a list row, on the scale of the readers.
_LIST = 30


def with_days(facts: Facts | None, sent: dt.datetime | None) -> Facts | None:
    """The same facts with the days that rows of a list tell from the moment it was sent.

    Args:
        facts: of a page, or anything else, which is given back as it is.
        sent: when it was sent; None when that is not known, as for the body of an earlier night.
    """
    if sent is None or not isinstance(facts, PageFacts) or not any(i.ago for i in facts.items):
        return facts
    items = []
    for item in facts.items:
        told = day_told(item.ago, sent) if item.ago and item.listed is None else None
        if told is not None:
            rule = "list-told-from-capture"
            listed = DateCandidate(told[0], item.ago, Place.LIST, rule, _LIST, told[1])
            item = msgspec.structs.replace(item, listed=listed)
        items.append(item)
    return msgspec.structs.replace(facts, items=tuple(items))


def day_told(words: str, sent: dt.datetime) -> tuple[dt.date, str] | None:
    """The day and the time ("" when not printed) that such words mean; None for other words.

    Args:
        words: as printed.
        sent: when the page was sent, with zone. Days are those of Asia/Shanghai.
    """
    found = WORDS.fullmatch(words.strip())
    if found is None:
        return None
    here = sent.astimezone(_SHANGHAI)
    if found["day"]:
        time = (found["time"] or "").replace("：", ":")
        return here.date() - dt.timedelta(days=_DAYS[found["day"]]), time.rjust(
            5, "0"
        ) if time else ""
    if found["now"]:
        return here.date(), ""
    count = int(found["count"]) if found["count"].isdigit() else _COUNTS[found["count"]]
    if found["unit"] in ("天", "日"):
        back = dt.timedelta(days=count)
        return (here.date() - back, "") if count <= _MOST_DAYS else None
    hours = found["unit"] == "小时"
    back = dt.timedelta(hours=count) if hours else dt.timedelta(minutes=count)
    return (here - back).date(), ""
