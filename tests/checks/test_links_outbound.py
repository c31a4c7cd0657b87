"""Links to other sites and below the home page: broken on N days, not sure, changed hands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from checks import links_inner, links_outbound
from checks.selftest._site import site
from checks.selftest.links import deeper
from checks.selftest.links_outbound import GONE, TARGET, data, entry, night
from store.config import SiteFacts
from store.snapshot import Capture, Snapshot
from store.vocabulary import Cause, Fetch, Place
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case
from tests.checks.test_links import dead, not_found, past

LOST: dict[str, Any] = {"status": None, "shown": None}
UNMEASURED = {"unmeasured": "配置 [network] outbound_links = 0,没有打开站外链接"}
OLD = entry()


def state(**more: Any) -> Snapshot:
    """One link that ended so today and on the two days before."""
    tried = entry(**more)
    return night(tried, {2: tried, 1: tried})


def changed(shown: Mapping[str, Any] | None = None, days: int = 1, **more: Any) -> Snapshot:
    """A link as it is today and as it was so many days before."""
    return night(entry(shown, **more), {days: OLD})


def trusting(host: str, seen: Snapshot) -> Snapshot:
    seen.run = replace(seen.run, site=SiteFacts(trusted_hosts=(host,)))
    return seen


def inner(**more: Any) -> Snapshot:
    """The address that ``dead`` has on the home page, found below it."""
    return deeper(dead(**more), "/zt/gone.html")


def sent_home(path: str, target: str = "/") -> Snapshot:
    made = site()
    url = builders.at(path)
    made._captures[url] = Capture(
        98, url, Fetch.REDIRECTED, 2, status=302, redirect_to=builders.at(target), place=Place.BODY,
        parent_id=made.capture(builders.HOME).id,
    )  # fmt: skip
    return made


CASES = {
    links_outbound.outbound_alive: [
        Case("opens", night(entry()), PASS, "能打开 1 个"),
        Case("dead today", night(GONE), ATTEST, "自 2018-12-20 起 1 日"),
        Case("dead on two days", night(GONE, {1: GONE}), ATTEST, "2 日"),
        Case("dead on three days", night(GONE, {2: GONE, 1: GONE}), FAIL, "自 2018-12-18 起 3 日"),
        Case("alive in between", night(GONE, {3: GONE, 2: entry(), 1: GONE}), ATTEST,
             "最近一次正常 2018-12-18"),
        Case("not sure in between", night(GONE, {3: GONE, 2: entry(status=503), 1: GONE}), FAIL),
        Case("not tried in between", night(GONE, {9: GONE, 4: GONE}), FAIL),
        Case("own number of days", night(GONE, {1: GONE}), FAIL, settings={"days": 2}),
        Case("status 500", state(status=500), FAIL, "返回 500"),
        Case("name gone", state(**LOST, error="unresolved: x: NXDOMAIN"), FAIL, "域名不存在"),
        Case("refused", state(**LOST, error="refused"), FAIL, "连接被拒绝"),
        Case("resolver failed", state(**LOST, error="unresolved: SERVFAIL"), ERROR, "未能解析"),
        Case("silent", state(**LOST, error="timeout"), ERROR, "超时"),
        Case("no address", state(**LOST, error="no-address"), ERROR),
        Case("robots.txt", state(**LOST, error="robots"), ERROR),
        Case("turned away", state(status=412), ERROR, "被对方拒绝"),
        Case("protection page", state(blocked=True), ERROR),
        Case("certificate", state(tls="certificate has expired"), ERROR, "证书"),
        Case("page says it is gone", state(quality="not-found"), ERROR, "不存在"),
        Case("sent to their home page", state(hops=["http://www.other.example.com/"],
             final="http://www.other.example.com/"), ERROR, "跳转到了对方首页"),
        Case("sent on to another page", state(hops=[TARGET + "1.html"], final=TARGET + "1.html"), PASS),
        Case("few unsure ones are noted", night(entry(), {}), PASS),
        Case("own share of unsure ones", state(status=412), PASS, settings={"most_unsure_percent": 100}),
        Case("no links away", builders.snapshot(
            probes=[builders.probe("outbound-links", "", **data())]), NOT_APPLICABLE),
        Case("switched off", builders.snapshot(
            probes=[builders.probe("outbound-links", "", **UNMEASURED)]), ERROR, "outbound_links = 0"),
        Case("not probed", builders.snapshot(), ERROR),
    ],
    links_outbound.outbound_unchanged: [
        Case("as before", changed(), PASS),
        Case("never seen before", night(entry()), PASS),
        Case("another title and owner", changed({"title": "某某网络科技", "icp": ""}), ATTEST,
             "变为“某某网络科技”"),
        Case("another title alone", changed({"title": "足球比分直播"}), ATTEST, "标题"),
        Case("a longer title", changed({"title": "省艺术家协会官方网站"}), PASS),
        Case("a date in the title", changed({"title": "省艺术家协会 2018年12月20日"}), PASS),
        Case("another language", changed({"lang": "en"}), ATTEST, "语言"),
        Case("another spelling of the language", changed({"lang": "zh_cn"}), PASS),
        Case("no language told", changed({"lang": ""}), PASS),
        Case("another licence", changed({"icp": "浙ICP备20000001号"}), ATTEST, "备案号"),
        Case("the licence with its number of site", changed({"icp": "陇ICP备17000123号-2"}), PASS),
        Case("led to another domain", changed(final="http://www.elsewhere.com/"), ATTEST, "elsewhere.com"),
        Case("led to a neighbour", changed(final="http://m.other.example.com/"), PASS),
        Case("a fortnight ago", changed({"icp": ""}, days=14), ATTEST),
        Case("longer ago", changed({"icp": ""}, days=15), PASS),
        Case("own number of days", changed({"icp": ""}, days=5), PASS, settings={"days": 4}),
        Case("changed and came back", night(entry(), {2: OLD, 1: entry({"icp": ""})}), PASS),
        Case("still changed the day after", night(entry({"icp": ""}), {2: OLD, 1: entry({"icp": ""})}),
             ATTEST),
        Case("of a trusted host", trusting("*.example.com", changed({"icp": ""})), PASS),
        Case("for sale", night(entry({"title": "example.com is for sale"})), ATTEST, "出售域名"),
        Case("parked", night(entry(quality="parked")), ATTEST, "出售域名"),
        Case("for sale on a trusted host", trusting("example.com", night(entry(
            {"text": "本域名转让"}))), ATTEST),
        Case("gamblers", night(entry({"title": "澳门新葡京"})), ATTEST, "博彩"),
        Case("words of a link", night(entry({"links": ["六合彩开奖"]})), ATTEST),
        Case("a crackdown", night(entry({"title": "警方查处六合彩窝点"})), PASS),
        Case("an error page is no new content", changed({"title": "404", "icp": ""}, status=404), ERROR),
        Case("a protection page neither", changed({"title": "验证", "icp": ""}, blocked=True), ERROR),
        Case("no links away", builders.snapshot(
            probes=[builders.probe("outbound-links", "", **data())]), NOT_APPLICABLE),
        Case("switched off", builders.snapshot(
            probes=[builders.probe("outbound-links", "", **UNMEASURED)]), ERROR),
    ],
    links_inner.inner_alive: [
        Case("all alive", deeper(site(), "/yw/1.html"), PASS, "打不开 0 个"),
        Case("dead today", inner(), ATTEST, "1 日"),
        Case("dead on three days", inner(before=not_found(2, 1)), FAIL, "多日打不开"),
        Case("twice on one day", inner(before=not_found(1, 1)), ATTEST, "2 日"),
        Case("alive in between", inner(before=past(
            (3, Fetch.FAILED, 404, Cause.STATUS), (2, Fetch.FETCHED, 200, None),
            (1, Fetch.FAILED, 404, Cause.STATUS))), ATTEST),
        Case("own number of days", inner(before=not_found(1)), FAIL, settings={"days": 2}),
        Case("turned away", inner(before=not_found(2, 1), status=412, cause=Cause.BLOCKED), ERROR),
        Case("of the home page: not ours", dead(not_found(2, 1)), ERROR, "首页以下"),
        Case("sent to the home page", sent_home("/xw/old.html"), ATTEST, "跳转到首页"),
        Case("the home page by another name", deeper(sent_home("/index.html"), "/yw/1.html"), PASS),
        Case("sent to another page", sent_home("/xw/old.html", "/yw/"), PASS),
        Case("home page not seen", builders.snapshot(failed={"/": Cause.DNS}, home=False), ERROR),
    ],
}  # fmt: skip


def test_both_captures_of_a_changed_page_are_cited() -> None:
    seen = changed({"title": "某某网络科技", "icp": ""})
    pieces = links_outbound.outbound_unchanged(seen).evidence
    cited = [piece for piece in pieces if piece.warc and piece.url == TARGET]
    assert [piece.quote.partition("，")[0] for piece in cited] == ["某某网络科技", "省艺术家协会"]
    assert all(piece.warc and piece.offset is not None and piece.digest for piece in cited)
    assert pieces[2].url == builders.HOME
