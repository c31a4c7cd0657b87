# ruff: noqa: E501 — markup is kept on one line
from __future__ import annotations

import pytest

from store.facts import PageFacts
from tests.crawler.reading.pages import TEXT, read

TITLES = [f"关于开展第{n}批文化项目申报的通知" for n in range(1, 11)]


def href(n: int) -> str:
    return f"/tzgg/201806/t201806{n + 10}_{n}.html"


def rows(pattern: str) -> str:
    return "".join(
        pattern.format(
            href=href(n), title=title, day=f"2018-06-{n + 10}", md=f"06-{n + 10}", d=n + 10
        )
        for n, title in enumerate(TITLES)
    )


SHAPES = {
    "ul": "<ul>" + rows('<li><span>{day}</span><a href="{href}">{title}</a></li>') + "</ul>",
    "bracket": "<ul>" + rows('<li><a href="{href}">{title}</a><em>[{day}]</em></li>') + "</ul>",
    "short date": "<ul>" + rows('<li><a href="{href}">{title}</a><em>[{md}]</em></li>') + "</ul>",
    "date inside": "<ul>" + rows('<li><a href="{href}"><i>· {title}</i><i>{day}</i></a></li>') + "</ul>",
    "table": "<table>" + rows('<tr><td>·<a href="{href}">{title}</a></td><td>({day})</td></tr>') + "</table>",
    "nested tables": "<table><tr><td>" + rows('<table><tr><td><a href="{href}">{title}</a></td><td>{day}</td></tr></table>')
    + "</td></tr></table>",
    "lines": "<td>" + rows('·<a href="{href}">{title}</a> ({day})<br>') + "</td>",
    "dl": "<dl>" + rows('<dd><a href="{href}">{title}</a><span>{day}</span></dd>') + "</dl>",
    "day apart": rows('<div class="it"><div class="d">{d}</div><div class="ym">2018-06</div><a href="{href}">{title}</a></div>'),
    "abstract": "<ul>" + rows('<li><h3><a href="{href}">{title}</a></h3><p>为推动工作，2018年5月3日，省厅召开会议，部署了有关事项并要求各地抓好落实。'
    '</p><span>{day}</span></li>') + "</ul>",
    "category": "<ul>" + rows('<li><a href="/tzgg/">[公告]</a><a href="{href}">{title}</a><span>{day}</span></li>') + "</ul>",
    "array": "<div id='l'></div><script>var list=[" + rows('{{"title":"{title}","url":"{href}","pubDate":"{day}"}},') + "];</script>",
    "bare array": "<script>var a=new Array();" + rows("a.push(['{title}','{href}','{day}']);") + "</script>",
    "jpage": '<div id="1"><script type="text/xml"><datastore><totalrecord>107</totalrecord><totalpage>8</totalpage><recordset>'
    + rows('<record><![CDATA[<li><a href="{href}">{title}</a><span>{day}</span></li>]]></record>') + "</recordset></datastore></script></div>",
}  # fmt: skip


def listing(shape: str) -> PageFacts:
    side = "<div class='side'><ul><li><a href='/a/'>机构职能</a></li><li><a href='/b/'>政策文件</a></li></ul></div>"
    return read(f"{side}<div class='list'><h2>通知公告</h2>{shape}</div>", "通知公告-某省文化厅")


@pytest.mark.parametrize("name", SHAPES)
def test_lists_of_every_shape(name: str) -> None:
    items = listing(SHAPES[name]).items
    assert [item.href for item in items] == [href(n) for n in range(10)]
    assert [item.title for item in items] == TITLES
    days = [item.listed.day.isoformat() for item in items if item.listed]
    assert days == [f"2018-06-{n + 10}" for n in range(10)]


def test_links_kept_in_scripts_are_links() -> None:
    for name in ("array", "jpage"):
        assert {href(n) for n in range(10)} <= {link.href for link in listing(SHAPES[name]).links}


