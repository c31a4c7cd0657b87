"""Clause 19: links to other sites open, and still lead to what they led to (外链变异)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from checks._declare import Setting, Settings, check
from checks._foreign_pages import adverts, capture_of
from checks._hosts import host_name, registered
from checks._link_states import Entry, State, standing, trouble
from checks._probes import measured, record
from checks._results import Result, attest, failed, not_applicable, passed
from checks._tampering import is_known
from checks.links import TOPIC
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import PastProbe, Snapshot
from store.vocabulary import Severity

_KIND: Final = "outbound-links"
_NAMED: Final = 10
#: Likeness of two titles (0 to 1) below which one is not a new wording of the other.
_ALIKE: Final = 0.5
_PLAIN: Final = str.maketrans("", "", " 　-_|—–·0123456789年月日:：/")


@check(
    id="links.outbound-alive", topic=TOPIC, severity=Severity.MAJOR, rows=("X12", "19.1"),
    title="指向其他网站的链接都能打开",
    expected="首页和抽查网页上的站外链接没有错链；在三个不同日期都打不开的才算错链",
    remedy="修复或删除打不开的站外链接。",
    norms=("国办发〔2015〕15号#链接可用性", "要点"),
    settings={
        "days": Setting(3, "在几个不同日期都打不开才认定（自定）"),
        "most_unsure_percent": Setting(50.0, "不能确定的超过多少（百分比）就不作判断（自定）"),
    },
    method="先以 HEAD 后以 GET 打开，遵守对方的 robots.txt，同一主机一次一个。返回 4xx、5xx、域名不存在、"
    "连接被拒绝的算打不开；超时、被防护系统拒绝、证书异常、写着“不存在”、跳转到对方首页的算不能确定。",
)  # fmt: skip
def outbound_alive(snapshot: Snapshot, settings: Settings) -> Result:
    """No link to another site was broken on three different days without a success between."""
    probe = measured(snapshot, _KIND)
    entries: Sequence[Entry] = probe.data["links"]
    if not probe.data["offered"]:
        return not_applicable("首页和抽查的网页上没有指向其他网站的链接")
    told = {state: [e for e in entries if standing(e).state is state] for state in State}
    said = (
        f"站外链接 {probe.data['offered']} 个，本次打开 {len(entries)} 个：能打开 {len(told[State.FINE])} 个，"
        f"打不开 {len(told[State.BROKEN])} 个，不能确定 {len(told[State.UNSURE])} 个"
    )
    past = snapshot.past_probes(_KIND) if told[State.BROKEN] else ()
    broken = [trouble(e, snapshot.run.as_of, past) for e in told[State.BROKEN]]
    proven = [each for each in broken if len(each.days) >= settings["days"]]
    if proven:
        listed = "；".join(each.said for each in proven[:_NAMED])
        shown = record(snapshot, probe, "站外链接探测记录", listed)
        pages = _where(snapshot, [each.entry for each in proven[:_NAMED]])
        return failed(f"{said}，其中 {len(proven)} 个多日打不开：{listed}", shown, *pages)
    if broken:
        listed = "；".join(each.said for each in broken[:_NAMED])
        shown = record(snapshot, probe, "站外链接探测记录", listed)
        return attest(f"{said}，尚不足 {settings['days']} 个不同日期，继续观察：{listed}", shown)
    unsure = told[State.UNSURE]
    if 100 * len(unsure) > settings["most_unsure_percent"] * len(entries):
        first = f"，例如 {unsure[0]['target']}（{standing(unsure[0]).why}）" if unsure else ""
        raise Unseen(f"{said}{first}，不能断定没有错链")
    noted = "；".join(f"{e['target']}（{standing(e).why}）" for e in unsure[:_NAMED])
    evidence = record(snapshot, probe, "站外链接探测记录", f"{said}{f'：{noted}' if noted else ''}")
    return passed(said, evidence)


@check(
    id="links.outbound-unchanged", topic=TOPIC, severity=Severity.VETO, rows=("X12", "22a.2"),
    title="指向其他网站的链接没有变成别的内容",
    expected="站外链接打开的仍是原来的网站，没有变成出售域名、博彩、色情等页面",
    remedy="打开核对；已变更的立即删除链接，属正常改版的写入 [site] trusted_hosts。",
    norms=("国办秘函〔2019〕19号#安全、泄密事故等严重问题", "要点"),
    settings={"days": Setting(14, "与多少天以内看到的内容比较（自定）")},
    method="比较站外网页的标题、语言、备案号、主办单位和最后跳转到的域名；查找出售域名、博彩、色情等词语"
    "（词表为数据）。两次的网页都存为证据；一律只提请人工确认，机器不认定。",
)  # fmt: skip
def outbound_unchanged(snapshot: Snapshot, settings: Settings) -> Result:
    """Foreign pages that changed hands or show advertisements are shown to a person."""
    probe = measured(snapshot, _KIND)
    pages = [entry for entry in probe.data["links"] if _is_seen(entry)]
    if not probe.data["offered"]:
        return not_applicable("首页和抽查的网页上没有指向其他网站的链接")
    if not pages:
        raise Unseen("本次没有读到站外链接打开的网页")
    since = snapshot.run.as_of - dt.timedelta(days=settings["days"])
    past = [each for each in snapshot.past_probes(_KIND) if each.as_of >= since]
    told: list[str] = []
    pieces: list[Evidence] = []
    for entry in pages:
        signs, before = _signs(snapshot, entry, past)
        if signs:
            told.append(f"{entry['target']} {'，'.join(signs)}")
            pieces += [capture_of(entry), *([capture_of(before)] if before else [])]
            pieces += _where(snapshot, [entry])
    said = f"查看 {len(pages)} 个站外网页"
    if told:
        return attest(
            f"{said}，{len(told)} 个可能已变更：{'；'.join(told[:_NAMED])}，请人工确认",
            *pieces[:30],
        )
    return passed(f"{said}，未见变更", record(snapshot, probe, "站外链接探测记录", said))


# -- what they share ----------------------------------------------------------------------------


def _signs(
    snapshot: Snapshot, entry: Entry, past: Sequence[PastProbe]
) -> tuple[list[str], Entry | None]:
    """What is odd about a foreign page in words, and the earlier version that it differs from."""
    signs = list(adverts(entry))
    if is_known(host_name(entry["target"]), snapshot.run.site.trusted_hosts):
        return signs, None  # a known institution may change its pages
    before = _first_seen(entry, past)
    changes = list(_changes(before, entry)) if before is not None else []
    return [*signs, *changes], before if changes else None


def _first_seen(entry: Entry, past: Sequence[PastProbe]) -> Entry | None:
    """The oldest version of a link in the nights compared: what came back is no change."""
    for each in past:
        for before in each.probe.data.get("links", ()):
            if before["target"] == entry["target"] and _is_seen(before):
                found: Entry = before
                return found
    return None


def _is_seen(entry: Entry) -> bool:
    """Whether the page itself was seen, not an error or a protection system."""
    return bool(entry.get("shown")) and entry["status"] < 400 and not entry["blocked"]


def _changes(before: Entry, now: Entry) -> Iterator[str]:
    """What changed between two captures of one link that an owner seldom changes."""
    old, new = before["shown"], now["shown"]
    if _apart(old["title"], new["title"]):
        yield f"标题由“{old['title']}”变为“{new['title']}”"
    if _language(old["lang"]) != _language(new["lang"]) and old["lang"] and new["lang"]:
        yield f"语言由 {old['lang']} 变为 {new['lang']}"
    for key, name in (("icp", "备案号"), ("organizer", "主办单位")):
        if old[key] and not _within(old[key], new[key]):
            yield f"{name}由“{old[key]}”变为“{new[key] or '无'}”"
    hosts = [registered(host_name(each.get("final") or each["target"])) for each in (before, now)]
    if hosts[0] != hosts[1]:
        yield f"最后打开的网站由 {hosts[0]} 变为 {hosts[1]}"


def _apart(old: str, new: str) -> bool:
    one, other = old.translate(_PLAIN).lower(), new.translate(_PLAIN).lower()
    if not one or not other or one in other or other in one:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() < _ALIKE


def _within(old: str, new: str) -> bool:
    """Whether one names the other, so that nothing but its wording changed."""
    return bool(new) and (old in new or new in old)


def _language(tag: str) -> str:
    return tag.lower().partition("-")[0].partition("_")[0]


def _where(snapshot: Snapshot, entries: Iterable[Entry]) -> Iterator[Evidence]:
    """The page of the portal on which each link stands, quoting it."""
    for entry in entries:
        for url in entry["pages"][:1]:
            page = snapshot.page(url, doubtful=True)
            yield page.quote(entry["text"], f"链接 {entry['url']}")
