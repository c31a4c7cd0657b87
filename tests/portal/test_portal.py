from __future__ import annotations

import copy
import csv
import io
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook
from selectolax.lexbor import LexborHTMLParser

from checks._catalogue import load
from tests.portal import attachments
from tests.portal.budget_figures import draw
from tests.portal.budget_tables import tables
from tests.portal.build import build
from tests.portal.model import AS_OF, HOST, Disclosure, Grid, Money, Portal, Resource, Site
from tests.portal.mutation import Mutation, plant
from tests.portal.mutations import DEMO_FAULTS, MUTATIONS
from tests.portal.server import SESSION
from tests.portal.traps import TRAPS

CHECKS = {
    "budget": {
        "disclosed", "published-in-time", "tables-complete", "explanations-complete",
        "classified-to-item", "three-public-expenses", "figures-agree", "machine-readable", "years-together",
    },
    "welfare": {
        "column-exists", "items-listed", "column-updated", "poverty-relief", "money-announced",
    },
    "proposals": {
        "column-exists", "all-published", "full-text", "answered-in-time", "published-in-time",
        "contacts-withheld", "overview",
    },
    "ipv6": {
        "address-published", "reachable", "name-servers", "same-content", "inner-links",
        "resources-reachable", "outbound-hosts", "success-rate", "same-inner-content",
        "inner-resources", "latency",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def portal() -> Portal:
    return build()


def html(portal: Portal) -> Iterator[tuple[str, str]]:
    """Path and text of every HTML page."""
    for path, resource in portal.files.items():
        if resource.media.startswith("text/html"):
            old = b"charset=gb2312" in resource.body[:400]
            yield path, resource.body.decode("gbk" if old else "utf-8")


def links(portal: Portal, path: str, text: str) -> Iterator[str]:
    """Raw paths of the internal links of a page, those of its paging script included."""
    for node in LexborHTMLParser(text).css("a[href], img[src], script[src], link[href]"):
        href = node.attributes.get("href") or node.attributes.get("src") or ""
        target = urljoin(f"http://{HOST}{path}", href)
        parts = urlsplit(target)
        if parts.scheme == "http" and parts.netloc == HOST:
            yield parts.path + (f"?{parts.query}" if parts.query else "")
    paging = re.search(r'createPageHTML\((\d+), \d+, "index", "html"\)', text)
    for number in range(1, int(paging[1]) if paging else 0):
        yield urljoin(path, f"index_{number}.html")


def reachable(portal: Portal) -> set[str]:
    pages = dict(html(portal))
    seen, waiting = {"/"}, ["/"]
    while waiting:
        path = waiting.pop()
        for target in links(portal, path, pages.get(path, "")):
            plain = SESSION.sub("", target)
            if plain not in seen:
                seen.add(plain)
                waiting.append(plain)
    return seen


def differences(one: Portal, other: Portal) -> set[str]:
    """What a visitor or an auditor could see of a difference."""
    paths = one.files.keys() | other.files.keys()
    found = {path for path in paths if one.files.get(path) != other.files.get(path)}
    found |= {"dns"} if one.dns != other.dns else set()
    found |= {"ipv6"} if one.ipv6 != other.ipv6 else set()
    found |= {"registers"} if one.registers != other.registers else set()
    others = ("host", "missing", "foreign", "search", "tls", "failed_visits", "further_hosts")
    return found | {name for name in others if getattr(one, name) != getattr(other, name)}


def test_it_is_as_large_as_a_department_portal(portal: Portal) -> None:
    assert sum(1 for _ in html(portal)) >= 300


def test_two_builds_are_equal_and_another_seed_is_not(portal: Portal) -> None:
    attachments.render.cache_clear()
    assert differences(portal, build()) <= {"search"}  # a function of its own in each
    assert len(differences(portal, build(seed=7))) > 300


def test_every_internal_link_resolves_and_every_page_can_be_reached(portal: Portal) -> None:
    seen = reachable(portal)
    dead = {path for path in seen if path not in portal.files} - {"/so/index.jsp"}
    assert dead == set()
    unlinked = {path for path, _ in html(portal)} - seen
    assert all(path.endswith("/index.html") for path in unlinked), unlinked


def test_the_gbk_corner_is_really_gbk(portal: Portal) -> None:
    corner = {k: r for k, r in portal.files.items() if k.startswith("/whzy/")}
    assert len(corner) >= 20
    for path, resource in corner.items():
        assert "陇原省文化厅" in resource.body.decode("gbk")
        assert unquote_to_bytes(path).decode("gbk").startswith("/whzy/")
        with pytest.raises(UnicodeDecodeError):
            resource.body.decode("utf-8")
    assert any("%" in path for path in corner)


def test_nothing_is_dated_after_the_day_of_the_audit(portal: Portal) -> None:
    shown = re.compile(r"发布时间：(\d{4}-\d\d-\d\d) \d\d:\d\d　来源")
    days = [day for _, text in html(portal) for day in shown.findall(text)]
    assert len(days) > 250
    assert max(days) <= AS_OF.isoformat()
    assert (AS_OF - max(a.day for a in portal.content.articles)).days <= 7


def test_meta_tags_agree_with_what_is_visible(portal: Portal) -> None:
    checked = 0
    for path, text in html(portal):
        tree = LexborHTMLParser(text)
        metas = {n.attributes.get("name"): n.attributes.get("content") for n in tree.css("meta")}
        assert metas["SiteIDCode"] == "6200000042", path
        title = tree.css_first("h1.title")
        if title:
            assert metas["ArticleTitle"] == title.text()
            assert str(metas["PubDate"]) in text.partition('class="info"')[2]
            checked += 1
    assert checked > 250


def amounts(grid: Grid, column: int) -> list[Money]:
    return [cell for row in grid.rows if isinstance(cell := row[column], Money)]


@pytest.mark.parametrize("place", range(8))
def test_the_tables_add_up(portal: Portal, place: int) -> None:
    disclosure = portal.content.disclosures[place]
    grids = tables(disclosure, portal.content.seed)
    assert len(grids) == 8
    for grid in (grids[1], grids[2], grids[5]):
        for column in range(2, len(grid.header[0])):
            *parts, whole = amounts(grid, column)
            assert sum(parts) == whole, (grid.title, column)
    items = [row for row in grids[4].rows if len(str(row[0])) == 7]
    for column in (2, 3, 4):
        assert sum(int(row[column]) for row in items) == grids[4].rows[-1][column]
    overview = {row[0]: row[1] for row in grids[0].rows} | {r[2]: r[3] for r in grids[0].rows}
    assert overview["收入总计"] == overview["支出总计"]
    assert overview["本年收入合计"] == grids[1].rows[-1][2]
    assert overview["本年支出合计"] == grids[2].rows[-1][2]
    assert grids[3].rows[-1][1] == grids[4].rows[-1][2]
    assert grids[5].rows[-1][2] == grids[4].rows[-1][3]
    figures = draw(disclosure, portal.content.seed)
    four = (figures.abroad, figures.car_purchase, figures.car_running, figures.reception)
    assert figures.public == sum(four) > 0
    assert not grids[7].rows
    assert "没有使用政府性基金" in grids[7].note


def of(portal: Portal, disclosure: Disclosure, ending: str) -> Resource:
    return next(
        resource
        for path, resource in portal.files.items()
        if f"{disclosure.key:06d}" in path and path.endswith(ending)
    )


def test_workbooks_open_and_hold_the_tables(portal: Portal) -> None:
    opened = 0
    for disclosure in portal.content.disclosures:
        if disclosure.form not in ("xlsx", "docx"):
            continue
        body = of(portal, disclosure, ".xlsx").body
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        grids = tables(disclosure, portal.content.seed)
        assert len(book.sheet_names) == len(grids)
        for name, grid in zip(book.sheet_names, grids, strict=True):
            rows = book.get_sheet_by_name(name).to_python()
            assert rows[0][0] == grid.title
            if grid.rows:
                last = grid.rows[-1]
                assert rows[-1][-1] == pytest.approx(int(last[-1]) / 100)
        opened += 1
    assert opened >= 4


def test_the_pdf_has_the_tables_as_text_and_the_scan_has_none(portal: Portal) -> None:
    scan = next(m for m in MUTATIONS if m.id == "pdf-is-a-scan")
    for where, expected in ((portal, True), (scan.change(portal), False)):
        body = of(where, portal.content.disclosures[3], ".pdf").body
        document = pypdfium2.PdfDocument(body)
        text = "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        assert ("一般公共预算支出表" in text and "名词解释" in text) is expected


def test_registers_agree_with_the_site(portal: Portal) -> None:
    text = portal.registers["proposals"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    main = [row for row in rows if row["主办或会办"] == "主办"]
    assert len(main) >= 12
    whole = "".join(text for path, text in html(portal) if path.startswith("/zwgk/jyta/content/"))
    for row in main:
        assert f"第{row['编号']}号" in whole
    assert f"{len(main)}件，其中" in whole
    approvals = portal.registers["budget_approvals"].decode("utf-8-sig").splitlines()
    assert len(approvals) == 1 + len(portal.content.disclosures)
    assert all(0 < (d.published - d.approved).days <= 20 for d in portal.content.disclosures)


def test_the_ids_are_unique_and_the_checks_are_known() -> None:
    ids = [m.id for m in (*MUTATIONS, *TRAPS)]
    assert len(ids) == len(set(ids))
    known = {check.id for check in load()}
    for mutation in MUTATIONS:
        assert {mutation.check, *mutation.also} <= known
    by_people = {check for check in known if check.startswith("attest.")}
    assert {mutation.check for mutation in MUTATIONS} == known - by_people
    for topic, names in CHECKS.items():
        mine = [m for m in MUTATIONS if m.check.startswith(f"{topic}.")]
        assert len(mine) >= 6
        assert sum(m.expected == "fail" for m in mine) >= 5
        assert {m.check.partition(".")[2] for m in mine} == names
    assert len(TRAPS) >= 12
    assert 10 <= len(DEMO_FAULTS) <= 14


@pytest.mark.parametrize("trap", TRAPS, ids=lambda m: m.id)
def test_every_trap_changes_something_and_leaves_the_original(
    portal: Portal, trap: Mutation
) -> None:
    """That mutations do is shown by their checks, which turn; of a trap nothing else tells."""
    before = copy.copy(portal.files)
    changed = trap.change(portal)
    assert differences(portal, changed)
    assert portal.files == before
    assert len(changed.files) > 380


@pytest.mark.parametrize(
    "change", [pytest.param(m.content, id=m.id) for m in MUTATIONS if m.content is not None]
)
def test_a_mutation_of_content_changes_the_copy_alone(
    portal: Portal, change: Callable[[Site], object]
) -> None:
    before, site = copy.deepcopy(portal.content), copy.deepcopy(portal.content)
    change(site)
    assert site != portal.content
    assert portal.content == before


def test_the_demonstration_plants_all_its_faults(portal: Portal) -> None:
    alone = [differences(portal, m.change(portal)) for m in DEMO_FAULTS]
    together = differences(portal, plant(portal, DEMO_FAULTS))
    assert set.union(*alone) <= together
