"""Can the public open the portal now? A few pages, each opened once as a person would.

国办发〔2015〕15号 (站点无法访问): a visit that has not opened after 15 seconds has failed. Who is to
blame is asked at once, while the answer can still be had: what the other side signals (a refusal,
an error status) is its own; silence counts only while reference hosts answer this machine; over
IPv6 only while the same page opens over IPv4. An excused failure is stored and not counted.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from crawler.probes.address import Laboratory
from crawler.probes.budget import RESERVE
from crawler.probes.content import Arrival, arrive
from crawler.probes.dns import authority, is_internal
from crawler.probes.failures import OURS
from crawler.probes.ipv6 import visitor_of
from crawler.probes.likeness import looks_blocked
from crawler.probes.paths import UNRESOLVED, Paths
from crawler.probes.reach import Visitor
from crawler.probes.vantage import self_test
from crawler.resolver import Resolver, literal, split_port
from store.config import Config
from store.errors import OperatorError
from store.records import COLUMN, HOME, HOME_V6, Visit

#: Seconds after which a page that has not opened has failed (国办发〔2015〕15号, 附件2).
LIMIT: Final = 15.0
#: Seconds in which visits may begin; what is left then is not visited.
SECONDS: Final = 90.0

#: Failures that the other side itself signalled.
_THEIRS: Final = frozenset({"refused", "reset", "tls", "broken", "redirects", "status"})
#: Statuses by which a protection system turns a program away that a person would pass.
_TURNED_AWAY: Final = frozenset({401, 403, 405, 406, 407, 412, 418, 429, 521})


@dataclass(frozen=True)
class Round:
    """One round of visits."""

    config: Config
    visitor: Visitor
    paths: Paths
    resolver: Resolver

    async def all(self, home: str, columns: Sequence[str]) -> list[Visit]:
        """The home page, the same over IPv6 where there is an address and a way, the columns."""
        first = await self._open(home, HOME, await self._family(home))
        made = [await self._judged(first)]
        made += await self._over_v6(home, first)
        for url in columns:
            if self.visitor.budget.spent():
                break
            visit = await self._open(url, COLUMN, first.family)
            made.append(await self._judged(visit))
        return made

    async def _over_v6(self, home: str, first: Visit) -> list[Visit]:
        """A visit with IPv6 forced; none where this machine has no IPv6 or the portal no address."""
        host = _host(home)
        if first.family == 6 or not (await self.paths.v6(host))[0]:
            return []
        lab = Laboratory(self.config.network.treat_as_global)
        agent = self.visitor.user_agent
        if not (await self_test(self.config.network, self.resolver, lab, agent)).ok:
            return []
        visit = await self._judged(await self._open(home, HOME_V6, 6))
        if not visit.opened and not visit.excuse and not first.opened:
            return [replace(visit, excuse="同时经 IPv4 也打不开")]
        return [visit]

    async def _family(self, url: str) -> int:
        """The family of the public's usual way: IPv4, or IPv6 where there is nothing else."""
        host = _host(url)
        v4, _ = await self.paths.v4(host)
        return 4 if v4 or not (await self.paths.v6(host))[0] else 6

    async def _open(self, url: str, kind: str, family: int) -> Visit:
        """One visit, redirects followed, ended after ``LIMIT`` seconds."""
        at, begun = dt.datetime.now(dt.UTC), time.perf_counter()
        made = Visit(at, url, kind, family, opened=False)
        try:
            async with asyncio.timeout(LIMIT):
                arrival = await arrive(self.visitor, self.paths, url, family)
        except TimeoutError:
            return replace(made, cause="timeout", seconds=LIMIT, detail=f"{LIMIT:.0f} 秒内没有打开")
        return _ended(replace(made, seconds=round(time.perf_counter() - begun, 3)), arrival)

    async def _judged(self, visit: Visit) -> Visit:
        """The visit with an excuse where its failure proves nothing."""
        if visit.opened or visit.excuse:
            return visit
        host = _host(visit.url)
        if visit.family == 4 and is_internal((await self.paths.v4(host))[0]):
            return replace(visit, excuse="解析到的是内网地址，不能代表公众")
        if visit.cause == UNRESOLVED:
            return replace(visit, excuse=await self._own_resolver(host))
        if visit.cause in _THEIRS:
            return visit
        if visit.cause in OURS:
            return replace(visit, excuse="巡检机自身不允许连接，或没有路由")
        return replace(visit, excuse=await self._own_line(visit.family))

    async def _own_resolver(self, host: str) -> str:
        """Why a name may be unknown to our resolver alone; "" when that is out of the question.

        That it does not exist, its zone's own servers have to say; that it cannot be looked up
        is believed of a resolver that finds a reference's name.
        """
        network = self.config.network
        found = await self.resolver.records(host, "A")
        if found.definite:
            lab, name = Laboratory(network.treat_as_global), (host, *found.chain)[-1]
            told = await authority(self.resolver, lab, name, "A", network.dns_port)
            return "" if told["absent"] else "权威服务器没有证实域名不存在，可能是解析服务器的原因"
        names = (split_port(reference.strip(), 443)[0] for reference in network.references)
        for name in names:
            if literal(name) is None and (await self.resolver.records(name, "A")).values:
                return ""
        return "参照地址的域名也未能解析（或没有配置），是解析服务器的原因"

    async def _own_line(self, family: int) -> str:
        """Why silence may be our own fault; "" while a reference answers."""
        network = self.config.network
        known = network.ipv6_references if family == 6 else network.references
        if not known:
            return "没有配置参照地址，不能排除巡检机线路的原因"
        for reference in known:
            if await self._answers(reference, family):
                return ""
        return "参照地址也都连接不上，是巡检机的线路故障"

    async def _answers(self, reference: str, family: int) -> bool:
        try:
            host, port = split_port(reference.strip(), 443)
        except ValueError as error:
            raise OperatorError(
                f"config.toml 的 [network] references 中的“{reference}”应写作 主机:端口 或 [地址]:端口"
            ) from error
        found = [host] if literal(host) is not None else (await self.paths.of(host, family))[0]
        return bool(found) and not (await self.visitor.knock(found[0], port)).error


async def visit_portal(config: Config, home: str, columns: Sequence[str]) -> list[Visit]:
    """One round of visits of a portal's home page and some columns' entries.

    Raises:
        OperatorError: a name server, reference or laboratory prefix in the config is malformed.
    """
    resolver = Resolver(config.network.nameservers)
    try:
        paths = Paths(resolver, Laboratory(config.network.treat_as_global))
        visitor = visitor_of(config, SECONDS + RESERVE)
        return await Round(config, visitor, paths, resolver).all(home, columns)
    finally:
        await resolver.close()


def _ended(visit: Visit, arrival: Arrival) -> Visit:
    answer = arrival.answer
    told = replace(
        visit, status=answer.status, peer=answer.peer, detail=answer.detail[:300],
        cause=answer.error.partition(":")[0],
    )  # fmt: skip
    if answer.status is None:
        return told
    if answer.status in _TURNED_AWAY or looks_blocked(arrival.html):
        excuse = "被防护系统拒绝，公众用浏览器可能打得开"
        return replace(told, cause="turned-away", excuse=excuse)
    if answer.error or answer.status >= 400:
        return replace(told, cause=told.cause or "status", detail=f"HTTP {answer.status}")
    return replace(told, opened=True, detail="")


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
