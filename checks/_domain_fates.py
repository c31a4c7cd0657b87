"""What has become of the domains that the office gave up, as they were opened this night."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checks._domains import Domain, plain
from checks._foreign_pages import adverts, capture_of
from checks._hosts import host_name, is_own, own_hosts
from checks._link_states import Entry, State, standing
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Snapshot


@dataclass(frozen=True)
class Fate:
    """A domain and what stands there: nothing, the portal, adverts (taken), something else."""

    domain: Domain
    words: str
    entry: Entry | None = None
    taken: bool = False
    strange: bool = False

    @property
    def said(self) -> str:
        """The domain as a message names it."""
        return f"{self.domain.name}（{self.words}）"

    @property
    def evidence(self) -> Evidence:
        """What was answered, else the row of the register."""
        seen = self.entry is not None and self.entry.get("shown")
        return capture_of(self.entry) if self.entry is not None and seen else self.domain.evidence


def fates_of(snapshot: Snapshot, retired: Iterable[Domain]) -> list[Fate]:
    """What has become of each domain; one that was not opened says so."""
    try:
        probe = snapshot.probes_of("own-domains")[-1]
    except Unseen:
        return [Fate(each, "未访问") for each in retired]
    tried = {plain(entry["text"]): entry for entry in probe.data["links"]}
    own = own_hosts(snapshot)
    return [_fate(each, tried.get(each.name), own) for each in retired]


def _fate(domain: Domain, entry: Entry | None, own: frozenset[str]) -> Fate:
    if entry is None:
        return Fate(domain, "未访问")
    stands = standing(entry)
    if entry.get("shown") and (found := list(adverts(entry))):
        return Fate(domain, "，".join(found), entry, taken=True)
    if is_own(host_name(entry.get("final") or entry["target"]), own):
        return Fate(domain, "跳转到门户", entry)
    if stands.state is State.FINE:
        title = (entry.get("shown") or {}).get("title") or "无标题"
        return Fate(domain, f"打开的是“{title}”", entry, strange=True)
    gone = stands.why in ("域名不存在", "域名没有地址")
    return Fate(domain, "已注销" if gone else f"未能打开：{stands.why}", entry)
