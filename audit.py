"""The front door: ``gongkai``. Each command joins the stages in a few lines.

Exit codes: 0 clean; 1 findings at or above ``fail_on``; 2 the operator's mistake, one sentence;
3 the night is not usable (portal unreachable, too little seen, nothing could be written).
"""

from __future__ import annotations

import datetime as dt
import logging
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

import checks._catalogue
from checks._run import judge, refuse_unknown
from checks._withhold import withhold
from checks.plans import load_plan, plan_to_toml, read_plan
from crawler import run as crawl_stage
from crawler.fetching import fetch_text
from operations.lock import run_lock
from operations.logs import set_up
from operations.preflight import refuse_unready, write_new
from operations.progress import Progress
from operations.schedule import due, schedule
from operations.status import runs_table, status_text
from reports import write_report
from reports.summary import summary
from store.config import Config, load, office_mistakes, refuse_expired
from store.database import open_store
from store.errors import NightUnusable, OperatorError
from store.ledger import results_of, store_judgements, store_plan
from store.loading import snapshot_of
from store.nights import (
    SHANGHAI,
    Night,
    State,
    list_runs,
    open_night,
    set_state,
    store_registers,
    stored_night,
)
from store.registers import read_all
from store.results import Results
from store.vocabulary import Severity

CLEAN, FINDINGS, MISTAKE, UNUSABLE = 0, 1, 2, 3

app = typer.Typer(
    help="公开(Gongkai):政府网站政务公开工作要点落实情况的夜间巡检。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
plan_app = typer.Typer(help="查看或导入年度政务公开工作要点。", no_args_is_help=True)
portal_app = typer.Typer(help="示例门户。", no_args_is_help=True)
app.add_typer(plan_app, name="plan")
app.add_typer(portal_app, name="portal")

ConfigOption = Annotated[Path, typer.Option("--config", "-c", help="配置文件。")]
RunOption = Annotated[int | None, typer.Option("--run", help="巡检编号,默认最近一次。")]
AsOfOption = Annotated[
    dt.datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="以哪一天为准,默认今天。"),
]
FreshOption = Annotated[bool, typer.Option("--fresh", help="不继续被中断的巡检,重新开始。")]
CONFIG = Path("config.toml")
_screen = Console()
#: A log or a pipe has no width of its own; eighty columns would cut the tables.
console = _screen if _screen.is_terminal else Console(width=110)


@app.command("run", help="完成一次巡检:抓取、检查、出报告;被中断的巡检从中断处继续。")
def run_command(
    config: ConfigOption = CONFIG,
    as_of: AsOfOption = None,
    fresh: FreshOption = False,
    if_due: Annotated[
        bool, typer.Option("--if-due", help="本夜已经巡检过,或现在不在允许访问的时段,就不巡检。")
    ] = False,
) -> None:
    """Run all stages."""
    settings = _load(config, as_of)
    last = next(iter(list_runs(open_store(settings.database_url), 1)), None)
    if if_due and not due(settings, last.started_at if last else None, dt.datetime.now(dt.UTC)):
        console.print("本夜已经巡检过,或现在不在允许访问的时段,不巡检。")
        return
    with run_lock(settings.data_folder, "gongkai run"):
        night = _open(settings, as_of, fresh)
        night = _crawl(night)
        raise typer.Exit(_judge_and_report(night))


@app.command(help="只抓取,不检查。")
def crawl(
    config: ConfigOption = CONFIG, as_of: AsOfOption = None, fresh: FreshOption = False
) -> None:
    """Run the collecting stage."""
    settings = _load(config, as_of)
    with run_lock(settings.data_folder, "gongkai crawl"):
        night = _crawl(_open(settings, as_of, fresh))
        console.print(f"第 {night.run_id} 次巡检已抓取完成,可用 gongkai check 检查。")