def test_a_title_cut_short_is_taken_from_its_attribute() -> None:
    shape = (
        "<ul>" + rows('<li><a href="{href}" title="{title}">关于开展第...</a>{day}</li>') + "</ul>"
    )
    assert [item.title for item in listing(shape).items] == TITLES


def test_short_dates_without_a_year_need_an_address_that_has_it() -> None:
    shape = "<ul>" + rows('<li><a href="/show-{d}.html">{title}</a>[{md}]</li>') + "</ul>"
    items = listing(shape).items
    assert len(items) == 10
    assert all(item.listed is None for item in items)


def test_lists_broken_into_groups_of_five_are_one() -> None:
    parts = rows('<li><a href="{href}">{title}</a>{day}</li>').split("</li>")
    broken = f"<ul>{'</li>'.join(parts[:5])}</li></ul><ul>{'</li>'.join(parts[5:])}</ul>"
    assert len(listing(f"<div>{broken}</div>").items) == 10


def test_related_articles_under_a_text_are_no_list_of_the_page() -> None:
    related = "<div class='xgyd'><h3>相关阅读</h3>" + SHAPES["ul"] + "</div>"
    facts = read(
        f"<h1>关于做好有关工作的通知</h1><div>发布时间：2018-06-01</div><div>{TEXT}</div>{related}"
    )
    assert facts.items == ()
    assert facts.published.chosen is not None
    assert facts.published.chosen.day.isoformat() == "2018-06-01"


def test_an_empty_column_has_no_items() -> None:
    assert listing("<ul><li>暂无信息</li></ul>").items == ()


def test_menus_are_no_lists() -> None:
    menu = "".join(f"<li><a href='/{n}/'>栏目{n}</a></li>" for n in range(12))
    assert listing(f"<ul>{menu}</ul>").items == ()


@pytest.mark.parametrize(
    "row",
    [
        "<li><a href='/a/1.html'>关于做好某项工作的通知</a><span>2018-06-29</span></li>",
        "<li><a href='/a/1.html'>关于做好某项工作的通知</a><span>发布时间：2018-06-29</span></li>",
        "<tr><td><a href='/a/1.html'>关于做好某项工作的通知</a></td><td>2018-06-29</td></tr>",
    ],
)
def test_a_list_of_one_entry(row: str) -> None:
    wrapper = "<table>{}</table>" if row.startswith("<tr") else "<ul>{}</ul>"
    facts = read(f"<h2>通知公告</h2>{wrapper.format(row)}", "通知公告-某省文化厅")
    assert [item.href for item in facts.items] == ["/a/1.html"]
    assert facts.title == "通知公告"


@pytest.mark.parametrize(
    "line",
    ["更新日期：2018-12-01", "<p>栏目简介：" + "本栏目公开省文化厅的通知和公告。" * 50 + "</p>"],
)
def test_a_list_under_an_update_line_or_a_long_introduction_is_still_a_list(line: str) -> None:
    facts = read(
        f"<div><h2>通知公告</h2><div>{line}</div>{SHAPES['ul']}</div>", "通知公告-某省文化厅"
    )
    assert len(facts.items) == 10


def test_a_home_page_shows_its_dated_boxes_and_no_date_of_its_own() -> None:
    box = "<div class='box'><h3><a href='/x/'>栏目</a><a href='/x/'>更多&gt;&gt;</a></h3>{}</div>"
    facts = read(f"<div>今天是2018年12月20日　星期四</div>{box.format(SHAPES['ul'])}")
    assert len(facts.items) == 10
    assert facts.published.chosen is None


def test_a_featured_entry_leads_its_list() -> None:
    featured = (
        "<div class='first'><h3><a href='/1.html'>省厅召开党组会议研究工作</a></h3><p>6月28日，省厅召开党组会议，研究部署了有关工作。"
        "<a href='/1.html'>[详细]</a></p><span>2018-06-29</span></div>"
    )
    items = listing(featured + SHAPES["ul"]).items
    assert len(items) == 11
    assert items[0].title == "省厅召开党组会议研究工作"
    assert items[0].listed is not None
    assert items[0].listed.day.isoformat() == "2018-06-29"
