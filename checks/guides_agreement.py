"""Clause 18: a guide says the same on the department's site and on the service portal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from checks._declare import Setting, Settings, Topic, check, subjects
from checks._results import Result, attest, failed, not_applicable, passed
from checks._service_guides import ServiceGuide, all_guides
from store.errors import Unseen
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC = Topic(clause="18", title="“最多跑一次”事项清单和办事指南", norms=("优化营商环境条例#35",))

_DAYS: Final = re.compile(r"(\d+)\s*个?\s*(工作日|自然日|日|天|月)")
_FREE: Final = re.compile(r"不收费|免费|无收费|不收取|^(?:否|无|0|零)元?$")
_MONEY: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(万?元)")
_ITEMS: Final = re.compile(r"[。；;\n]|(?<![\d.])\d{1,2}\s*[.．、)）]|[（(]\d{1,2}[)）]")
_MATERIALS: Final = ("办理材料", "材料目录")


@dataclass(frozen=True, eq=False)
class Pair:
    """A guide of the site and the guide of the same name on the service portal."""

    own: ServiceGuide
    other: ServiceGuide

    @property
    def key(self) -> str:
        """The own page's address."""
        return self.own.key

    @property
    def title(self) -> str:
        """The name of the matter."""
        return self.own.title


@subjects
def pairs(snapshot: Snapshot) -> Iterator[Pair]:
    """Guides of one name on both; nothing when the service portal is outside of the audit."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    others = {guide.name: guide for guide in all_guides(snapshot) if guide.elsewhere}
    for own in all_guides(snapshot):
        if not own.elsewhere and own.name in others:
            yield Pair(own, others[own.name])


@check(
    id="guides.agree-with-service-portal", topic=TOPIC, severity=Severity.MAJOR, rows=("18.4",),
    title="办事指南与政务服务网一致",
    expected="同一事项在两处的办理期限、收费相同，材料一致",
    remedy="以经审定的办事指南为准，更新不一致的一处。",
    settings={"alike": Setting(0.6, "材料名称相似到多少视为同一份（0–1，自定）")},
    method="只比较在巡检范围内（[portal] hosts）的政务服务网页面；期限和收费比较数字，材料不同由人确认。",
)  # fmt: skip
def agree(pair: Pair, settings: Settings) -> Result:
    """Days and fees are the same in both guides; differing materials are for a person."""
    for element, read in (("办理期限", _days), ("收费", _fee)):
        own, other = pair.own.guide.elements.get(element), pair.other.guide.elements.get(element)
        if not own or not other or not read(own) or not read(other):
            continue
        if not (read(own) & read(other)) and _labels(own) == _labels(other):
            words = f"“{element}”不一致：本网站“{own[:60]}”，政务服务网“{other[:60]}”"
            return failed(words, pair.own.quote(element), pair.other.quote(element))
        if read(own) != read(other):
            words = (
                f"“{element}”不完全相同：本网站“{own[:60]}”，政务服务网“{other[:60]}”，请人工核对"
            )
            return attest(words, pair.own.quote(element), pair.other.quote(element))
    return _materials(pair, settings["alike"])


def _materials(pair: Pair, alike: float) -> Result:
    own, other = (_listed(guide) for guide in (pair.own, pair.other))
    shown = (pair.own.shown(), pair.other.shown())
    if not own or not other:
        return not_applicable("有一处没有逐项列明材料，不能比较；期限和收费没有不一致", *shown)
    odd = [name for name in own if not _among(name, other, alike)]
    odd += [name for name in other if not _among(name, own, alike)]
    if odd or len(own) != len(other):
        words = f"材料可能不一致（{'、'.join(odd[:4]) or f'{len(own)} 份和 {len(other)} 份'}），请人工核对"
        return attest(words, pair.own.quote("办理材料"), pair.other.quote("办理材料"))
    return passed("办理期限、收费、材料与政务服务网一致", *shown)


def _days(text: str) -> set[str]:
    return {f"{number}{unit.replace('天', '日')}" for number, unit in _DAYS.findall(_folded(text))}


def _labels(text: str) -> set[str]:
    """Which limit is meant: a statutory one of 20 days does not contradict a promised one of 5."""
    return {word for word in ("法定", "承诺") if word in text}


def _fee(text: str) -> set[str]:
    plain = _folded(text).strip(" 。")
    if _FREE.search(plain):
        return {"不收费"}
    return {f"{float(number):g}{unit}" for number, unit in _MONEY.findall(plain)}


def _listed(guide: ServiceGuide) -> list[str]:
    texts = [guide.guide.elements.get(name, "") for name in _MATERIALS]
    best = max(texts, key=len)
    names = [re.sub(r"[\s\W]", "", part) for part in _ITEMS.split(_folded(best))]
    return [name for name in dict.fromkeys(names) if len(name) > 1]


def _among(name: str, others: list[str], alike: float) -> bool:
    return any(
        name in other or other in name or SequenceMatcher(None, name, other).ratio() >= alike
        for other in others
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
