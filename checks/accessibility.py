"""Clause 19: what a machine can tell of accessibility, reported for a person to act on."""

from __future__ import annotations

import re
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._results import Result, attest, passed
from checks._survey import Survey
from checks._tally import share
from store.vocabulary import Severity

TOPIC: Final = Topic("19", "网站无障碍")
_ENTRY: Final = re.compile(r"无障碍|长者|关怀版|老年版|适老|大字版")


@check(
    id="accessibility.described", topic=TOPIC, severity=Severity.MINOR, rows=("19.4",),
    title="图片有说明、输入框有标签、网页标明语言",
    expected="图片有 alt 属性、输入框有标签、html 元素有 lang 属性",
    remedy="在模板中为图片补充 alt（装饰图片用空 alt）、为输入框补充标签、为 html 元素补充 lang。",
    norms=("无障碍环境建设法#32", "无障碍环境建设条例#23"),
    settings={"most_percent": Setting(10.0, "允许缺少说明的比例（百分比；自定）")},
    method="逐页统计，按网站汇总。法律要求“逐步”达到，故只报告数字并提请人工确认，不认定。"
    "对比度、键盘操作和播报效果机器无从判断，不在此列。",
)  # fmt: skip
def described(survey: Survey, settings: Settings) -> Result:
    """Shares of images, fields and pages that lack what helps; never a failure (“逐步”)."""
    tally, home = survey.tally, survey.snapshot.home
    measured = (
        ("images", "个图片", "没有 alt 属性", tally.seen("images")),
        ("fields", "个输入框", "没有标签", tally.seen("fields")),
        ("lang", "个网页", "没有标明语言", tally.seen("whole-pages")),
    )
    said = [f"{n} {of}中 {tally.count(name)} 个{lack}（{share(tally.count(name), n)}）"
            for name, of, lack, n in measured]  # fmt: skip
    entry = next((link.text for link in home.facts.links if _ENTRY.search(link.text)), "")
    said.append(f"首页有“{entry}”入口" if entry else "首页未读到无障碍或长者版入口")
    most = settings["most_percent"]
    over = [name for name, _, _, n in measured if n and 100 * tally.count(name) / n > most]
    words = "；".join(said)
    if not over:
        return passed(words, home.quote(entry, "首页"))
    return attest(f"{words}，请人工确认改进安排", *tally.examples(over))
