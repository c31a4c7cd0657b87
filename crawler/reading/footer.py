"""Who runs the site, as its footer says, and where the footer begins."""

from __future__ import annotations

import re

from crawler.reading import zones
from crawler.reading.outline import Block, Outline
from crawler.reading.written import words_of, written_markup
from store.facts import Identity

_SIGNS = re.compile(
    r"网站标识码|ICP\s*备|公网安备|公安备案|版权所有|主办单位\s*[:：]|主办\s*[:：]|主办方|承办单位\s*[:：]|^[主承]办单位$|Copyright|&copy;|©",
    re.IGNORECASE,
)
_OWN_SIGNS = re.compile(r"网站标识码|ICP\s*备|公网安备|公安备案|版权所有", re.IGNORECASE)
_CODE = re.compile(r"(?:网站)?标识码?\s*(?:编?号)?\s*[:：]?\s*([A-Za-z]{2}\d{8}|\d{10})(?!\d)")
_ICP = re.compile(
    r"[\u4e00-\u9fff]\s?ICP\s?[备证]\s?(?:案?号?\s?[:：]?\s?)?\d{6,12}\s?号?(?:\s?-\s?\d{1,3})?",
    re.IGNORECASE,
)
_POLICE = re.compile(
    r"(?:公网安备案?|公安(?:机关)?(?:备案|联网备案)(?:号|编号)?|公网备案)\s*号?\s*[:：]?\s*([\d-]{11,22})(?!\d)"
)
_RECORD_CODE = re.compile(r"recordcode=([\d-]{11,20})", re.IGNORECASE)
_STOP = (
    r"(?=\s|[|｜;；,，。]|$|(?:联系)?电话|地址|邮编|邮政|传真|网站|承办|主办|协办|版权|技术|备案|维护|运维|ICP"
    r"|[\u4e00-\u9fff]ICP|Copyright)"
)
_ORGANIZER = re.compile(
    rf"(?:主\s*办(?:单位|方)?\s*[:：]|主管单位\s*[:：]|(?:^|\n)主\s*办单位(?=\n))\s*([^\s|｜;；,，。:：]{{2,40}}?){_STOP}"
)
_UNDERTAKER = re.compile(
    rf"(?:承\s*办(?:单位|方)?\s*[:：]|(?:^|\n)承\s*办单位(?=\n))\s*([^\s|｜;；,，。:：]{{2,40}}?){_STOP}"
)
_PHONE = re.compile(
    r"(?:联系电话|咨询电话|值班电话|办公电话|网站电话|联系方式|联系我们|总机|电\s*话|热线|TEL)\s*[:：]\s*([\d(（][\d()（）\-—－\s/、]{5,40}\d)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:联系地址|单位地址|办公地址|地\s*址)\s*[:：]\s*([^\s|｜;；:：]{4,60})")
_ADDRESS_END = re.compile(r"(?:邮政编码|邮编|电话|联系电话|传真|网站|ICP|版权|主办|承办|技术).*$")
#: Words of a footer in a script that writes it, plain or escaped.
_WRITTEN = ("标识码", "ICP", "主办", "承办", "备案", "recordcode", "%u")
_LAST_PART = 0.5  # of the blocks: signs before this are not the footer's


def footer_start(out: Outline, body_end: int) -> int:
    """Index of the first block of the footer; the number of blocks when there is none."""
    blocks = out.blocks
    for n in range(int(len(blocks) * _LAST_PART), len(blocks)):
        block = blocks[n]
        if block.zone & zones.FOOTER or _is_signed(block.text, n < body_end):
            return n
    return len(blocks)


def _is_signed(text: str, inside: bool) -> bool:
    """Whether signs of a footer stand in a text; a body names organisers of its own."""
    if len(text) >= 400 or (inside and text.isascii()):
        return False
    if text.isascii():
        lower = text.lower()
        return "copyright" in lower or "&copy;" in lower
    return (_OWN_SIGNS if inside else _SIGNS).search(text) is not None


def identity_of(out: Outline, start: int, marks: tuple[str, str] = ("", "")) -> Identity:
    """What the footer says; where a script writes it, what the script writes.

    Args:
        out: the page.
        start: index of the footer's first block.
        marks: targets of the badge and of the error report.
    """
    text = "\n".join(block.text for block in out.blocks[start:])
    text = "\n".join([text, *_zoned(out.blocks[:start])]).strip()
    markup = written_markup(out.scripts, _WRITTEN)
    everywhere = f"{text}\n{words_of(markup)}" if markup else text
    links = " ".join(anchor.href for anchor in out.anchors)
    police = _first(_POLICE, everywhere) or _first(_RECORD_CODE, f"{links} {markup}")
    icp = _ICP.search(everywhere)
    return Identity(
        site_code=_first(_CODE, everywhere),
        icp="".join(icp[0].split()) if icp else "",
        police=police,
        organizer=_first(_ORGANIZER, everywhere),
        undertaker=_first(_UNDERTAKER, everywhere),
        phone=" ".join(_first(_PHONE, everywhere).split()),
        address=_ADDRESS_END.sub("", _first(_ADDRESS, everywhere)).strip(" ,，"),
        badge=marks[0],
        error_report=marks[1],
    )


def _zoned(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if block.zone & zones.FOOTER]


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1].strip() if match else ""
