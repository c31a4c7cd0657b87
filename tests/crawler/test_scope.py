"""What belongs to the site, and where following links ends."""

from __future__ import annotations

import pytest

from crawler.scope import Scope, depth_of, pattern_of
from store.config import Crawl, Portal
from store.vocabulary import Cause, Place

HOSTS = ("h.gov.cn", "127.0.0.1:8080", "*.sub.gov.cn")


def scope(*, hosts: tuple[str, ...] = HOSTS, **crawl: object) -> Scope:
    portal = Portal(name="p", start_url=f"http://{hosts[0].lstrip('*.')}/", hosts=hosts)
    return Scope(portal, Crawl.model_validate({"trap_limit": 10, **crawl}))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://h.gov.cn/", True),
        ("https://h.gov.cn/x", True),
        ("http://h.gov.cn:8080/", True),
        ("http://www.h.gov.cn/", False),
        ("http://h.gov.cn.evil.com/", False),
        ("http://evil-h.gov.cn/", False),
        ("http://127.0.0.1:8080/x", True),
        ("http://127.0.0.1:8081/x", False),
        ("http://127.0.0.1/x", False),
        ("http://a.sub.gov.cn/", True),
        ("http://a.b.sub.gov.cn:81/", True),
        ("http://sub.gov.cn/", False),
        ("http://evilsub.gov.cn/", False),
    ],
)
def test_hosts(url: str, expected: bool) -> None:
    assert scope().covers(url) is expected


def test_without_a_wildcard_nothing_else_is_covered() -> None:
    assert not scope(hosts=("h.gov.cn",)).covers("http://x.gov.cn/")


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/whlyj/", True), ("/whlyj/a/b", True), ("/whlyj", False), ("/other/", False), ("/", False)],
)
def test_path_prefixes(path: str, expected: bool) -> None:
    assert scope(paths=("/whlyj/", "/col/")).covers(f"http://h.gov.cn{path}") is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/a.html", True),
        ("/a.pdf", True),
        ("/a.jpg", False),
        ("/A.JPG", False),
        ("/v.mp4?x=1", False),
        ("/down.jsp?f=a.jpg", True),
        ("/jpg", True),
    ],
)
def test_pictures_and_programs_are_no_documents(path: str, expected: bool) -> None:
    assert scope().is_document(f"http://h.gov.cn{path}") is expected


def refusals(urls: list[str], place: Place = Place.BODY, depth: int = 2) -> list[Cause | None]:
    judge = scope()
    return [judge.refusal(url, depth, place) for url in urls]


def test_deep_and_long_addresses_are_refused() -> None:
    judge = scope(max_depth=5)
    assert judge.refusal("http://h.gov.cn/a", 5, Place.BODY) is None
    assert judge.refusal("http://h.gov.cn/a", 6, Place.BODY) is Cause.DEPTH
    assert judge.refusal(f"http://h.gov.cn/{'a' * 1984}", 1, Place.BODY) is None
    assert judge.refusal(f"http://h.gov.cn/{'a' * 1985}", 1, Place.BODY) is Cause.INVALID


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("/list?page={}", Place.BODY),
        ("/list?pageNum={}&id=5", Place.BODY),
        ("/cal?year=20{:02}&month=1", Place.BODY),
        ("/cal?date=2018-01-{}", Place.BODY),
        ("/x?rand={}", Place.LIST),
        ("/index_{}.html", Place.PAGER),
    ],
)
def test_endless_lists_and_calendars_end(form: str, place: Place) -> None:
    found = refusals([f"http://h.gov.cn{form.format(n)}" for n in range(15)], place)
    assert found == [None] * 10 + [Cause.TRAP] * 5


@pytest.mark.parametrize(
    "form", ["/a?id={}", "/art/2018/1/1/art_{}.html", "/show?id={}&cid=3", "/t{}.html"]
)
def test_articles_are_no_trap(form: str) -> None:
    assert set(refusals([f"http://h.gov.cn{form.format(n)}" for n in range(200)])) == {None}


@pytest.mark.parametrize("form", ["/col/col{}/index.html?uid=1&pageNum={}", "/l?id={}&page={}"])
def test_each_list_has_its_own_limit(form: str) -> None:
    urls = [f"http://h.gov.cn{form.format(a, b)}" for a in range(9) for b in range(10)]
    assert set(refusals(urls, Place.PAGER)) == {None}


def test_lists_of_lists_end_too() -> None:
    urls = [f"http://h.gov.cn/l?id={n // 2}&page={n % 2}" for n in range(120)]
    assert refusals(urls) == [None] * 100 + [Cause.TRAP] * 20


def test_combinations_of_parameters_end() -> None:
    urls = [f"http://h.gov.cn/s?a={n}&b={n}&c={n}" for n in range(120)]
    assert refusals(urls) == [None] * 100 + [Cause.TRAP] * 20


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/a/b/a/b/a/b/x", None),
        ("/a/b/a/b/a/b/a/x", Cause.TRAP),
        ("/" + "/".join("abcdefghijklmnop"), None),
        ("/" + "/".join("abcdefghijklmnopq"), Cause.TRAP),
    ],
)
def test_paths_that_repeat_themselves(path: str, expected: Cause | None) -> None:
    assert refusals([f"http://h.gov.cn{path}"]) == [expected]


def test_a_trap_is_reported_by_its_pattern() -> None:
    judge = scope()
    for n in range(11):
        judge.refusal(f"http://h.gov.cn/l?page={n}", 1, Place.BODY)
    assert judge.trapped == {"h.gov.cn/l?page"}


def test_a_restart_goes_on_counting_what_was_counted_and_nothing_else() -> None:
    pages = [(f"http://h.gov.cn/{n}.html", "pager") for n in range(6)]
    articles = [(f"http://h.gov.cn/{n}.html", "list") for n in range(6, 100)]
    judge = scope()
    judge.remember([*pages, *articles])
    found = [judge.refusal(f"http://h.gov.cn/{n}.html", 1, Place.PAGER) for n in range(100, 106)]
    assert found == [None] * 4 + [Cause.TRAP] * 2


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://h.gov.cn/2018/t1_2.html", "h.gov.cn/#/t#_#.html"),
        ("http://h.gov.cn/x?b=1&a=2&a=3", "h.gov.cn/x?a&b"),
    ],
)
def test_patterns(url: str, expected: str) -> None:
    assert pattern_of(url) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [(Place.PAGER, 3), (Place.FRAME, 3), (Place.NAV, 4), (Place.LIST, 4), (Place.BODY, 4)],
)
def test_paging_and_frames_keep_their_depth(place: Place, expected: int) -> None:
    assert depth_of(place, 3) == expected
