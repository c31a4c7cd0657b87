from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.filenames import file_name

NAME = "2018年部门预算（公开）.pdf"
UTF8, GBK = NAME.encode(), NAME.encode("gb18030")
WORD = base64.b64encode(UTF8).decode()


def wire(raw: bytes) -> str:
    """A header as it arrives: bytes as Latin-1."""
    return raw.decode("latin-1")


@pytest.mark.parametrize(
    "header",
    [
        f"attachment; filename*=UTF-8''{quote(NAME)}",
        f"attachment; filename*=utf-8'zh-cn'{quote(NAME)}",
        f"attachment; filename*=GBK''{quote(GBK)}",
        f"attachment; filename*=gb2312''{quote(GBK)}",
        f"attachment; filename*=UTF-8''{quote(GBK)}",
        f"attachment; filename*=nonsense''{quote(NAME)}",
        f"attachment; filename*=\"UTF-8''{quote(NAME)}\"",
        f"attachment; filename*={quote(NAME)}",
        f"attachment;filename=\"budget.pdf\";filename*=UTF-8''{quote(NAME)}",
        f"attachment;filename*=UTF-8''{quote(NAME)};filename=budget.pdf",
        wire(b"attachment; filename*=UTF-8''" + UTF8),
        wire(b"attachment; filename=" + UTF8),
        wire(b'attachment; filename="' + UTF8 + b'"'),
        wire(b"attachment; filename=" + GBK),
        wire(b'inline;filename="' + GBK + b'"; size=12'),
        wire(b'attachment; filename="' + UTF8),  # never closed
        wire(wire(UTF8).encode()).join(["attachment; filename=", ""]),  # encoded twice
        f"attachment; filename={NAME}",  # decoded by the library
        f'attachment; filename="{quote(NAME)}"',
        f"attachment; filename={quote(GBK)}",
        f'attachment; filename="=?UTF-8?B?{WORD}?="',
        f"attachment; filename==?utf-8?b?{WORD}?=",
        f"attachment; filename==?GBK?B?{base64.b64encode(GBK).decode()}?=",
        f"attachment; FileName = {quote(NAME)}",
        f"attachment; filename*0*=UTF-8''{quote(NAME)[:36]}; filename*1*={quote(NAME)[36:]}",
        wire(b'attachment; filename="C:\\\\docs\\\\' + UTF8 + b'"'),
        wire(b'attachment; filename="/tmp/' + UTF8 + b'"'),
        wire(b"filename=" + UTF8),
    ],
)
def test_one_name_in_all_the_ways_portals_write_it(header: str) -> None:
    assert file_name(header) == NAME


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("attachment", ""),
        ("", ""),
        ('attachment; filename=""', ""),
        ('attachment; filename="a \\"b\\" c.doc"', 'a "b" c.doc'),
        ("attachment; filename=a b.doc", "a b.doc"),
        ('attachment; filename="a;b.doc"', "a;b.doc"),
        ('attachment; filename="100%.doc"', "100%.doc"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename=".."', ""),
        ('attachment; filename="a\x00b.doc"', "ab.doc"),
        (wire("attachment; filename=誠.doc".encode("gbk")), "誠.doc"),
        (wire('attachment; filename="餦"'.encode("gbk")), "餦"),  # second byte a backslash
        ("attachment; filename=caf\xe9.doc", "caf\xe9.doc"),
    ],
)
def test_names_that_need_care(header: str, name: str) -> None:
    assert file_name(header) == name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (f"http://a.gov.cn/{quote(NAME)}?x=1", NAME),
        (f"http://a.gov.cn/files/{quote(GBK)}", NAME),
        ("http://a.gov.cn/", ""),
        ("", ""),
    ],
)
def test_the_address_stands_in_for_a_missing_name(url: str, name: str) -> None:
    assert file_name("attachment", url) == name
    assert file_name("attachment; filename=b.doc", url) == "b.doc"


@given(st.text(max_size=200))
def test_no_header_raises_and_no_name_has_a_folder(header: str) -> None:
    name = file_name(header)
    assert "/" not in name
    assert "\\" not in name
    assert len(name) <= 255