@app.command(help="用当前的阅读规则重新阅读已保存的网页和附件。")
def read(config: ConfigOption = CONFIG, run: RunOption = None) -> None:
    """Read the stored bodies of a run again."""
    settings = _load(config)
    with run_lock(settings.data_folder, "gongkai read"), Progress(console) as progress:
        night = crawl_stage.read_again(stored_night(settings, run, collected=True), progress.tell)
        console.print(f"第 {night.run_id} 次巡检已重新阅读,可用 gongkai check 重新检查。")


@app.command(help="对已保存的快照重新检查,不访问网络。")
def check(config: ConfigOption = CONFIG, run: RunOption = None) -> None:
    """Judge a stored run again."""
    settings = _load(config)
    with run_lock(settings.data_folder, "gongkai check"):
        night = stored_night(settings, run, collected=True)
        results = _judge(night)
        code = _exit_code(settings, results)
        set_state(night, State.JUDGED if results.usable else State.UNUSABLE, exit_code=code)
        console.print(f"第 {night.run_id} 次巡检已重新检查:{len(results.findings)} 个问题。")
        raise typer.Exit(code)


@app.command(help="对已检查的巡检重新生成报告,不访问网络。")
def report(config: ConfigOption = CONFIG, run: RunOption = None) -> None:
    """Draw the report of a judged run again."""
    night = stored_night(_load(config), run, collected=True)
    if night.state not in (State.JUDGED, State.REPORTED, State.UNUSABLE):
        raise OperatorError(
            f"第 {night.run_id} 次巡检还没有检查,请先运行 gongkai check --run {night.run_id}。"
        )
    console.print(f"报告:{_report(night, results_of(night))}", markup=False, soft_wrap=True)


@app.command(help="列出已有的巡检。")
def runs(config: ConfigOption = CONFIG) -> None:
    """List the stored runs."""
    console.print(runs_table(list_runs(open_store(_load(config).database_url))))


@app.command(help="上次何时巡检、结果如何、下次何时。")
def status(config: ConfigOption = CONFIG) -> None:
    """Say how the last night ended and when the next begins."""
    settings = _load(config)
    last = next(iter(list_runs(open_store(settings.database_url), 1)), None)
    text = status_text(settings, last, dt.datetime.now(dt.UTC))
    console.print(text, markup=False, soft_wrap=True)


@app.command(
    "schedule", help="生成(--install 则安装)每晚巡检的 systemd 定时器,并给出等价的 cron 行。"
)
def schedule_command(
    config: ConfigOption = CONFIG,
    to_install: Annotated[bool, typer.Option("--install", help="安装并启用定时器。")] = False,
) -> None:
    """Write the timer."""
    for line in schedule(_load(config), config.resolve(), to_install):
        console.print(line, markup=False, soft_wrap=True)


@app.command(help="列出全部检查项(Markdown)。")
def catalogue() -> None:
    """Print the catalogue of checks."""
    sys.stdout.write(checks._catalogue.markdown())


@plan_app.command("show", help="显示要点的全部条款和责任单位。")
def plan_show(config: ConfigOption = CONFIG) -> None:
    """Show the plan."""
    settings = _load(config)
    plan = load_plan(settings.plan.year, settings.plan_file)
    table = Table("条款", "标题", "责任单位", title=plan.title)
    for clause in plan.clauses:
        table.add_row(clause.key, clause.title, "、".join(clause.offices))
    console.print(table)


@plan_app.command("import", help="从发布的要点(文本、网页或网址)生成 TOML。")
def plan_import(
    source: Annotated[str, typer.Argument(help="文件或网址。")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到文件,默认屏幕。")
    ] = None,
) -> None:
    """Read a plan as published and write it as data."""
    plan = read_plan(fetch_text(source), source)
    text = plan_to_toml(plan)
    if output is None:
        sys.stdout.write(text)
    else:
        write_new(output, text)
    for doubt in plan.doubts:
        print(f"需要核对:{doubt}", file=sys.stderr)


