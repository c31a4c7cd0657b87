"""Clause 17: how fast, how recently and how carefully letters are answered."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from statistics import median
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._letters import compact
from checks._messages import (
    Letter,
    State,
    columns,
    letters,
    local_day,
    refuse_incomplete,
)
from checks._publications import Publication, publications
from checks._results import Result, attest, failed, not_applicable, passed
from checks._workdays import add_months, working_days
from store.column_kinds import synonyms
from store.errors import MissingRegister, Unseen
from store.judgements import Evidence
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC = Topic(clause="17", title="网民留言办理", norms=("国办发〔2017〕47号#留言答复",))

#: Published statistics of letters, and running figures on a page of letters.
_STATISTICS: Final = re.compile(
    r"(?:留言|来信|信件|信箱|咨询|互动|诉求|网民|网友|群众).{0,14}"
    r"(?:统计|办理情况|答复情况|回复情况|受理情况|处理情况|办结情况|通报)"
)
_LETTER: Final = re.compile(
    r"[?？吗]$|的(?:咨询|投诉|建议|求助|反映|问题|留言|来信|疑问|答复|回复)$"
)
_RECEIVED: Final = re.compile(
    r"(?:收到|受理|来信|信件|留言|咨询|收件)(?:总数|总量|数量|总计|共计|数)?\s*[:：]?\s*(?:共)?\s*\d+\s*[件条封个]?"
)
_ANSWERED: Final = re.compile(
    r"(?:回复|答复|办结|办理)(?:总数|总量|数量|数|率)?\s*[:：]?\s*\d+(?:\.\d+)?\s*[件条封个%％]?"
)
#: Greetings and thanks say nothing of whose letter is answered.
_FORMULA: Final = re.compile(
    r"^(?:尊敬的)?(?:网友|市民|先生|女士|群众|留言人|[^,。!:]{0,6})?[:,]?(?:您|你)好[!,。:]?"
    r"|(?:感谢|谢谢)[^。!]{0,30}[。!]?"
)
_KEPT: Final = 20


@check(
    id="letters.reply-times", topic=TOPIC, severity=Severity.MAJOR, rows=("17.2",),
    helped_by=("messages",),
    title="留言答复用时：半数在5个工作日内，九成在15个工作日内",
    expected="从提交到答复的工作日数，中位数不超过简单件的期限，九成不超过复杂件的期限",
    remedy="查明用时长的留言卡在哪个环节，缩短转办和审签时间。",
    settings={
        "simple": Setting(5, "简单留言的答复期限（工作日；自定）"),
        "complex": Setting(15, "复杂留言的答复期限（工作日；自定）"),
    },
    method="有台账“网民留言”的按台账，没有的按网站留言的来信时间和答复时间；最近一年。",
)  # fmt: skip
def reply_times(snapshot: Snapshot, settings: Settings) -> Result:
    """The median and the 90th percentile of working days from letter to reply, last year."""
    pairs, evidence = _answered_pairs(snapshot)
    if not pairs:
        return attest("最近一年的答复没有同时写明来信时间和答复时间，请人工核对答复用时", *evidence)
    days = sorted(working_days(snapshot, asked, replied) for asked, replied in pairs)
    half, most = median(days), days[math.ceil(0.9 * len(days)) - 1]
    said = f"{len(days)} 件答复的用时：中位数 {half:g} 个工作日，九成不超过 {most} 个工作日"
    if half > settings["simple"] or most > settings["complex"]:
        limits = f"{settings['simple']} 个和 {settings['complex']} 个工作日"
        return failed(f"{said}，超过期限（{limits}）", *evidence)
    return passed(said, *evidence)


def _answered_pairs(
    snapshot: Snapshot,
) -> tuple[list[tuple[dt.date, dt.date]], list[Evidence]]:
    """Days of letter and reply in the last year, and where they were read."""
    begin = add_months(snapshot.run.as_of, -12)
    try:
        register = snapshot.register("messages")
    except MissingRegister:
        shown = letters(snapshot)
        if not shown:
            raise
        dated = [e for e in shown if e.asked and e.replied and e.replied >= e.asked >= begin]
        pairs = [(e.asked, e.replied) for e in dated if e.asked and e.replied]
        return pairs, [e.quote() for e in (_slowest(dated) or shown)[:_KEPT]]
    rows = [
        r for r in register.rows if r.get("replied_at") and r["replied_at"] >= r["submitted_at"]
    ]
    told = [(local_day(r["submitted_at"]), local_day(r["replied_at"]), r) for r in rows]
    told = [each for each in told if each[0] >= begin]
    slow = sorted(told, key=lambda each: each[1] - each[0], reverse=True)
    evidence = [register.evidence(r, f"{r['number']} 提交 {a} 答复 {b}") for a, b, r in slow[:5]]
    return [(asked, replied) for asked, replied, _ in told], evidence


def _slowest(found: list[Letter]) -> list[Letter]:
    def took(letter: Letter) -> dt.timedelta:
        assert letter.asked is not None
        assert letter.replied is not None
        return letter.replied - letter.asked

    return sorted(found, key=took, reverse=True)[:5]


@check(
    id="letters.newest-reply", topic=TOPIC, severity=Severity.MAJOR, rows=("17.3",),
    title="两个月内有新的留言答复公开",
    expected="网站上最新公开的留言答复距检查当日不超过两个月",
    remedy="及时公开近期的留言答复；确实没有收到留言的，签署声明。",
    norms=("国办秘函〔2019〕19号#留言答复",),
    settings={"months": Setting(2, "最新答复距检查当日最多几个月")},
)  # fmt: skip
def newest_reply(snapshot: Snapshot, settings: Settings) -> Result:
    """The newest published reply is at most 2 months old (国办秘函〔2019〕19号)."""
    as_of = snapshot.run.as_of
    answered = [each for each in letters(snapshot) if each.state is State.ANSWERED]
    if not answered:
        return _none_answered(snapshot)
    dated = [(day, each) for each in answered if (day := _shown_on(each)) and day <= as_of]
    if not dated:
        return attest("公开的答复都没有日期，请人工核对最新答复的时间", answered[0].quote())
    day, newest = max(dated, key=lambda each: each[0])
    if add_months(day, settings["months"]) >= as_of:
        return passed(f"最新的答复公开于 {day}", newest.quote())
    refuse_incomplete(snapshot, "最新答复的时间")
    if len(dated) < len(answered):
        return attest(f"有日期的答复最新为 {day}，另有答复没有日期，请人工核对", newest.quote())
    said = f"最新的答复公开于 {day}，已超过{settings['months']}个月"
    if not any(_waits(each, day) for each in letters(snapshot)):
        return attest(f"{said}；网站上没有其后的来信，请确认是否没有收到留言", newest.quote())
    return failed(said, newest.quote())


def _waits(letter: Letter, since: dt.date) -> bool:
    """Whether a letter that came after the newest reply, or has no day, is without one."""
    unanswered = letter.state not in (State.ANSWERED, State.INVALID)
    return unanswered and (letter.asked is None or letter.asked > since)


def _shown_on(letter: Letter) -> dt.date | None:
    """When a reply was given, or published on a page of its own: the later of the two."""
    own = letter.page.published if letter.page.url == letter.key else None
    days = [day for day in (letter.replied, own.day if own else None) if day]
    return max(days, default=None)


def _none_answered(snapshot: Snapshot) -> Result:
    filled = [column for column in columns(snapshot) if column.items]
    refuse_incomplete(snapshot, "网站上没有公开的答复")
    if filled:
        shown = snapshot.capture(filled[0].url).evidence("page", filled[0].name, "栏目页")
        return attest(f"没有从栏目“{filled[0].name}”识别出答复，请人工核对最新答复的时间", shown)
    if not columns(snapshot):
        snapshot.absence("留言栏目", synonyms("messages"))
    return not_applicable("网站上没有公开的留言答复")


@check(
    id="letters.statistics", topic=TOPIC, severity=Severity.MINOR, rows=("17.4",),
    title="留言的收件和答复统计按期公开",
    expected="网站公开收到和答复留言的数量，最新一期距检查当日不超过三个月，或者页面上有实时统计",
    remedy="按季度公开留言的收件、办结、答复数量。",
    settings={"months": Setting(3, "最新统计距检查当日最多几个月（自定）")},
)  # fmt: skip
def statistics(snapshot: Snapshot, settings: Settings) -> Result:
    """Figures of letters received and answered, at most 3 months old or running."""
    as_of = snapshot.run.as_of
    if (running := _running(snapshot)) is not None:
        return passed("留言页面上有收件和答复的实时统计", running)
    found = [p for p in publications(snapshot, _STATISTICS, _LETTER) if p.capture is not None]
    if not found:
        absence = snapshot.absence("留言统计", ("留言统计", "来信统计", "信件统计", "办理情况统计"))
        return failed("没有发现留言收件和答复的统计", absence)
    dated = [(p.day, p) for p in found if p.day and p.day <= as_of]
    if not dated:
        found[0].refuse_unseen()
        return attest("留言统计没有日期，请人工核对", found[0].quote(found[0].title))
    day, newest = max(dated, key=lambda each: each[0])
    return _statistics(newest, day, add_months(day, settings["months"]) >= as_of)


def _statistics(newest: Publication, day: dt.date, current: bool) -> Result:
    quote = newest.published.quote if newest.published else newest.title
    shown = newest.quote(f"{newest.title} {quote}", "标题和日期")
    if not current:
        return failed(f"最新的留言统计“{newest.title}”公开于 {day}，已超过三个月", shown)
    newest.refuse_unseen()
    if re.search(r"\d", newest.text) or newest.unread:
        return passed(f"最新的留言统计“{newest.title}”公开于 {day}", shown)
    return attest(f"“{newest.title}”（{day}）中没有看到数字，请人工核对", shown)


def _running(snapshot: Snapshot) -> Evidence | None:
    """Figures that a page of letters counts by itself."""
    for column in columns(snapshot):
        try:
            page = snapshot.page(column.url)
        except Unseen:
            continue  # published statistics may still be found
        text = compact(page.facts.text)
        received, answered = _RECEIVED.search(text), _ANSWERED.search(text)
        if received and answered:
            return page.quote(f"{received[0]} {answered[0]}", "统计")
    return None


@check(
    id="letters.careful-replies", topic=TOPIC, severity=Severity.INFO, rows=("17.5",),
    title="留言答复不敷衍",
    expected="答复不少于30字，内容相同的答复不超过两成",
    remedy="针对所问答复，写明事实、依据和办理结果；不套用相同的话。",
    norms=("要点",),
    settings={
        "characters": Setting(30, "一件答复的最少字数（自定）"),
        "same_percent": Setting(20, "内容相同的答复最多占百分之几（自定）"),
    },
)  # fmt: skip
def careful_replies(snapshot: Snapshot, settings: Settings) -> Result:
    """How many replies are short, and how many say the same; measured, never accused."""
    read = [each for each in letters(snapshot) if each.reply.strip()]
    if not read:
        return not_applicable("没有读到答复的文字")
    bare = {each.key: _FORMULA.sub("", compact(each.reply)) for each in read}
    short = [e for e in read if len(compact(e.reply)) < settings["characters"]]
    common, times = Counter(bare.values()).most_common(1)[0]
    same = [e for e in read if bare[e.key] == common] if times > 1 else []
    said = f"{len(read)} 件答复中，少于{settings['characters']}字的 {len(short)} 件，"
    said += f"内容相同的最多 {len(same)} 件"
    odd = same if len(same) * 100 > settings["same_percent"] * len(read) else []
    if short or odd:
        return attest(f"{said}，请人工查看", *[e.quote() for e in (*short, *odd)[:_KEPT]])
    return passed(said, read[0].quote())
