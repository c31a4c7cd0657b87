"""When a page was published: all candidates with their provenance, the most trusted first.

Ranks (smaller is more trusted): 10 a labelled line of the page, 12 the same with a bare 时间 or
日期, 14 an update label, 16 a label that begins the only such line inside the text, 20 an
unlabelled header line, 30 the list, 40 the address, 50 a visible 生成日期, 60 meta tags of the
first publication, 70 PubDate. Many systems fill PubDate with the time the page was generated: it is
kept as a candidate and never chosen, and where they say so themselves it is no candidate at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set

import msgspec

from crawler.reading import zones
from crawler.reading.cues import has_cue
from crawler.reading.dategrammar import find_dates, first_date, labelled_date
from crawler.reading.daylabels import after_label
from crawler.reading.outline import Block
from crawler.reading.regions import Regions
from store.facts import DateCandidate, Published
from store.relative import WORDS
from store.vocabulary import Place

LABEL, BARE_LABEL, UPDATE, IN_TEXT, HEADER = 10, 12, 14, 16, 20
LIST, URL, GENERATED, META, MADE = 30, 40, 50, 60, 70

_STRONG = re.compile(
    r"(?:信息)?(?:发\s*布|发表|发稿|刊发|公\s*开|上网|挂网|推送)\s*(?:时\s*间|日\s*期)[】\]]?\s*[:：]?|(?:^|\s)发布于\s*[:：]?"
)
_BARE = re.compile(r"(?<![\u4e00-\u9fff])(?:时\s*间|日\s*期)\s*[:：]")
_UPDATE = re.compile(r"(?:更新|修改|上传|添加|录入|编辑)\s*(?:时间|日期)\s*[:：]?")
_GENERATED = re.compile(r"(?:生成|产生)\s*(?:时间|日期)\s*[:：]?")
_OTHER = re.compile(
    r"(?:成文|发文|印发|签发|签署|实施|施行|生效|失效|废止|截止|有效|公布|活动|会议|开标|报名|起始|开始|结束|终止"
    r"|受理|办结|答复|来信|提交|留言|访谈|成立|出生)\S{0,3}(?:时间|日期|期|日)?\s*[:：]?"
)
_EVENT = re.compile(r"地\s*点\s*[:：]|今天是|今日|农历|现在时间|北京时间")
_OTHERS_LABEL = re.compile(r"^[^。]{0,20}(?:日\s*期|时\s*间|期\s*限|日)\s*[】\]]?\s*[:：]?$")
_ADOPTED = re.compile(r"^[（(][^（）()]*[年月日][）)]$")
_ADOPTING = re.compile(r"通过|审议|修订|修正|批准|令第|公布|施行")
_BANNER = re.compile(r"设为首页|收藏|欢迎|天气")
_TRAIL = re.compile(r"[^\s<>]\s*[>»›]{1,2}\s*[^\s<>]")
_WEEKDAY = re.compile(r"(?:星期|周)[一二三四五六日天]")
_TIMED = re.compile(
    r"(?:^|[-_ ])(?:\w*(?:time|date|sj|rq|info|attr|source|ly|tips?|ptime|pub\w*|meta))(?:$|[-_ ])"
)
_META = {
    **dict.fromkeys(
        ("article:published_time", "datepublished", "firstpublishedtime", "og:release_date"), META
    ),
    **dict.fromkeys(("pubdate", "publishdate", "publish_date", "dcterms.created", "dc.date"), MADE),
}
_MAX_LINE = 200
_MAX_TAG = 80  # characters of a meta tag that is a date


def published(
    blocks: list[Block],
    regions: Regions,
    skip: set[int],
    meta: Mapping[str, tuple[str, ...]],
    tail: str = "",
    data: Set[int] = frozenset(),
) -> Published:
    """The publication date with all candidates.

    Args:
        blocks: of the page.
        regions: where title, header and body are.
        skip: blocks that are rows of lists, whose dates belong to other pages.
        meta: lower-cased names and values.
        tail: a date that stands behind the title in its block.
        data: blocks of rows of data, where only a label makes a date that of publication.
    """
    found = [
        candidate
        for n in range(len(blocks))
        if n not in skip and regions.place_of(n) != "text"
        for candidate in _in_block(blocks, n, regions, n in data)
    ]
    behind = labelled_date(tail) if tail else None
    if behind is not None:
        rule, quote = f"header-{behind.rule}", behind.quote(tail)
        found.append(DateCandidate(behind.day, quote, Place.HEADER, rule, HEADER, behind.time))
    found += _in_text(blocks, regions, skip)
    found += _in_meta(meta)
    found = sorted(dict.fromkeys(found), key=lambda candidate: candidate.rank)
    known = chosen_of(tuple(found))
    if known.chosen is not None and known.chosen.rank < META:
        return known
    ago = _ago(blocks, regions)
    return msgspec.structs.replace(known, chosen=None, ago=ago) if ago else known


def _ago(blocks: list[Block], regions: Regions) -> str:
    """昨天, 3天前 behind a label of the header, or alone in one of its lines."""
    for n in range(regions.header_start, min(regions.body_start, len(blocks))):
        text = blocks[n].text
        if len(text) > _MAX_LINE or blocks[n].zone & (zones.CHROME & ~zones.SHARE):
            continue
        if WORDS.fullmatch(text):
            return text
        label = _STRONG.search(text) or _BARE.search(text)
        found = WORDS.match(text[label.end() :].lstrip()) if label else None
        if found is not None:
            return found[0]
    return ""


def chosen_of(candidates: tuple[DateCandidate, ...]) -> Published:
    """The most trusted candidate; ``conflict`` when one of another rank names another day.

    Beside a labelled publication date, the days of an update and of 生成日期 are other facts; and
    a later PubDate is no doubt of it, for most systems write there when they made the page.
    """
    if not candidates:
        return Published()
    chosen = candidates[0]
    if chosen.rank >= MADE:
        return Published(None, candidates)
    conflict = any(
        other.day != chosen.day and other.rank != chosen.rank
        for other in candidates
        if not (chosen.rank < UPDATE and _tells_of_the_page(other, chosen))
    )
    return Published(chosen, candidates, conflict)


def _tells_of_the_page(other: DateCandidate, chosen: DateCandidate) -> bool:
    """Whether a date is that of the page as a file, not that of publication."""
    made_later = other.rank >= META and other.day > chosen.day
    return made_later or other.rank in (UPDATE, GENERATED)


def _in_block(
    blocks: list[Block], n: int, regions: Regions, datum: bool
) -> Iterator[DateCandidate]:
    block = blocks[n]
    text = block.text
    if len(text) > 3 * _MAX_LINE or block.zone & (zones.CHROME & ~zones.SHARE):
        return
    where = regions.place_of(n)
    if where in ("body", "far") and len(text) > _MAX_LINE:
        return
    labels = (
        (_STRONG, LABEL, "label"),
        (_UPDATE, UPDATE, "update"),
        (_GENERATED, GENERATED, "generated"),
    )
    labelled = False
    for pattern, rank, name in labels if not text.isascii() else ():
        for candidate in after_label(pattern, rank, name, blocks, n):
            labelled = True
            yield candidate
    if labelled or datum or where != "header" or _EVENT.search(text):
        return
    if n and _OTHERS_LABEL.search(blocks[n - 1].text) and not _STRONG.search(blocks[n - 1].text):
        return  # the value of another label: 成文日期 | 2018-06-20
    if regions.in_pure_text(n) and not _is_header_like(block):
        return  # an event: 时间：… as the first line of the text
    bare = list(after_label(_BARE, BARE_LABEL, "label", blocks, n))
    yield from bare or _unlabelled(block, regions.inside_body(n))


def _is_header_like(block: Block) -> bool:
    return bool(has_cue(block.text) or _TIMED.search(block.hints))


def _in_text(blocks: list[Block], regions: Regions, skip: set[int]) -> list[DateCandidate]:
    """A source line that stands among the text's elements: the only one of its kind."""
    found = [
        msgspec.structs.replace(candidate, rank=IN_TEXT)
        for n, block in enumerate(blocks)
        if len(block.text) <= _MAX_LINE // 2 and _STRONG.match(block.text)
        if not block.zone & zones.CHROME and n not in skip and regions.place_of(n) == "text"
        for candidate in after_label(_STRONG, LABEL, "label", blocks, n)
    ]
    return found if len({candidate.day for candidate in found}) == 1 else []


