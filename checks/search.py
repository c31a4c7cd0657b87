"""Clauses 8 and 19: the site's own search finds what the site has published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from checks._declare import Setting, Settings, Topic, check
from checks._probes import measured, record
from checks._results import Result, attest, passed
from store.errors import Unseen
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC: Final = Topic("19", "网站搜索", norms=("要点",))
_FIRST: Final = 10  # results that a reader looks at
_NAMED: Final = 10


@check(
    id="search.titles-found", topic=TOPIC, severity=Severity.MAJOR, rows=("8.2", "19.3"),
    confirm=(2, 3),
    title="网站搜索能找到已发布的信息",
    expected="以标题在网站搜索中查找，绝大多数出现在前 10 条结果中",
    remedy="检查搜索索引的更新和分词，使各栏目新发布的信息及时可以搜到。",
    settings={
        "fewest": Setting(20, "至少查找几个标题才作判断（自定）"),
        "least_percent": Setting(90.0, "在前 10 条结果中找到的比例（百分比；自定，没有规定的数字）"),
    },
    method="从各栏目抽取标题，在首页的搜索框（本网站的 GET 查询）中逐个查找，速度不超过抓取的一半，遵守"
    "robots.txt；[network] search_titles = 0 可以关闭。结果由脚本绘制或被防护系统拦截的不计。比例是自定的，"
    "低于时只提请确认；错别字容错、按日期筛选由人工试用。",
)  # fmt: skip
def titles_found(snapshot: Snapshot, settings: Settings) -> Result:
    """The share of drawn titles among the first ten results; never a failure, the figure is ours."""
    probe = measured(snapshot, "search")
    asked = probe.data["asked"]
    found = [each for each in asked if 0 < each.get("rank", 0) <= _FIRST]
    missed = [each for each in asked if each not in found and _is_read(each)]
    known = len(found) + len(missed)
    if known < settings["fewest"]:
        raise Unseen(
            f"网站搜索 {probe.data['action']} 查找了 {len(asked)} 个标题，读到结果的只有 {known} 个"
            f"{_why(asked)}，不足 {settings['fewest']} 个，不作判断"
        )
    share = 100 * len(found) / known
    said = f"查找 {known} 个标题，在前 {_FIRST} 条结果中找到 {len(found)} 个，占 {share:.1f}%"
    named = "；".join(f"“{each['title']}”（{each['query']}）" for each in missed[:_NAMED])
    evidence = record(
        snapshot, probe, "网站搜索记录", f"{said}；没有找到：{named}" if named else said
    )
    if share >= settings["least_percent"]:
        return passed(said, evidence)
    return attest(
        f"{said}，低于 {settings['least_percent']:g}%；没有找到：{named}，请人工确认", evidence
    )


def _is_read(each: Mapping[str, Any]) -> bool:
    """Whether a page of results was read: it lists something, or says that nothing was found."""
    seen = each.get("quality") == "good" and not each["blocked"] and not each["drawn"]
    return seen and bool(each["results"] or each["none"])


def _why(asked: list[Mapping[str, Any]]) -> str:
    """Why the first page of results that was not read was not, in words."""
    for each in asked:
        if each.get("error") or each.get("status", 0) >= 400:
            return f"（{each.get('error') or '返回 ' + str(each['status'])}）"
        if each.get("blocked") or each.get("quality", "good") != "good":
            return "（返回的不是搜索结果，可能被防护系统拦截）"
        if each.get("drawn") or not (each.get("results") or each.get("none")):
            return "（结果可能由脚本绘制，没有读到）"
    return ""
