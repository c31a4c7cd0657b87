"""Notices: composed of our own words, sent once, tried again, never the end of a night."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from operations.notify import deliver, refuse_unusable, shown_address, waiting
from reports.notices import failure, notices
from store.config import Config, digest, load
from store.database import open_store
from store.errors import OperatorError
from store.nights import start_url
from store.outbox import MOST_ATTEMPTS, WAITING, Message, claim, queued
from tests.commands.judged import folder_with, gongkai, judged
from tests.reports import answered, builders

NOW = dt.datetime(2018, 12, 20, 1, 0, tzinfo=dt.UTC)


class Mailbox:
    """A server on loopback that takes what is sent to it, or refuses it."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.status = 200
        box = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if box.status == 200:
                    box.taken.append(json.loads(body))
                self.send_response(box.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"json://user:secret@127.0.0.1:{self.server.server_port}/hook"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    thread = threading.Thread(target=box.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield box
    box.server.shutdown()
    thread.join()
    box.server.server_close()


def target(url: str, events: str = '"veto", "held", "failed", "digest"', more: str = "") -> str:
    return f'\n[[notifications]]\nname = "办公室群"\nurl = "{url}"\nevents = [{events}]\n{more}\n'


def config_with(tmp_path: Path, more: str) -> Config:
    return load(folder_with(tmp_path, more) / "config.toml")


def message(key: str = "veto:1:办公室群") -> Message:
    return Message(key, "办公室群", "题", "文")


# -- what is said --------------------------------------------------------------------------------


def test_new_vetoes_are_told_without_a_word_of_the_portal(tmp_path: Path) -> None:
    config = config_with(tmp_path, target("json://x", '"veto"'))
    (told,) = notices(answered.results(), config)
    assert told.title == "陇原省文化厅门户网站新发现单项否决问题 1 个"
    assert "甘文旅-2018-0001 第5条 部门预算、决算在财政部门批复后20日内公开" in told.body
    assert "厅计划财务处，期限 2019-01-04" in told.body
    for fail in builders.fails():
        for words in (fail.message, fail.subject_title, *(e.quote for e in fail.evidence)):
            assert not words or words not in told.body


def test_a_held_night_tells_only_that(tmp_path: Path) -> None:
    config = config_with(tmp_path, target("json://x"))
    (told,) = notices(answered.results(held=("一个栏目整体消失",)), config)
    assert (told.key, "待核实放行：一个栏目整体消失" in told.body) == ("held:41:办公室群", True)


def test_a_failed_night_is_told(tmp_path: Path) -> None:
    config = config_with(tmp_path, target("json://x"))
    (told,) = notices(answered.results(ending="无法取得首页"), config)
    assert "结果不可用：无法取得首页" in told.body
    (crashed,) = failure(config, "磁盘已满", dt.date(2018, 12, 20))
    assert (crashed.key, "磁盘已满" in crashed.body) == ("failed:2018-12-20:办公室群", True)


def test_the_digest_of_an_office_comes_once_a_week(tmp_path: Path) -> None:
    more = 'office = "厅计划财务处"\nweekday = 4'
    config = config_with(tmp_path, target("json://x", '"digest"', more))
    (told,) = notices(answered.results(), config)  # 2018-12-20 is a Thursday
    assert told.key == "digest:2018-W51:办公室群"
    assert "尚未整改 4 个（单项否决 2、重要 2）" in told.body
    assert "甘文旅-2018-0005" not in told.body
    friday = config_with(tmp_path, target("json://x", '"digest"', "weekday = 5"))
    assert notices(answered.results(), friday) == ()


# -- sending -------------------------------------------------------------------------------------


def test_nothing_is_sent_twice(tmp_path: Path, mailbox: Mailbox) -> None:
    config = config_with(tmp_path, target(mailbox.url))
    for _ in range(3):
        assert list(deliver(config, [message()], NOW)) == []
    (taken,) = mailbox.taken
    assert (taken["title"], taken["message"]) == ("题", "文")
    assert waiting(config) == ()


def test_a_refused_message_is_tried_again_next_time(tmp_path: Path, mailbox: Mailbox) -> None:
    config = config_with(tmp_path, target(mailbox.url))
    mailbox.status = 500
    (told,) = deliver(config, [message()], NOW)
    assert "没有发给 办公室群" in told
    assert "下次再试" in told
    assert "secret" not in told
    assert [(each.state, each.attempts) for each in waiting(config)] == [(WAITING, 1)]
    mailbox.status = 200
    assert list(deliver(config, [], NOW)) == []
    assert len(mailbox.taken) == 1


def test_a_message_is_given_up_in_the_end(tmp_path: Path, mailbox: Mailbox) -> None:
    config = config_with(tmp_path, target(mailbox.url))
    mailbox.status = 500
    told = [line for _ in range(MOST_ATTEMPTS + 2) for line in deliver(config, [message()], NOW)]
    assert len(told) == MOST_ATTEMPTS
    assert "不再重试" in told[-1]


def test_a_message_whose_sending_was_interrupted_is_told_and_not_sent(
    tmp_path: Path, mailbox: Mailbox
) -> None:
    config = config_with(tmp_path, target(mailbox.url))
    mailbox.status = 500
    list(deliver(config, [message()], NOW))
    engine = open_store(config.database_url)
    (each,) = queued(engine, start_url(config), WAITING)
    assert claim(engine, each, NOW)
    assert not claim(engine, each, NOW), "taken already"
    mailbox.status = 200
    (told,) = deliver(config, [message()], NOW)
    assert "是否送达不明，不再重发" in told
    assert list(deliver(config, [message()], NOW)) == []
    assert mailbox.taken == []


def test_the_address_may_come_from_the_environment(
    tmp_path: Path, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = '\n[[notifications]]\nname = "甲"\nurl_from = "OFFICE_HOOK"\n'
    config = config_with(tmp_path, more)
    with pytest.raises(OperatorError, match="环境变量 OFFICE_HOOK 没有设置"):
        refuse_unusable(config.notifications)
    monkeypatch.setenv("OFFICE_HOOK", mailbox.url)
    refuse_unusable(config.notifications)
    assert list(deliver(config, [Message("k", "甲", "题", "文")], NOW)) == []
    assert len(mailbox.taken) == 1


@pytest.mark.parametrize(
    "url", ["wecombot://abcdef123456", "dingtalk://abcdefg12345", "feishu://abcdefg12345",
            "mailtos://user:secret@example.com?to=a@b.cn"],
)  # fmt: skip
def test_the_usual_channels_are_known_and_their_secrets_hidden(url: str, tmp_path: Path) -> None:
    config = config_with(tmp_path, target(url))
    refuse_unusable(config.notifications)
    shown = shown_address(config.notifications[0])
    assert shown.partition("://")[0] == url.partition("://")[0]
    assert "secret" not in shown
    assert "abcdef" not in shown


def test_an_address_that_is_none_is_refused_without_repeating_it(tmp_path: Path) -> None:
    config = config_with(tmp_path, target("nonsense-with-secret"))
    with pytest.raises(OperatorError, match="办公室群：地址不是") as refused:
        refuse_unusable(config.notifications)
    assert "secret" not in str(refused.value)


def test_secrets_are_not_in_the_digest_of_the_configuration(tmp_path: Path) -> None:
    one = digest(config_with(tmp_path, target("json://a:b@x")))
    assert one == digest(config_with(tmp_path, ""))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('name = "甲"', "url 和 url_from 要写一个"),
        ('name = "甲"\nurl = "json://x"\nurl_from = "X"', "url 和 url_from 要写一个"),
        ('name = "甲"\nurl = "json://x"\nevents = ["all"]', "只能是"),
        ('name = "甲"\nurl = 5', "应为字符串"),
        ('name = "甲"\nurl = "json://x"\n[[notifications]]\nname = "甲"\nurl = "json://y"', "重复"),
    ],
)
def test_mistakes_in_the_configuration_are_named(more: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=told) as refused:
        config_with(tmp_path, f"\n[[notifications]]\n{more}\n")
    assert "json://" not in str(refused.value)


# -- the command ---------------------------------------------------------------------------------


def test_a_dry_run_shows_and_sends_nothing(tmp_path: Path, mailbox: Mailbox) -> None:
    folder = folder_with(tmp_path, target(mailbox.url))
    judged(folder)
    told = gongkai(folder, "notify", "--dry-run")
    assert told.exit_code == 0, told.output
    assert "新发现单项否决问题 2 个" in told.output
    assert "secret" not in told.output
    assert mailbox.taken == []


def test_the_command_sends_and_again_sends_nothing(tmp_path: Path, mailbox: Mailbox) -> None:
    folder = folder_with(tmp_path, target(mailbox.url, '"veto"'))
    judged(folder)
    assert gongkai(folder, "notify").exit_code == 0
    assert gongkai(folder, "notify").exit_code == 0
    assert len(mailbox.taken) == 1
    assert mailbox.taken[0]["title"].endswith("新发现单项否决问题 2 个")


def test_without_targets_the_command_says_so(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    told = gongkai(folder, "notify")
    assert told.exit_code != 0
    assert "没有 [[notifications]]" in str(told.exception)