def _unlabelled(block: Block, inside: bool) -> Iterator[DateCandidate]:
    """The only date of a short header line that says nothing else, or says what headers say."""
    text = block.text
    dates = find_dates(text)
    if not dates or len({date.day for date in dates}) > 1 or len(text) > _MAX_LINE:
        return
    date = dates[0]
    before = text[max(0, date.start - 8) : date.start]
    if _OTHER.search(before) or block.linked * 2 > len(text):
        return
    if _TRAIL.search(text) and not has_cue(text):
        return  # 首页 > 2018-06-29专题 > 正文
    if _WEEKDAY.search(text) and (not has_cue(text) or _BANNER.search(text)):
        return  # today
    if _ADOPTING.search(text) and not has_cue(text):
        return  # （2018年5月3日第三次会议通过）
    cue = has_cue(text) or bool(_TIMED.search(block.hints)) or bool(date.time)
    rest = len(text) - (date.end - date.start)
    plain = date.rule in ("ymd-dash", "ymd-slash", "ymd-dot") and block.tag not in ("p", "h1", "h2")
    if (rest > 12 and not has_cue(text)) or _ADOPTED.match(text):
        return
    if inside and not (cue or plain):
        return  # an adoption date under the title: （2018年5月3日）
    yield DateCandidate(
        date.day, date.quote(text), Place.HEADER, f"header-{date.rule}", HEADER, date.time
    )


def _in_meta(meta: Mapping[str, tuple[str, ...]]) -> Iterator[DateCandidate]:
    generated = {
        found.day
        for value in meta.get("others", ())
        if "生成时间" in value and (found := first_date(value)) is not None
    }
    for name, rank in _META.items():
        for value in meta.get(name, ()):
            found = first_date(value) if len(value) <= _MAX_TAG else None
            if found is not None and found.day not in generated:
                quote = f"{name}={value}"
                yield DateCandidate(
                    found.day, quote, Place.META, f"meta-{found.rule}", rank, found.time
                )
