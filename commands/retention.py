"""Retention: old runs lose what no finding and no later run needs."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from commands.shared import CONFIG, ConfigOption, console, load_config
from operations.lock import run_lock
from reports.wording import size
from store import retention
from store.retention import FEWEST, Pruning

app = typer.Typer()


@app.command(
    help="清理旧巡检的快照：只留问题及其证据、巡检记录和以后各夜要用的内容。先列出，加 --yes 才动手。"
)
def prune(
    keep: Annotated[int, typer.Option("--keep", min=FEWEST, help="最近多少次巡检保留全部快照。")],
    yes: Annotated[bool, typer.Option("--yes", help="真的清理；不写则只列出。")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Prune, or say what would be pruned."""
    settings = load_config(config)
    with run_lock(settings.data_folder, "gongkai prune"):
        before = retention.size_of(settings)
        if yes:
            done = retention.prune(settings, keep, dt.datetime.now(dt.UTC))
        else:
            done = retention.planned(settings, keep)
        after = retention.size_of(settings)
    for line in _lines(done, yes):
        console.print(line, markup=False, soft_wrap=True)
    if yes:
        console.print(f"证据占用磁盘 {size(before)} → {size(after)}。")
    elif done.runs:
        console.print(f"以上只是列出；确认后运行 gongkai prune --keep {keep} --yes。")


def _lines(done: Pruning, yes: bool) -> list[str]:
    if not done.runs:
        return ["没有要清理的巡检。"]
    first, last = done.runs[0], done.runs[-1]
    rows = "、".join(f"{_TITLES[name]} {count} 条" for name, count in done.rows.items() if count)
    gone = sum(gap.records for _, found in done.files for gap in found)
    verb = "已清理" if yes else "将清理"
    return [
        f"{verb}第 {first} 至第 {last} 次巡检（共 {len(done.runs)} 次）的快照：{rows or '没有可清理的记录'}。",
        f"{verb} WARC 记录 {gone} 条，{size(done.bytes)}；保留 {done.kept_records} 条，位置不变。",
        "巡检记录、全部问题的判定和历史、它们的证据都保留。",
    ]


_TITLES = {
    "captures": "抓取记录",
    "judgements": "判定",
    "check_cards": "检查项说明",
    "registers": "台账",
    "columns": "栏目",
    "bodies": "网页和附件内容",
}
