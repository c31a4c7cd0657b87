"""QR codes on the pages that list accounts: whether they decode, and whether their links open.

One ``Probe`` of kind "account-codes", ``subject`` being the portal's host. Data: pages, images
[{page, image, words (its alt), marked (words or name say that it is a QR code), status, error,
digest, unread (why it is no picture), codes [text]}], links [{target, text, hops, final, as
``wire.Answer.record``}]. Pictures and links are asked for as in ``outside``; pixels and number are
bounded, nothing of a picture is kept but its digest.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from crawler.probes.links import follow
from crawler.probes.outside import Outside
from store.addresses import resolve
from store.evidence import digest_of
from store.snapshot import Probe

KIND: Final = "account-codes"
SECONDS: Final = 30.0
#: Pictures and links that are looked at, pixels and characters of one.
MOST_IMAGES: Final = 30
MOST_LINKS: Final = 10
MOST_PIXELS: Final = 16_000_000
_LONGEST: Final = 300

_MARK: Final = re.compile(
    r"二维码|扫一扫|扫码|qr.?code|qrcode|erweima|ewm|weixin|wechat|/wx", re.IGNORECASE
)
_FORMATS: Final = ("PNG", "JPEG", "GIF", "BMP", "WEBP")


@dataclass(frozen=True)
class Picture:
    """A picture as it stands on a page."""

    page: str
    url: str
    words: str

    @property
    def marked(self) -> bool:
        """Whether its words or its name say that it is a QR code."""
        return bool(_MARK.search(f"{self.words} {self.url}"))


def pictures(body: bytes, page: str, *, marked_only: bool) -> Iterator[Picture]:
    """The pictures of a page, each address once."""
    seen: set[str] = set()
    for node in LexborHTMLParser(body).css("img[src]"):
        url = resolve(page, node.attributes.get("src") or "")
        words = " ".join(filter(None, (node.attributes.get("alt"), node.attributes.get("title"))))
        found = Picture(page, url, words[:100])
        if url and url not in seen and (found.marked or not marked_only):
            seen.add(url)
            yield found


async def decode_all(outside: Outside, found: Sequence[Picture], host: str) -> Probe:
    """Fetch pictures, decode them, and try the links that they hold."""
    images = []
    for picture in found[:MOST_IMAGES]:
        if outside.visitor.budget.spent():
            break
        images.append(await _image(outside, picture))
    texts = dict.fromkeys(text for image in images for text in image["codes"])
    links = [await _link(outside, text) for text in _addresses(texts)]
    pages = list(dict.fromkeys(picture.page for picture in found))
    data = {"pages": pages, "offered": len(found), "images": images, "links": links}
    return Probe(KIND, host, dt.datetime.now(dt.UTC), data)


async def _image(outside: Outside, picture: Picture) -> dict[str, Any]:
    answer = await outside.ask(picture.url)
    told = {
        "page": picture.page, "image": picture.url, "words": picture.words,
        "marked": picture.marked, "codes": [], "unread": "", **answer.record(),
    }  # fmt: skip
    if not answer.works or not answer.body:
        return told
    codes, unread = decoded(answer.body)
    return {**told, "digest": digest_of(answer.body), "codes": codes, "unread": unread}


def decoded(body: bytes) -> tuple[list[str], str]:
    """The texts of the QR codes in a picture, and why it could not be read ("" when it was)."""
    import zxingcpp  # with Pillow 3 MB, and most nights have no such picture
    from PIL import Image

    try:
        with Image.open(io.BytesIO(body), formats=_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                return [], "图片过大"
            grey = image.convert("L")
    except (OSError, ValueError, SyntaxError) as error:
        return [], f"不是可读取的图片（{type(error).__name__}）"
    kinds = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    found = zxingcpp.read_barcodes(grey, formats=kinds)
    return [code.text[:_LONGEST] for code in found if code.text], ""


def _addresses(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if text.startswith(("http://", "https://"))][:MOST_LINKS]


async def _link(outside: Outside, text: str) -> dict[str, Any]:
    answer, method, hops = await follow(outside, resolve(text, text) or text)
    return {**answer.record(), "target": text, "text": "", "hops": hops, "final": answer.url,
            "method": method}  # fmt: skip
