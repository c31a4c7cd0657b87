"""QR codes: decoded where they are codes, told apart from what is no picture."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from crawler.probes import codes
from crawler.probes.codes import decoded, pictures
from tests.portal.assets import PIXEL
from tests.portal.topics.accounts import qr_code

PAGE = "http://www.example.gov.cn/xmt/"
TEXT = "http://weixin.qq.com/r/文化陇原"


def written(image: Image.Image, kind: str) -> bytes:
    made = io.BytesIO()
    image.save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_a_code_decodes_whatever_the_format(kind: str) -> None:
    with Image.open(io.BytesIO(qr_code(TEXT))) as image:
        assert decoded(written(image, kind)) == ([TEXT], "")


def test_a_code_within_a_poster_decodes() -> None:
    with Image.open(io.BytesIO(qr_code(TEXT))) as code:
        poster = Image.new("RGB", (900, 600), "white")
        poster.paste(code.rotate(90), (600, 300))
    assert decoded(written(poster, "JPEG")) == ([TEXT], "")


def test_two_codes_in_one_picture() -> None:
    sheet = Image.new("L", (600, 300), "white")
    for left, text in ((0, "a.gov.cn"), (300, "b.gov.cn")):
        with Image.open(io.BytesIO(qr_code(text))) as code:
            sheet.paste(code, (left + 20, 20))
    assert sorted(decoded(written(sheet, "PNG"))[0]) == ["a.gov.cn", "b.gov.cn"]


def test_a_picture_without_a_code_has_none() -> None:
    assert decoded(PIXEL) == ([], "")


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"\x89PNG\r\n\x1a\nbroken", qr_code("x")[:200], b"<svg/>"]
)
def test_what_is_no_picture_says_so(body: bytes) -> None:
    found, why = decoded(body)
    assert found == []
    assert "不是可读取的图片" in why


def test_a_picture_of_too_many_pixels_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "MOST_PIXELS", 100)
    assert decoded(qr_code("x")) == ([], "图片过大")


def test_pictures_are_marked_by_their_words_or_name() -> None:
    body = (
        '<img src="/a.png" alt="微信二维码"><img src="/img/qrcode.png"><img src="/logo.png" alt="标志">'
        '<img src="/a.png"><img src="data:image/png;base64,xx"><img alt="二维码">'
    ).encode()
    found = list(pictures(body, PAGE, marked_only=False))
    assert [(each.url.rpartition("/")[2], each.marked) for each in found] == [
        ("a.png", True), ("qrcode.png", True), ("logo.png", False),
    ]  # fmt: skip
    assert [each.marked for each in pictures(body, PAGE, marked_only=True)] == [True, True]
