"""The served site: read-only, bounded, no way out of its folder, hostile text is text."""

from __future__ import annotations

import datetime as dt
import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
import uvicorn
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from reports.serving import app as serving
from store.errors import OperatorError, TookTooLong
from store.facts import PageFacts
from store.nights import Night, State, open_night, set_state, store_columns
from store.readonly import open_readonly, within
from store.titles import index_titles
from tests.commands.judged import folder_with, judged
from tests.reports import builders
from tests.reports.browsing import NARROW, WIDE, chromium, violations, watched
from tests.store.records import discover, fetch, recorder_of

HOST = "http://wht.example.gov.cn"
EVIL = "</title><script>alert(1)</script><img src=x onerror=alert(1)>\u202e预算"
PAGES = {f"{HOST}/a.html": "2018年部门预算公开说明", f"{HOST}/b.html": EVIL}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three judged runs with columns, captured titles and report files."""
    base = folder_with(tmp_path_factory.mktemp("served"))
    _capture(base)
    for number, fails in enumerate((builders.fails(), builders.fails()[1:], _poisoned()), 1):
        night = judged(base, [*fails, *builders.others()], dt.date(2018, 12, 18 + number))
        store_columns(night, [builders.column("财政预决算", "/czyjs/", 10 + number, 12, True)])
    report = base / "out" / "00001"
    report.mkdir(parents=True)
    (report / "index.html").write_text("<h1>报告</h1>", "utf-8")
    (report / ".draft.html").write_text("秘密", "utf-8")
    (base / "secret.txt").write_text("秘密", "utf-8")
    (report / "link.txt").symlink_to(base / "secret.txt")
    return base


def _capture(base: Path) -> None:
    night: Night = open_night(
        _config(base), dt.datetime.now(dt.UTC), dt.date(2018, 12, 18), fresh=True
    )
    recorder = recorder_of(night)
    for target in discover(night, *PAGES):
        title = PAGES[target.url]
        recorder.commit(fetch(recorder, target, title.encode(), PageFacts(title=title)))
    recorder.close()
    set_state(night, State.UNUSABLE)
    assert index_titles(night.engine) == 2
    assert index_titles(night.engine) == 0


def _poisoned() -> list[Any]:
    first, *rest = builders.fails()
    return [msgspec.structs.replace(first, message=EVIL, subject_title=EVIL), *rest]


def _config(base: Path) -> Any:
    from store.config import load

    return load(base / "config.toml")


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(serving.application(_config(folder)), raise_server_exceptions=False) as asked:
        yield asked


def words(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return " ".join(LexborHTMLParser(answer.text).css_first("main").text().split())


# -- what is shown -------------------------------------------------------------------------------


def test_all_runs_are_listed_and_lead_to_their_reports(client: TestClient) -> None:
    told = words(client, "/")
    assert "第 2 次" in told
    assert "2018年12月20日" in told
    assert client.get("/reports/00001/index.html").text == "<h1>报告</h1>"


def test_findings_are_found_by_words_of_all_kinds(client: TestClient) -> None:
    for asked in (
        "三公",
        "甘文旅-2018-0003",
        "预算、决算公开表格",
        "P020180306_yusuan",
        "部门 政府性基金",
    ):
        assert "甘文旅-2018-0003" in words(client, f"/search?q={quote(asked)}"), asked
    assert "问题 0 个" in words(client, "/search?q=subject_title"), "a key of the JSON"
    assert "问题 0 个" in words(client, f"/search?q={quote('三公 没有的词')}")
    assert "问题 0 个" in words(client, "/search?q=%25")


def test_captured_titles_are_found(client: TestClient) -> None:
    told = words(client, f"/search?q={quote('部门预算公开')}")
    assert "网页和附件 1 个" in told
    assert f"{HOST}/a.html" in told


def test_a_column_is_shown_over_the_runs(client: TestClient) -> None:
    assert "财政预决算" in words(client, "/columns")
    told = words(client, f"/column?url={quote(HOST + '/czyjs/')}")
    assert "第 4 次2018年12月21日13+112完整" in told


def test_two_runs_are_compared(client: TestClient) -> None:
    told = words(client, "/compare?old=2&new=3")
    assert "有 1 项判定不同" in told
    assert "陇原省文化厅2018年部门预算公开情况说明" in told
    assert "判定相同" in words(client, "/compare?old=2&new=2")
    assert client.get("/compare?old=2&new=99").status_code == 404
    assert "不是巡检编号" in client.get("/compare?old=2&new=-1").text


# -- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/reports/../secret.txt", "/reports/%2e%2e/secret.txt", "/reports/..%2fsecret.txt",
        "/reports/00001/%2e%2e/%2e%2e/%2e%2e/secret.txt", "/reports//etc/passwd",
        "/reports/..%5c..%5csecret.txt", "/reports/00001/link.txt", "/reports/00001/.draft.html",
        "/reports/%00", "/reports/../data/gongkai.sqlite", "/config.toml", "/static/../secret.txt",
        "/reports/00001/index.html/../../../secret.txt",
    ],
)  # fmt: skip
def test_there_is_no_way_out_of_the_folder(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 400), path
    assert "秘密" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_but_looking_is_allowed(client: TestClient, method: str) -> None:
    assert client.request(method, "/search").status_code == 405


@pytest.mark.parametrize("path", ["/", "/search?q=x", "/nothing", "/reports/00001/index.html",
                                  "/static/serve.css"])  # fmt: skip
def test_every_answer_forbids_what_it_does_not_need(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_pages_have_no_script_and_hostile_text_is_text(client: TestClient) -> None:
    asked = [quote(EVIL[:50]), quote("预算"), quote("'\"><script>"), "%00%0a%ff", "a" * 500]
    for path in [*(f"/search?q={word}" for word in asked), "/compare?old=2&new=4",
                 f"/column?url={quote(EVIL)}", f"/columns?run={quote(EVIL[:10])}"]:  # fmt: skip
        answer = client.get(path)
        assert answer.status_code in (200, 404), path
        tree = LexborHTMLParser(answer.text)
        assert tree.css("script, img, style, iframe") == []
        assert not [
            k for n in tree.css("*") for k in n.attributes if k.startswith("on") or k == "style"
        ]
        assert "\u202e" not in answer.text


def test_an_unknown_host_name_is_refused(folder: Path) -> None:
    site = serving.application(_config(folder), ["127.0.0.1", "oa.example.gov.cn"])
    with TestClient(site, base_url="http://evil.example") as asked:
        assert asked.get("/").status_code == 400
    with TestClient(site, base_url="http://oa.example.gov.cn") as asked:
        assert asked.get("/").status_code == 200


def test_overlong_addresses_are_refused(client: TestClient) -> None:
    assert client.get("/search?q=" + "x" * 3_000).status_code == 414


# -- the store -----------------------------------------------------------------------------------


def test_the_store_cannot_be_written(folder: Path) -> None:
    file = folder / "data" / "gongkai.sqlite"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    engine = open_readonly(_config(folder).database_url, 5.0)
    with engine.connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(text("DELETE FROM findings"))
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before


def test_a_question_that_takes_too_long_is_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_readonly(_config(folder).database_url, 5.0)
    forever = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with engine.connect() as connection, within(0.2), pytest.raises(TookTooLong):
        connection.execute(text(forever)).scalar()
    monkeypatch.setattr(serving, "SECONDS", 0.0)
    with TestClient(serving.application(_config(folder))) as asked:
        answer = asked.get("/search?q=x")
    assert (answer.status_code, "请缩小范围" in answer.text) == (503, True)


def test_a_store_that_is_not_there_or_of_another_version_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(OperatorError, match="请先完成一次巡检"):
        open_readonly(f"sqlite:///{tmp_path / 'none.sqlite'}", 5.0)
    assert not (tmp_path / "none.sqlite").exists()
    night = judged(folder_with(tmp_path))
    with night.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    with pytest.raises(OperatorError, match="别的版本"):
        open_readonly(night.config.database_url, 5.0)


# -- in a browser --------------------------------------------------------------------------------


@contextmanager
def listening(folder: Path) -> Iterator[str]:
    """The application behind a real server on loopback; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as port:
        config = uvicorn.Config(
            serving.application(_config(folder)), log_level="warning", ws="none"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [port]}, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{port.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)


def test_every_served_page_is_accessible_and_quiet(folder: Path) -> None:
    column = quote(f"{HOST}/czyjs/", safe="")
    with listening(folder) as host, chromium() as browser:
        for size in (WIDE, NARROW):
            seen = watched(browser, size)
            for path in ("/", f"/search?q={quote('三公')}", "/search?q=alert", "/columns",
                         f"/column?url={column}", "/compare?old=2&new=3"):  # fmt: skip
                seen.page.goto(f"http://{host}{path}")
                assert (path, violations(seen.page)) == (path, [])
                wider = seen.page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert (path, wider) == (path, 0)
            assert seen.said == []
            assert seen.foreign(host) == []
