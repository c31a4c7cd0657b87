"""Nights: run, crawl, read, check, report, and what is known of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import typer

import checks._catalogue
from checks._run import judge, refuse_unknown
from checks._selftest import broken
from checks._withhold import withhold
from checks.plans import load_plan
from commands.notices import tell, tell_failure
from commands.publishing import publish, refuse_unsealable
from commands.shared import (
    CLEAN,
    CONFIG,
    FINDINGS,
    UNUSABLE,
    AsOfOption,
    ConfigOption,
    FreshOption,
    RunOption,
    console,
    judged_night,
    load_config,
    writing,
)
from commands.signatures import name_doubtful
from crawler.page_reader import PageReader
from operations.lock import run_lock
from operations.preflight import refuse_unready
from operations.progress import Progress
from operations.schedule import due, schedule
from operations.status import runs_table, status_text
from reports.printing import print_page
from reports.summary import summary
from store.config import Config, office_mistakes
from store.database import open_store
from store.errors import NightUnusable, OperatorError
from store.ledger import results_of, store_judgements, store_plan
from store.loading import snapshot_of
from store.nights import (
    SHANGHAI,
    Night,
    State,
    list_runs,
    moved,
    open_night,
    set_state,
    store_registers,
    stored_night,
)
from store.registers import read_all
from store.results import Results
from store.seal_aside import set_aside
from store.titles import index_titles
from store.vocabulary import Severity

app = typer.Typer()


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
    settings = load_config(config, as_of)
    last = next(iter(list_runs(open_store(settings.database_url), 1)), None)
    if if_due and not due(settings, last.started_at if last else None, dt.datetime.now(dt.UTC)):
        console.print("本夜已经巡检过,或现在不在允许访问的时段,不巡检。")
        return
    with run_lock(settings.data_folder, "gongkai run"), PageReader(lasting=False) as reader:
        reader.warm()
        raise typer.Exit(_whole_night(_open(settings, as_of, fresh), reader))


@app.command(help="只抓取,不检查。")
def crawl(
    config: ConfigOption = CONFIG, as_of: AsOfOption = None, fresh: FreshOption = False
) -> None:
    """Run the collecting stage."""
    settings = load_config(config, as_of)
    with run_lock(settings.data_folder, "gongkai crawl"), PageReader(lasting=False) as reader:
        reader.warm()
        night = _crawl(_open(settings, as_of, fresh), reader)
        console.print(f"第 {night.run_id} 次巡检已抓取完成,可用 gongkai check 检查。")


@app.command(help="用当前的阅读规则重新阅读已保存的网页和附件。")
def read(config: ConfigOption = CONFIG, run: RunOption = None) -> None:
    """Read the stored bodies of a run again."""
    from crawler.run import read_again

    settings = load_config(config)
    with run_lock(settings.data_folder, "gongkai read"), Progress(console) as progress:
        night = stored_night(settings, run, collected=True)
        set_aside(night)
        night = read_again(night, progress.tell)
        console.print(f"第 {night.run_id} 次巡检已重新阅读,可用 gongkai check 重新检查。")


@app.command(help="对已保存的快照重新检查,不访问网络;--as-of 改以另一天为准。")
def check(config: ConfigOption = CONFIG, run: RunOption = None, as_of: AsOfOption = None) -> None:
    """Judge a stored run again, as of its own day or of another one."""
    settings = load_config(config)
    with run_lock(settings.data_folder, "gongkai check"):
        night = stored_night(settings, run, collected=True)
        sealed = set_aside(night)
        if as_of is not None and as_of.date() != night.as_of:
            told = f"第 {night.run_id} 次巡检改以 {as_of:%Y-%m-%d} 为准(原为 {night.as_of})。"
            night = moved(night, as_of.date())
            console.print(told)
        name_doubtful(settings, night.as_of)
        results = _judge(night)
        code = _exit_code(settings, results)
        set_state(night, State.JUDGED if results.usable else State.UNUSABLE, exit_code=code)
        console.print(f"第 {night.run_id} 次巡检已重新检查:{len(results.findings)} 个问题。")
        if sealed:  # a sealed run is never changed in silence: a new version points at the old one
            index = publish(night, results, "重新检查", **_ended(results, code))
            console.print(f"新一版报告:{index}", markup=False, soft_wrap=True)
        raise typer.Exit(code)


@app.command(help="对已检查的巡检生成新一版报告并封存,旧版不动;不访问网络;--pdf 另存 PDF。")
def report(
    config: ConfigOption = CONFIG,
    run: RunOption = None,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="同时生成 PDF(要有 Chromium 或 LibreOffice)。")
    ] = False,
) -> None:
    """Draw the report of a judged run again."""
    settings = load_config(config)
    with run_lock(settings.data_folder, "gongkai report"):
        night = judged_night(settings, run)
        results = results_of(night)
        ended = _ended(results, _exit_code(settings, results))
        index = publish(night, results, "重新生成报告", **ended)
        console.print(f"报告:{index}", markup=False, soft_wrap=True)
        if pdf:
            console.print(f"PDF:{_printed(settings, index)}", markup=False, soft_wrap=True)


@app.command(help="列出已有的巡检。")
def runs(config: ConfigOption = CONFIG) -> None:
    """List the stored runs."""
    console.print(runs_table(list_runs(open_store(load_config(config).database_url))))


@app.command(help="上次何时巡检、结果如何、下次何时。")
def status(config: ConfigOption = CONFIG) -> None:
    """Say how the last night ended and when the next begins."""
    settings = load_config(config)
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
    for line in schedule(load_config(config), config.resolve(), to_install):
        console.print(line, markup=False, soft_wrap=True)


def _open(settings: Config, as_of: dt.datetime | None, fresh: bool) -> Night:
    now = dt.datetime.now(dt.UTC)
    refuse_unready(settings, now)
    refuse_unsealable(settings)
    read_all(settings.registers, settings.folder)  # every mistake is named before anything runs
    waived: dict[str, dict[str, object]] = {each.check: {} for each in settings.waivers}
    confirmed: dict[str, dict[str, object]] = {name: {} for name in settings.findings.confirm}
    refuse_unknown(checks._catalogue.load(), waived | confirmed | settings.checks)
    plan = load_plan(settings.plan.year, settings.plan_file)
    if mistakes := office_mistakes(settings, (o for c in plan.clauses for o in c.offices)):
        raise OperatorError("config.toml 中的责任单位有误:" + ";".join(mistakes))
    name_doubtful(settings, as_of.date() if as_of else now.astimezone(SHANGHAI).date())
    night = open_night(settings, now, as_of.date() if as_of else None, fresh)
    if night.continued:
        console.print(f"继续被中断的第 {night.run_id} 次巡检。")
    return night


def _crawl(night: Night, reader: PageReader) -> Night:
    from crawler.run import collect  # Scrapy: the readers start meanwhile, others do without it

    with Progress(console) as progress:
        return collect(night, progress.tell, reader)


def _whole_night(night: Night, reader: PageReader) -> int:
    """Crawl, judge and report; a night that does not come to its end is told of and raised."""
    try:
        night = _crawl(night, reader)
        reader.close()  # what reads pages has no part in judging, and takes memory
        return _judge_and_report(night)
    except (NightUnusable, OperatorError) as reason:
        tell_failure(night.config, str(reason))
        raise
    except Exception as error:  # its words may hold what must not leave the house
        tell_failure(night.config, f"程序出错（{type(error).__name__}），详见日志。")
        raise


def _judge_and_report(night: Night) -> int:
    results = _judge(night)
    code = _exit_code(night.config, results)
    index = publish(night, results, **_ended(results, code))
    console.print(summary(results, index))
    index_titles(night.engine)
    tell(night.config, results, index.parent.name)
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
        store_judgements(night, *judge(snapshot, settings.checks, switched_off=broken()))
    else:
        store_judgements(night, *withhold(snapshot.run, "本次巡检看到的内容太少,不作判断"))
    return results_of(set_state(night, State.JUDGED if usable else State.UNUSABLE))


def _printed(settings: Config, index: Path) -> Path:
    """The first page of a report as PDF, in the folder of what is sent: the report is sealed."""
    folder = settings.outgoing_folder / index.parent.name
    with writing(folder):
        return print_page(index, folder / "报告.pdf", settings.crawl.browser)


def _ended(results: Results, code: int) -> dict[str, Any]:
    """What becomes true of a run when it is sealed."""
    return {"state": State.REPORTED if results.usable else State.UNUSABLE, "exit_code": code}


def _exit_code(settings: Config, results: Results) -> int:
    if not results.usable or results.held:
        return UNUSABLE
    return FINDINGS if results.failed_at(Severity(settings.reports.fail_on)) else CLEAN
