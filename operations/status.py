"""``gongkai status``: when it last ran, how it ended, who runs now, when it runs next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.table import Table

from operations._times import next_start
from operations.lock import Holder, holder_of
from operations.schedule import installed
from store.config import Config
from store.nights import RunRow, State

SHANGHAI = ZoneInfo("Asia/Shanghai")

#: What the exit codes of ``gongkai run`` mean.
CODES = {0: "没有达到 fail_on 等级的问题", 1: "发现问题", 2: "配置或操作有误", 3: "结果不可用"}


def status_text(config: Config, last: RunRow | None, now: dt.datetime) -> str:
    """The state of the nightly job in Chinese lines; all instants are Beijing time."""
    holder = holder_of(config.data_folder)
    timer = installed(config)
    lines = [f"门户:{config.portal.name}({config.portal.start_url})"]
    lines += _last(last, holder)
    lines.append(f"正在运行:{holder}" if holder else "正在运行:没有")
    lines.append(_next(config, timer, now))
    lines.append(f"日志:{config.log_file}")
    return "\n".join(lines)


def _last(run: RunRow | None, holder: Holder | None) -> list[str]:
    if run is None:
        return ["上次巡检:还没有巡检过"]
    lines = [
        f"上次巡检:第 {run.id} 次,截至 {run.as_of},{_instant(run.started_at)} 开始,"
        + (f"{_instant(run.ended_at)} 结束抓取" if run.ended_at else "抓取没有结束")
    ]
    result = run.state.title_zh
    if run.exit_code is not None:
        result += f",退出码 {run.exit_code}({CODES.get(run.exit_code, '异常')})"
    if run.ending:
        result += f",{run.ending}"
    elif run.state is State.UNUSABLE and "share" in run.coverage:
        result += f",覆盖率 {run.coverage['share']:.1%}"
    if run.ended_at is None and holder is None:
        result += ",被中断;运行 gongkai run 从中断处继续"
    return [*lines, f"上次结果:{result}"]


def _next(config: Config, timer: Path | None, now: dt.datetime) -> str:
    start = _instant(next_start(config, now))
    if timer is None:
        return f"下次巡检:按设置应为 {start},但没有找到定时器;可用 gongkai schedule --install 安装"
    return f"下次巡检:{start}(定时器 {timer})"


def _instant(at: dt.datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def runs_table(rows: Sequence[RunRow]) -> Table:
    """The stored runs as a table for the terminal."""
    table = Table("编号", "门户", "截至", "开始(北京时间)", "状态", "发现网址", "覆盖率")
    for row in rows:
        share = row.coverage.get("share")
        table.add_row(
            str(row.id),
            row.portal,
            str(row.as_of),
            _instant(row.started_at),
            row.state.title_zh,
            str(row.coverage.get("discovered", "—")),
            f"{share:.1%}" if share is not None else "—",
        )
    return table
