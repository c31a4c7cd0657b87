"""What other content-management systems write: records without a page, pages called ``.doc``."""

from __future__ import annotations

from crawler.reading import read_page
from crawler.reading.documents import kind_of, read_document

MSWORD = "application/msword"


def test_records_that_a_script_fetches_are_a_list() -> None:
    """大汉 JCMS answers ``dataproxy.jsp`` with records and no page around them."""
    rows = "".join(
        f"<record><![CDATA[\n<li><a href='/art/2018/6/{n}/art_12_{n}.html'>关于第{n}项工作的通知</a>"
        f"<span>2018-06-{n:02}</span></li>]]></record>"
        for n in (11, 12, 13)
    )
    body = f"<datastore>\n<recordset>{rows}</recordset></datastore>".encode()
    assert kind_of(body, "text/html;charset=utf-8") == "html"
    facts = read_page(body, "text/html;charset=utf-8")
    assert [item.href for item in facts.items] == [
        f"/art/2018/6/{n}/art_12_{n}.html" for n in (11, 12, 13)
    ]
    assert all(item.listed for item in facts.items)


def test_a_menu_of_the_same_shape_is_no_part_of_a_dated_list() -> None:
    rows = "".join(
        f"<tr><td><a href='show.asp?id={n}'>全省文化工作会议在兰河市召开{n}</a></td>"
        f"<td>2018-6-{n} 9:05:00</td></tr>"
        for n in range(1, 7)
    )
    menu = "".join(
        f"<tr><td><a href='list.asp?classid={n}'>某栏目{n}</a></td></tr>" for n in range(9)
    )
    page = (
        f"<table><tr><td><table>{menu}</table></td><td><table><tr><td><table>{rows}</table>"
        "</td></tr></table></td></tr></table>"
    )
    facts = read_page(f"<html><body>{page}</body></html>".encode("gbk"), "text/html;charset=gbk")
    assert [item.href for item in facts.items] == [f"show.asp?id={n}" for n in range(1, 7)]


def test_a_page_sent_as_a_document_is_read_as_one() -> None:
    body = (
        "<html xmlns:w='urn:schemas-microsoft-com:office:word'><body><p>收支预算说明</p>"
        "<table><tr><td>项目</td><td>金额</td></tr><tr><td>收入</td><td>12.00</td></tr></table>"
    ).encode("gbk")
    assert kind_of(body, MSWORD, "a.doc") == "webdoc"
    facts = read_document(body, MSWORD, "a.doc")
    assert not facts.error
    assert facts.tables[0].rows == (("项目", "金额"), ("收入", "12.00"))


def test_a_page_of_the_site_sent_in_place_of_a_document_is_not() -> None:
    """Short, or full of links: an error page, whatever the Content-Type says."""
    lost = "<html><head><title>404</title></head><body>您访问的文件不存在</body></html>".encode()
    menu = "".join(f"<a href='/col{n}/'>栏目{n}</a>" for n in range(30))
    site = f"<html><body>{menu}<p>{'文件已经移走,请从首页查找。' * 40}</p></body></html>".encode()
    for body in (lost, site):
        assert "返回的是网页" in read_document(body, MSWORD, "a.doc").error
