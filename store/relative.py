"""Days told from the moment a page was sent: 今天 10:20, 昨天, 3天前, 2小时前."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_COUNTS = {word: n for n, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_DAYS = {"今": 0, "昨": 1, "前": 2}
#: What such words look like; ``full`` for a text that says nothing else.
WORDS = re.compile(
    r"(?P<now>刚刚|半小时前)|(?P<count>\d{1,3}|[一二三四五六七八九十两])\s?个?(?P<unit>分钟|小时|天|日)\s?(?:之|以)?前"
    r"|(?P<day>[今昨前])[天日](?:\s*(?P<time>[0-2]?\d[:：][0-5]\d))?"
)
_MOST_DAYS = 60  # what lies further back is no day but a period (3个月前)


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
