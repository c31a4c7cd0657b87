"""What people sign: statements about what the site cannot show, and waivers of findings."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Annotated

import typer

from checks._catalogue import cards
from checks._signing import item_of, waived_check
from commands.shared import CONFIG, ConfigOption, console, load_config
from operations.lock import run_lock
from operations.signatures import expired_lines, items_table, statements_table
from store.config import Config, Waiver
from store.database import open_store
from store.errors import OperatorError
from store.judgements import Statement
from store.loading import columns_of
from store.nights import SHANGHAI, list_runs, start_url, stored_night
from store.registers import read_all
from store.signatures import (
    finding_under,
    record_statement,
    record_waiver,
    statements_of,
    waivers_of,
)
from store.snapshot import ColumnView
from store.statements import of_register, until_of

app = typer.Typer()


@app.command(
    help="登记一份人工确认：谁、哪个处室、何时、就哪件事作何声明；只增不改。--list 列出全部。"
)
def attest(
    item: Annotated[str, typer.Argument(help="条款（如 13）、检查项编号、栏目网址或名称。")] = "",
    by: Annotated[str, typer.Option("--by", help="签字人姓名。")] = "",
    text: Annotated[str, typer.Option("--text", help="声明的内容。")] = "",
    office: Annotated[str, typer.Option("--office", help="签字人所在处室。")] = "",
    file: Annotated[
        Path | None,
        typer.Option("--file", help="签字文件；只记文件名和 SHA-256 摘要，不保存文件。"),
    ] = None,
    on: Annotated[
        dt.datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="签字日期，默认今天。"),
    ] = None,
    until: Annotated[
        dt.datetime | None,
        typer.Option("--until", formats=["%Y-%m-%d"], help="有效期至，默认签字当年年底。"),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="列出要确认的事项和已登记的声明。")
    ] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Record a statement, or list them."""
    settings = load_config(config)
    if listed:
        _list(settings)
        return
    if not (item and by.strip() and text.strip()):
        raise OperatorError("请写明事项、--by 签字人和 --text 声明内容；或用 --list 列出。")
    signed_on, valid_until = _span(on, until)
    name, digest = _paper(file)
    said = Statement(
        item=item_of(item, _columns(settings)), text=text.strip(), signed_by=by.strip(),
        signed_on=signed_on, valid_until=valid_until, office=office.strip(), file=name, digest=digest,
    )  # fmt: skip
    with run_lock(settings.data_folder, "gongkai attest"):
        engine = open_store(settings.database_url)
        record_statement(engine, start_url(settings), said, dt.datetime.now(dt.UTC))
    console.print(
        f"已登记：{said.item}，{said.signed_by} {signed_on} 签字，有效期至 {valid_until}；"
        "下次检查起采用，可用 gongkai check 立即重新检查。",
        markup=False, soft_wrap=True,
    )  # fmt: skip


@app.command(help="登记一项豁免：只在报告中注明，不隐藏问题，不改变判定；只增不改。")
def waive(
    what: Annotated[str, typer.Argument(help="检查项编号，或问题的引用编号。")],
    reason: Annotated[str, typer.Option("--reason", help="理由。")],
    approver: Annotated[str, typer.Option("--approver", help="批准人。")],
    begin: Annotated[dt.datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="自哪天起。")],
    until: Annotated[dt.datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="至哪天止。")],
    subject: Annotated[str, typer.Option("--subject", help="只就一个对象，默认全部对象。")] = "",
    config: ConfigOption = CONFIG,
) -> None:
    """Record a waiver of a check, or of the finding that has a citation number."""
    settings = load_config(config)
    if until < begin:
        raise OperatorError("--until 早于 --from。")
    if not (reason.strip() and approver.strip()):
        raise OperatorError("--reason 和 --approver 不能为空。")
    engine = open_store(settings.database_url)
    check, own = finding_under(engine, what) or (waived_check(what), subject)
    given = Waiver(
        check=check, subject=own, reason=reason.strip(), approver=approver.strip(),
        valid_from=begin.date(), valid_until=until.date(),
    )  # fmt: skip
    with run_lock(settings.data_folder, "gongkai waive"):
        record_waiver(engine, start_url(settings), given, dt.datetime.now(dt.UTC))
    console.print(
        f"已登记：{check}{f'（{own}）' if own else ''} 的豁免，{given.valid_from} 至 "
        f"{given.valid_until}；报告照常列出问题并注明豁免。",
        markup=False, soft_wrap=True,
    )  # fmt: skip


def name_doubtful(settings: Config, day: dt.date) -> None:
    """Print what was signed and is over on a day, and what of the register is about nothing."""
    listed, recorded = _statements(settings)
    given = waivers_of(open_store(settings.database_url), start_url(settings))
    for line in expired_lines((*listed, *recorded), given, day):
        console.print(line, markup=False, soft_wrap=True, style="yellow")
    columns = _columns(settings) if listed else []
    for said in listed:
        try:
            item_of(said.item, columns)
        except OperatorError as mistake:
            told = f"人工确认台账 {said.file}：{mistake}这份声明不起作用。"
            console.print(told, markup=False, soft_wrap=True, style="yellow")


def _statements(settings: Config) -> tuple[list[Statement], tuple[Statement, ...]]:
    """The statements of the register, and those recorded by command."""
    read = read_all(settings.registers, settings.folder)
    listed = [said for each in read if each.name == "attestations" for said in of_register(each)]
    return listed, statements_of(open_store(settings.database_url), start_url(settings))


def _list(settings: Config) -> None:
    today = _today()
    listed, recorded = _statements(settings)
    known = (*listed, *recorded)
    asked = [card for card in cards(today, settings.plan.year) if card.id.startswith("attest.")]
    console.print(items_table(asked, known, today))
    if known:
        console.print(statements_table(known, today))


def _today() -> dt.date:
    return dt.datetime.now(SHANGHAI).date()


def _span(on: dt.datetime | None, until: dt.datetime | None) -> tuple[dt.date, dt.date]:
    signed_on = on.date() if on else _today()
    if signed_on > _today():
        raise OperatorError(f"签字日期 {signed_on} 还没有到。")
    valid_until = until.date() if until else until_of(signed_on)
    if valid_until < signed_on:
        raise OperatorError(f"有效期至 {valid_until} 早于签字日期 {signed_on}。")
    return signed_on, valid_until


def _paper(file: Path | None) -> tuple[str, str]:
    if file is None:
        return "", ""
    try:
        body = file.read_bytes()
    except OSError as error:
        raise OperatorError(f"签字文件 {file} 无法读取：{error.strerror}。") from error
    return file.name, f"sha256:{hashlib.sha256(body).hexdigest()}"


def _columns(settings: Config) -> list[ColumnView]:
    """The columns of the last run; [] before the first."""
    held = list_runs(open_store(settings.database_url))
    known = any(run.portal == settings.portal.name for run in held)
    return columns_of(stored_night(settings)) if known else []
