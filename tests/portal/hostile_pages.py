"""What the hostile portal says: bodies and raw answers that break careless readers."""

from __future__ import annotations

import functools
import gzip
import io
import zipfile
import zlib

TEXT = "全省公共文化服务体系建设推进会召开，会议强调要以人民为中心推进各项工作落实。"


def page(title: str, body: str, charset: str = "utf-8", head: str = "") -> bytes:
    """A small page, encoded as it says."""
    text = (
        f'<!DOCTYPE html><html><head><meta charset="{charset}">{head}<title>{title}</title></head>'
        f"<body><h1>{title}</h1><p>发布时间：2018-11-05 09:00　来源：测试</p>{body}</body></html>"
    )
    return text.encode(charset, "xmlcharrefreplace")


def answer(
    body: bytes,
    media: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    **headers: str,
) -> bytes:
    """A whole HTTP/1.1 answer; header names written with underscores."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"Content-Type: {media}"] if media else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def redirect(target: str, status: str = "302 Found") -> bytes:
    """A redirect without a body."""
    return answer(b"", "", status, Location=target)


BAD_LINKS = (
    "http://[::1", "http://ex ample.test/a b", "javascript:void(0)", "mailto:a@b.test", "tel:0931",
    "data:text/html,<p>x</p>", "http://:80/", "http://127.0.0.1:99999/", "//", "///", "http:///x",
    "http://%zz/", "?", "#", "", " ", "file:///etc/passwd", "ftp://127.0.0.1/x", "\\\\server\\share",
    "http://xn--a-.test/", "http://127.0.0.1:port/", "C:\\网站\\通知.doc", "%E4%BD", "/%", "/a\tb",
    "http://user:pass@[v1.x]/", "http://" + "a" * 300 + ".test/", "/" + "长" * 4000, "about:blank",
    "http://0x7f000001:1/", "javascript:window.open('/opened.html')", "JaVaScRiPt:alert(1)",
)  # fmt: skip


@functools.lru_cache(maxsize=1)
def gzip_bomb() -> bytes:
    """300 MB of blanks in some 300 kB."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = squeeze.compress(page("压缩炸弹", ""))
    block = b" " * 1_000_000
    return head + b"".join(squeeze.compress(block) for _ in range(300)) + squeeze.flush()


