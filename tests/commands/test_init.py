"""``gongkai init`` against served portals: what it writes loads, and a night can begin with it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import audit
from crawler.first_crawl import first_look
from crawler.page_reader import PageReader
from crawler.run import crawl, find_and_store_columns
from operations.first_config import Draft, confirmations, first_config, write_config
from store.config import Crawl, Network, load
from store.errors import NightUnusable, OperatorError
from store.first_look import ColumnSeen, Confidence, FirstLook, Found, HostSeen, SystemSeen
from store.loading import snapshot_of
from store.nights import open_night
from tests.portal.build import build
from tests.portal.dns_server import resolving
from tests.portal.model import DEPARTMENT, ICP, POLICE, SITE_CODE, Resource
from tests.portal.other_styles import Style
from tests.portal.server import Served, serving
from tests.portal.style_asp import ASP
from tests.portal.style_jcms import JCMS
from tests.portal.style_vsb import VSB

ROOT = Path(__file__).resolve().parents[2]
FAST = Crawl(rate=2000.0, concurrency=16, max_pages=120)


def quiet(step: str, done: int, total: int) -> None:
    """Nobody watches a test."""


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as pool:
        yield pool


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving(build()) as running:
        yield running


def init(*arguments: str) -> Result:
    return CliRunner().invoke(audit.app, ["init", *arguments])


def test_a_first_config_is_written_loads_and_a_night_begins_with_it(
    served: Served, tmp_path: Path, reader: PageReader
) -> None:
    path = tmp_path / "config.toml"
    fast = ("--pages", "120", "--rate", "2000", "--contact", "xxzx@example.gov.cn")
    result = init(served.local_url, "-o", str(path), *fast)
    assert result.exit_code == 0, result.output
    config = load(path)
    portal = config.portal
    assert (portal.name, portal.organizer) == (DEPARTMENT, DEPARTMENT)
    assert (portal.site_code, portal.icp, portal.police) == (SITE_CODE, ICP, POLICE)
    assert portal.hosts == (f"127.0.0.1:{served.port}",)
    assert config.crawl.contact == "xxzx@example.gov.cn"
    kinds = {column.name: column.kinds for column in config.columns}
    assert kinds["财政预决算"] == ("财政预决算",)
    assert kinds["建议提案办理"] == ("建议提案",)
    text = path.read_text("utf-8")
    assert "建站系统:拓尔思 TRS WCM" in text
    assert "读自页脚“网站标识码”" in text
    assert '# name = "文化资源库"' in text  # its kind is not known
    assert "文化资源库" not in kinds
    for words in ("需要确认", "[plan] year", "[reports] citation_prefix", "只看了一部分"):
        assert words in result.output

    night = open_night(config, dt.datetime.now(dt.UTC), dt.date(2018, 12, 20))
    crawl(night, quiet, reader)
    find_and_store_columns(night, quiet)
    found = snapshot_of(night)
    assert found.home.facts.identity.site_code == SITE_CODE
    assert found.columns_of("budget")[0].source == "config"

    again = init(served.local_url, "-o", str(path))
    assert isinstance(again.exception, OperatorError)
    assert "--force" in str(again.exception)
    assert path.read_text("utf-8") == text


def test_a_bounded_crawl_is_bounded_and_leaves_nothing_behind(
    served: Served, tmp_path: Path, reader: PageReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = sum(served.hits.values())
    look = first_look(
        served.local_url, FAST.model_copy(update={"max_pages": 20}), quiet, None, reader
    )
    under_way = 8 * FAST.concurrency  # what is not yet durable when the bound is met
    assert sum(served.hits.values()) - before <= 20 + under_way + 1
    assert look.left > 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("style", "system"), [(JCMS, "大汉 JCMS"), (VSB, "博达 VSB"), (ASP, "ASP 或 ASP.NET 网站")]
)
def test_other_systems_are_told_by_their_signs(
    style: Style, system: str, reader: PageReader
) -> None:
    portal = style.build()
    with serving(portal) as running, resolving(portal.dns) as names:
        network = Network(nameservers=(f"127.0.0.1:{names.port}",))
        url = f"http://{portal.host}:{running.port}/"
        look = first_look(url, FAST, quiet, network, reader)
    assert system in {each.name for each in look.systems}
    assert look.facts["site_code"].value == SITE_CODE
    assert any("通知公告" in column.kinds for column in look.columns)
    unseen = {host.host.partition(":")[0] for host in look.hosts if not host.crawled}
    assert set(portal.further_hosts) <= unseen
    config = tomllib.loads(first_config(look, Draft()))
    assert config["portal"]["hosts"][0] == f"{portal.host}:{running.port}"


def test_a_home_page_that_moved_to_another_site_is_told(reader: PageReader) -> None:
    portal = build()
    away = Resource(b"", headers={"Location": "http://other.example.invalid/"}, status=302)
    moved = replace(portal, files={**portal.files, "/": away})
    with (
        serving(moved) as running,
        pytest.raises(OperatorError, match=r"跳转到了另一个网站 http://other\.example"),
    ):
        first_look(running.local_url, FAST, quiet, None, reader)


def test_a_portal_that_cannot_be_reached_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    result = init("http://127.0.0.1:9/", "-o", str(path))
    assert isinstance(result.exception, NightUnusable)
    assert "无法取得首页" in str(result.exception)
    assert not path.exists()
    assert isinstance(init("不是 网址", "-o", str(path)).exception, OperatorError)
    unsendable = init("http://127.0.0.1:9/", "-o", str(path), "--contact", "信息中心")
    assert "contact：要写进 HTTP 请求头" in str(unsendable.exception)


# -- the writer ---------------------------------------------------------------------------------

URL = "http://www.example.gov.cn/"
HOSTILE = '"]\n[store]\ndatabase = "postgresql://evil"\x00\u2028# 名'


def keys(text: str) -> list[str]:
    """Tables and keys in order, those that are commented out too."""
    found = re.findall(r"^#?\s*(\[\[?[\w.]+\]\]?|[a-z_]+(?= =))", text, re.M)
    return list(dict.fromkeys(found))


def test_the_file_has_the_keys_of_the_shipped_one_in_its_order() -> None:
    shipped = (ROOT / "config.toml").read_text("utf-8")
    written = first_config(
        FirstLook(URL, hosts=(HostSeen("www.example.gov.cn", 3, True),)), Draft()
    )
    assert keys(written) == keys(shipped)
    comments = [line for line in shipped.splitlines() if line.startswith("# ")]
    kept = sum(line in written for line in comments)
    assert kept > 0.75 * len(comments)


def test_what_is_unknown_is_left_commented(tmp_path: Path) -> None:
    look = FirstLook(URL, hosts=(HostSeen("www.example.gov.cn", 3, True),))
    text = first_config(look, Draft())
    path = tmp_path / "config.toml"
    write_config(path, text, force=False)
    config = load(path)
    assert config.portal.name == "www.example.gov.cn"
    assert config.portal.site_code == ""
    for line in ('# site_code = ""   # 待确认', '# contact = ""   # 待确认'):
        assert line in text
    told = "\n".join(confirmations(look, Draft()))
    for words in (
        "没有读到门户名称",
        "没有读到网站标识码",
        "一个栏目也没有认出",
        "[crawl] contact",
    ):
        assert words in told
    with pytest.raises(OperatorError, match="不覆盖"):
        write_config(path, "", force=False)
    write_config(path, text, force=True)


def test_words_of_a_portal_cannot_leave_their_line(tmp_path: Path) -> None:
    column = ColumnSeen(HOSTILE, ("动态要闻",), URL, Confidence.HIGH, HOSTILE, HOSTILE, 3)
    unsure = replace(column, confidence=Confidence.LOW, kinds=())
    look = FirstLook(
        URL,
        {key: Found(HOSTILE, HOSTILE, HOSTILE, 2, (HOSTILE,)) for key in ("name", "organizer")},
        (HostSeen("www.example.gov.cn", 1, True), HostSeen(HOSTILE, 2, False)),
        (SystemSeen(HOSTILE, HOSTILE, HOSTILE, 1),),
        (column, unsure),
        ((HOSTILE, 1),),
        left=4, refused=2, blocked=1,
    )  # fmt: skip
    text = first_config(look, Draft(file=HOSTILE, contact="a@b.cn"))
    data = tomllib.loads(text)
    assert set(data) == {
        "portal", "crawl", "network", "plan", "columns", "site", "registers", "checks", "findings",
        "letters", "reports", "store", "schedule",
    }  # fmt: skip
    assert data["store"]["database"] == ""
    assert len(data["columns"]) == 1
    assert data["portal"]["name"].startswith('"] [store]')
    told = confirmations(look, Draft())
    assert all("\n" not in line and "\x00" not in line for line in told)
    assert sum("robots.txt" in line or "防护" in line or "只看了" in line for line in told) == 3