@portal_app.command("serve", help="在本机提供示例门户,按 Ctrl-C 停止。")
def portal_serve(
    port: Annotated[int, typer.Option(help="端口。")] = 8620,
    faults: Annotated[bool, typer.Option("--faults", help="植入约十处问题。")] = False,
) -> None:
    """Serve the sample portal on loopback."""
    sys.path.insert(0, str(Path(__file__).parent))  # the portal is in the checkout alone
    try:
        from tests.portal.__main__ import main as portal
    except ImportError as error:
        raise OperatorError("示例门户只在源码目录中,安装包里没有。") from error
    portal(["serve", "--port", str(port), *(["--faults"] if faults else [])])


def _load(path: Path, as_of: dt.datetime | None = None) -> Config:
    settings = load(path)
    set_up(settings)
    refuse_expired(settings, (as_of or dt.datetime.now(SHANGHAI)).date())
    return settings


def _open(settings: Config, as_of: dt.datetime | None, fresh: bool) -> Night:
    now = dt.datetime.now(dt.UTC)
    refuse_unready(settings, now)
    read_all(settings.registers, settings.folder)  # every mistake is named before anything runs
    waived: dict[str, dict[str, object]] = {each.check: {} for each in settings.waivers}
    refuse_unknown(checks._catalogue.load(), waived | settings.checks)
    plan = load_plan(settings.plan.year, settings.plan_file)
    if mistakes := office_mistakes(settings, (o for c in plan.clauses for o in c.offices)):
        raise OperatorError("config.toml 中的责任单位有误:" + ";".join(mistakes))
    night = open_night(settings, now, as_of.date() if as_of else None, fresh)
    if night.continued:
        console.print(f"继续被中断的第 {night.run_id} 次巡检。")
    return night


def _crawl(night: Night) -> Night:
    with Progress(console) as progress:
        return crawl_stage.collect(night, progress.tell)


def _judge_and_report(night: Night) -> int:
    results = _judge(night)
    index = _report(night, results)
    code = _exit_code(night.config, results)
    set_state(night, State.REPORTED if results.usable else State.UNUSABLE, exit_code=code)
    console.print(summary(results, index))
    return code


def _judge(night: Night) -> Results:
    """Judge a run, unless so little was seen that any judgement could be a false accusation."""
    settings = night.config
    store_plan(night, load_plan(settings.plan.year, settings.plan_file))
    store_registers(night, read_all(settings.registers, settings.folder))
    snapshot = snapshot_of(night)
    night = set_state(night, State.CRAWLED, ending=snapshot.obstacle())
    usable = results_of(night).usable
    if usable:
        store_judgements(night, *judge(snapshot, settings.checks))
    else:
        store_judgements(night, *withhold(snapshot.run, "本次巡检看到的内容太少,不作判断"))
    return results_of(set_state(night, State.JUDGED if usable else State.UNUSABLE))


def _report(night: Night, results: Results) -> Path:
    return write_report(results, night.config.report_folder / f"{night.run_id:05d}")


def _exit_code(settings: Config, results: Results) -> int:
    if not results.usable:
        return UNUSABLE
    return FINDINGS if results.failed_at(Severity(settings.reports.fail_on)) else CLEAN


def main() -> None:
    """Run the command line; a mistake is one sentence and exit code 2, never a traceback."""
    errors = Console(stderr=True)
    try:
        app()
    except (OperatorError, NightUnusable) as reason:
        errors.print(str(reason), style="bold red", markup=False, soft_wrap=True)
        sys.exit(MISTAKE if isinstance(reason, OperatorError) else UNUSABLE)
    except Exception as error:  # a bug or a broken machine must not look like findings (1)
        logging.getLogger("gongkai").exception("uncaught")
        told = f"程序出错({error}),请检查磁盘空间和权限,或把日志交给维护者。"
        errors.print(told, style="bold red", markup=False, soft_wrap=True)
        sys.exit(UNUSABLE)
    except KeyboardInterrupt:
        errors.print("已中断;已抓取的内容都已保存,再次运行 gongkai run 将从中断处继续。")
        sys.exit(130)


if __name__ == "__main__":
    main()