@functools.lru_cache(maxsize=1)
def docx_bomb() -> bytes:
    """A word-processor file whose only part unpacks to 400 MB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            block = b"<w:p/>" + b" " * 999_994
            for _ in range(400):
                part.write(block)
    return buffer.getvalue()


@functools.lru_cache(maxsize=1)
def large_page() -> bytes:
    """A page of about 10 MB."""
    return page("十兆字节的网页", f"<p>{TEXT}</p>\n" * (10_000_000 // (len(TEXT.encode()) + 8)))


def many_links() -> bytes:
    """A page with 20,000 links."""
    return page(
        "两万个链接", "".join(f'<a href="/many/{n}.html">第{n}条</a>\n' for n in range(20_000))
    )


def nested() -> bytes:
    """A page nested 20,000 tags deep."""
    return page("层层嵌套", "<div>" * 20_000 + TEXT + "</div>" * 20_000)


def _truncated() -> bytes:
    whole = gzip.compress(page("截断的压缩", f"<p>{TEXT}</p>" * 400), mtime=0)
    return whole[: len(whole) // 2]


def static() -> dict[str, bytes]:
    """Raw path → raw answer, for everything that is one finite string of bytes."""
    chinese = page("编码测试", f"<p>{TEXT}</p>" * 10)
    gbk = page("编码测试", f"<p>{TEXT}</p>" * 10, "gbk")
    utf16 = "<html><title>UTF-16</title><p>发布时间：2018-11-05</p></html>".encode("utf-16")
    squeezed = gzip.compress(chinese, mtime=0)
    links = "".join(f'<a href="{href}">坏链接{n}</a>\n' for n, href in enumerate(BAD_LINKS))
    html = "text/html"
    return {
        "/robots.txt": answer(
            b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /private/\r\nnonsense\r\n\xff\xfe: \x00\r\n"
            b"Crawl-delay: 0\r\n",
            "text/plain",
        ),
        "/charset/utf8-as-gbk.html": answer(chinese, "text/html; charset=gb2312"),
        "/charset/gbk-as-utf8.html": answer(gbk, "text/html; charset=utf-8"),
        "/charset/unknown.html": answer(gbk, "text/html; charset=x-no-such-charset"),
        "/charset/utf16.html": answer(utf16, html),
        "/charset/binary.html": answer(bytes(range(256)) * 40, html),
        "/charset/mixed.html": answer(gbk + chinese, html),
        "/gzip/truncated.html": answer(_truncated(), Content_Encoding="gzip"),
        "/gzip/garbage.html": answer(b"not gzip at all" * 20, Content_Encoding="gzip"),
        "/gzip/unannounced.html": answer(squeezed),
        "/gzip/twice.html": answer(gzip.compress(squeezed, mtime=0), Content_Encoding="gzip, gzip"),
        "/gzip/unknown.html": answer(chinese, Content_Encoding="x-secret"),
        "/gzip/bomb.html": answer(gzip_bomb(), Content_Encoding="gzip"),
        "/big.html": answer(large_page()),
        "/redirect/self": redirect("/redirect/self"),
        "/redirect/a": redirect("/redirect/b"),
        "/redirect/b": redirect("/redirect/a", "301 Moved Permanently"),
        "/redirect/nowhere": answer(b"", "", "302 Found"),
        "/redirect/bad": redirect("http://[bad"),
        "/redirect/out": redirect("http://elsewhere.invalid/"),
        "/redirect/refresh.html": answer(
            page("刷新", "", head='<meta http-equiv="refresh" content="0;url=/redirect/refresh.html">')
        ),
        "/bad-links.html": answer(page("坏链接", links)),
        "/bad-base.html": answer(page("坏基址", '<a href="x">x</a>', head='<base href="http://[">')),
        "/many-links.html": answer(many_links()),
        "/nested.html": answer(nested()),
        "/nul.html": answer(chinese.replace("会议".encode(), b"\x00\x00\x1b\x0c")),
        "/empty.html": answer(b""),
        "/type/html-as-pdf.pdf": answer(chinese, "application/pdf"),
        "/type/none.html": answer(chinese, ""),
        "/type/octets.html": answer(chinese, "application/octet-stream"),
        "/type/html-as-image.png": answer(chinese, "image/png"),
        "/type/nonsense.html": answer(chinese, ";;; charset"),
        "/file/truncated.pdf": answer(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "application/pdf"),
        "/file/empty.xlsx": answer(b"", "application/vnd.ms-excel"),
        "/file/two-bytes.doc": answer(b"OK", "application/msword"),
        "/file/rtf.doc": answer(rb"{\rtf1\ansi " + b"x" * 50 + b"}", "application/msword"),
        "/file/bomb.docx": answer(docx_bomb(), "application/octet-stream"),
        "/file/not-a-zip.zip": answer(b"PK\x03\x04" + b"\x00" * 40, "application/zip"),
        "/busy/429.html": answer(b"slow down", "text/plain", "429 Too Many Requests", Retry_After="1"),
        "/busy/503.html": answer(
            b"busy", "text/plain", "503 Service Unavailable",
            Retry_After="Thu, 20 Dec 2018 00:00:00 GMT",
        ),
        "/busy/junk.html": answer(b"busy", "text/plain", "503 Busy", Retry_After="soon"),
        "/status/999.html": answer(chinese, html, "999 Request denied"),
        "/status/204.html": b"HTTP/1.1 204 No Content\r\n\r\n",
        "/status/teapot.html": answer(b"", html, "418 I'm a teapot"),
        "/header/junk.html": b"HTTP/1.1 200 OK\r\nno colon here\r\n\xd6\xd0\xce\xc4: \xff\r\n"
        b"Set-Cookie: a=\x01\x02\r\nContent-Length: %d\r\n\r\n%b" % (len(chinese), chinese),
        "/header/two-lengths.html": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\n"
        + b"<p>ab</p>",
        "/header/long.html": answer(chinese, html, X_Long="x" * 100_000),
        "/header/many.html": answer(chinese, html, **{f"X_{n}": "y" for n in range(2000)}),
        "/header/none": chinese,  # HTTP/0.9: a body and no header at all
        "/chunk/bad.html": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + chinese,
        "/chunk/cut.html": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n<html>",
        "/length/huge.html": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        b"Content-Length: 999999999999\r\n\r\n<html>",
        "/length/negative.html": b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n<html>",
        "/length/short.html": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9000"
        b"\r\n\r\n" + chinese[:300],
        "/nothing.html": b"",
        "/good.html": answer(page("正常网页", f"<p>{TEXT}</p>" * 5)),
    }  # fmt: skip
