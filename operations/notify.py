"""Hands queued messages to 企业微信, 钉钉, 飞书, mail and the like through Apprise.

Besides the crawler only this file goes out, and only to the addresses of ``[[notifications]]``.
A failure is noted in the outbox and told; it never ends a night.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import apprise

from store.config import Config, Notification
from store.database import open_store
from store.errors import OperatorError
from store.nights import start_url
from store.outbox import (
    GIVEN_UP,
    MOST_ATTEMPTS,
    UNKNOWN,
    WAITING,
    Message,
    Queued,
    claim,
    doubt,
    queue,
    queued,
    settle,
)

#: Longest reason kept of a failure, in characters.
_REASON: Final = 300

log = logging.getLogger("gongkai.notify")
_APPRISE: Final = logging.getLogger("apprise")


def address_of(target: Notification, environment: Mapping[str, str] = os.environ) -> str:
    """The Apprise URL of a target, from the environment when it says so; "" when it is not set."""
    return environment.get(target.url_from, "").strip() if target.url_from else target.url


def shown_address(target: Notification) -> str:
    """The address with its secrets taken out, for the screen."""
    channel = _channel(address_of(target))
    if channel is None:
        return "（没有有效的地址）"
    return str(channel.url(privacy=True)).partition("?")[0]  # type: ignore[no-untyped-call]


def refuse_unusable(targets: Iterable[Notification]) -> None:
    """Raise OperatorError naming every target whose address is missing or is none; not its text."""
    wrong = []
    for target in targets:
        if not address_of(target):
            wrong.append(f"  {target.name}：环境变量 {target.url_from} 没有设置")
        elif _channel(address_of(target)) is None:
            wrong.append(f"  {target.name}：地址不是 Apprise 认识的形式")
    if wrong:
        listed = "\n".join(wrong)
        raise OperatorError(f"[[notifications]] 有 {len(wrong)} 个地址不能用，请改正：\n{listed}")


def deliver(config: Config, messages: Iterable[Message], now: dt.datetime) -> Iterator[str]:
    """Queue messages, then hand over all that wait; yields a Chinese line for each that failed.

    Args:
        config: whose ``[[notifications]]`` are told; the lock of its data folder is held.
        messages: new ones; those that were queued before are passed over.
        now: the present instant, UTC.
    """
    engine, portal = open_store(config.database_url), start_url(config)
    queue(engine, portal, list(messages), now)
    for each in doubt(engine, portal):
        yield f"通知“{each.message.title}”（{each.message.target}）上次发送时被中断，是否送达不明，不再重发。"
    targets = {target.name: target for target in config.notifications}
    for each in queued(engine, portal, WAITING):
        target = targets.get(each.message.target)
        if target is None:
            yield f"通知“{each.message.title}”的收件人 {each.message.target} 已不在配置里，留待处理。"
        elif claim(engine, each, now):
            error = _sent(target, each.message)
            settle(engine, each, error)
            if error:
                yield _told(each, error)


def waiting(config: Config) -> tuple[Queued, ...]:
    """Messages that were not taken yet, those given up, and those nobody knows of."""
    return queued(open_store(config.database_url), start_url(config), WAITING, UNKNOWN, GIVEN_UP)


def _told(each: Queued, error: str) -> str:
    last = each.attempts + 1 >= MOST_ATTEMPTS
    after = "已失败多次，不再重试" if last else "下次再试"
    return f"通知“{each.message.title}”没有发给 {each.message.target}（{error}），{after}。"


def _sent(target: Notification, message: Message) -> str:
    """Hand a message over; "" when it was taken, else why not. Secrets are not in the reason."""
    channel = _channel(address_of(target))
    if channel is None:
        return "地址没有设置或不能识别"
    reasons: list[str] = []
    handler = _Reasons(reasons)
    _APPRISE.addHandler(handler)
    try:
        taken = channel.notify(
            body=message.body, title=message.title, body_format=apprise.NotifyFormat.TEXT
        )
    except Exception as error:  # a plugin's fault must not end the night
        log.exception("notification failed")
        return type(error).__name__
    finally:
        _APPRISE.removeHandler(handler)
    return "" if taken else (reasons[-1] if reasons else "对方没有接收")[:_REASON]


def _channel(address: str) -> apprise.NotifyBase | None:
    asset = apprise.AppriseAsset(secure_logging=True, async_mode=False)
    asset.app_id, asset.app_desc, asset.app_url = "Gongkai", "公开", ""
    found = apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    return found if isinstance(found, apprise.NotifyBase) else None


class _Reasons(logging.Handler):
    """Gathers what Apprise says of a failure; it gives back only True or False."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._reasons = reasons

    def emit(self, record: logging.LogRecord) -> None:
        self._reasons.append(" ".join(record.getMessage().split()))
