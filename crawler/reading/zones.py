"""Which part of a page an element is, told by its tag, class and id, as templates name them."""

from __future__ import annotations

import re

NAV, FOOTER, CRUMB, SIDE, SHARE, RELATED, HIDDEN = 1, 2, 4, 8, 16, 32, 64

#: What is never part of an article.
CHROME = NAV | FOOTER | CRUMB | SHARE | RELATED | HIDDEN

_CLASS = re.compile(r'\s(?:class|id)="([^"]*)"')
_HIDDEN = re.compile(r'style="[^"]*display\s*:\s*none|\shidden="(?:hidden|true)?"', re.IGNORECASE)
_BY_TAG = {"nav": NAV, "footer": FOOTER, "aside": SIDE}
_EDGE, _END = r"(?:^|[-_ ])", r"(?:$|[-_ ])"
_RULES: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (bit, re.compile(pattern))
    for bit, pattern in (
        (CRUMB, r"crumb"),
        (CRUMB, rf"{_EDGE}(?:dqwz|weizhi|wzdh|(?:current_?)?(?:location|position)){_END}"),
        (NAV, rf"{_EDGE}(?:(?:main|top|sub|left|site|head|global)?-?_?(?:nav|menu)"
              rf"(?:bar|box|list|s)?\d*|daohang|caidan|dhfont|nav[a-z]*){_END}"),
        (FOOTER, rf"(?<!single)(?<!entry)(?<!article)(?<!post){_EDGE}"
                 rf"(?:foot(?:er)?\w*|copy(?:right)?|bottom\w*|dibu|banquan|yqlj|friend_?links?){_END}"),
        (SHARE, rf"{_EDGE}(?:bd)?share\w*|fenxiang|qrcode|ewm|{_EDGE}bsbox|jiathis"),
        (RELATED, rf"{_EDGE}(?:related?\w*|xgxw|xgwz|xgyd|xgjd|xgzc|reldoc\w*|article-reldocuments"
                  rf"|recommend\w*|tuijian|hot-?_?(?:news|list|title)?|comments?\w*|pinglun"
                  rf"|prev_?next|nextpage){_END}"),
        (SIDE, rf"{_EDGE}(?:side\w*|aside|widget\w*|fix-?ewm|quick_?bar|rank\w*){_END}"),
    )
)  # fmt: skip
#: One of these stands in whatever a rule matches; most names have none, and rules are slow.
_ROOTS = re.compile(
    r"crumb|dqwz|weizhi|wzdh|locat|posit|nav|menu|daohang|caidan|dhfont|foot|copy|bottom|dibu|banquan"
    r"|yqlj|friend|share|fenxiang|qrcode|ewm|bsbox|jiathis|relat|reldoc|xg[xwyjz]|recommend|tuijian"
    r"|hot|comment|pinglun|prev|nextpage|side|widget|quick|rank"
)
_OF_ARTICLE = re.compile(r"single|entry|article|post")


def of(tag: str, raw: str) -> tuple[str, int]:
    """The hint (class and id, lower case) and the zone bits of an opening tag."""
    hint = " ".join(_CLASS.findall(raw)).lower().strip() if raw else ""
    zone = _BY_TAG.get(tag, 0)
    if zone and _OF_ARTICLE.search(hint):
        zone = 0
    if ("style" in raw or "hidden" in raw) and _HIDDEN.search(raw):
        zone |= HIDDEN
    if tag in ("body", "html", "form"):
        return hint, zone & HIDDEN
    if _ROOTS.search(hint):
        for bit, pattern in _RULES:
            if pattern.search(hint):
                zone |= bit
    return hint, zone
