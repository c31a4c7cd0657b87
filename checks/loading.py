"""Clause 19: how long the home page takes, as measured from where the crawler stands."""

from __future__ import annotations

from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._results import Result, attest, passed
from store.errors import Unseen
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC: Final = Topic("19", "网站加载速度")


@check(
    id="loading.home-fast", topic=TOPIC, severity=Severity.MINOR, rows=("X13", "19.1"),
    confirm=(3, 5),
    title="首页加载时长不宜超过3秒",
    expected="首页加载不超过 3 秒（建议值，不是单项否决）",
    remedy="压缩首页图片和脚本，启用缓存或内容分发；先核对巡检机到网站的线路。",
    norms=("国办发〔2017〕47号#加载时长",),
    settings={"most_seconds": Setting(3.0, "首页加载时长（秒；政府网站发展指引的建议值）")},
    method="取巡检机从发出请求到收完首页 HTML 的时间，不含图片和脚本；受巡检机线路和当时负载影响，"
    "超过时只提请确认。",
)  # fmt: skip
def home_fast(snapshot: Snapshot, settings: Settings) -> Result:
    """The time to the last byte of the home page's HTML; never a failure, the line may be ours."""
    capture = snapshot.home.capture
    if capture.elapsed is None:
        raise Unseen("本次没有记录首页的加载时长")
    took, most = capture.elapsed, settings["most_seconds"]
    said = f"首页 HTML 用时 {took:.2f} 秒"
    shown = capture.evidence("header", said, "抓取记录中的用时")
    if took <= most:
        return passed(f"{said}，未超过 {most:g} 秒（不含图片和脚本）", shown)
    return attest(f"{said}，超过 {most:g} 秒，请排除巡检机线路和负载的原因后确认", shown)
