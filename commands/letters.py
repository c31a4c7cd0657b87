"""Letters of a judged run: 整改通知书 for an office, 通报 for the whole, 引用函 for a finding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.shared import (
    CONFIG,
    ConfigOption,
    RunOption,
    console,
    judged_night,
    load_config,
    writing,
)
from reports import files
from reports.items import office_named
from reports.ledger_book import write_book
from reports.letter_words import circular_words, citation_words, notice_words
from reports.letters import (
    CIRCULAR,
    CITATION,
    NOTICE,
    TEMPLATES,
    letter,
    refuse_unreliable,
    shipped,
)
from reports.printing import to_pdf
from store.config import Config, Letters
from store.database import open_store
from store.errors import OperatorError
from store.ledger import results_of
from store.results import Results
from store.seal import report_name

app = typer.Typer(help="公文：整改通知书、通报、引用函（Word）。", no_args_is_help=True)

NumberOption = Annotated[
    str, typer.Option("--number", help="发文字号，如 甘文旅办函〔2018〕12号。")
]
DateOption = Annotated[
    dt.datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="成文日期，默认该次巡检的截至日期。"),
]
FolderOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="写到哪个文件夹，默认报告目录下的“发文”。"),
]
PdfOption = Annotated[bool, typer.Option("--pdf", help="同时转成 PDF（要有 LibreOffice）。")]


@app.command(help="整改通知书：一个责任单位尚未整改的问题，附问题台账。")
def notice(
    office: Annotated[str, typer.Option("--office", help="责任单位，印的名称或现在的名称。")],
    number: NumberOption = "",
    date: DateOption = None,
    folder: FolderOption = None,
    pdf: PdfOption = False,
    run: RunOption = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Write the notice of an office with its ledger."""
    settings, results = _results(config, run)
    words = notice_words(results, _signed(settings), office, number, _day(date, results))
    printed = office_named(results, office)
    name = f"整改通知书-{files.safe_name(words['责任单位'])}.docx"
    target = _write(settings, results, NOTICE, words, folder, name, pdf)
    book = write_book(results, target, printed, _address(settings, results))
    console.print(f"附件：{book}", markup=False, soft_wrap=True)


@app.command(help="通报：全部责任单位的情况，附问题台账。")
def circular(
    number: NumberOption = "",
    date: DateOption = None,
    folder: FolderOption = None,
    pdf: PdfOption = False,
    run: RunOption = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Write the circular with the ledger of all offices."""
    settings, results = _results(config, run)
    words = circular_words(results, _signed(settings), number, _day(date, results))
    target = _write(settings, results, CIRCULAR, words, folder, CIRCULAR, pdf)
    book = write_book(results, target, base=_address(settings, results))
    console.print(f"附件：{book}", markup=False, soft_wrap=True)


@app.command(help="引用函：一个问题的条款、依据、事实、证据和核验办法。")
def citation(
    number_cited: Annotated[str, typer.Argument(metavar="引用编号", help="如 甘文旅-2018-0042。")],
    to: Annotated[str, typer.Option("--to", help="主送单位，默认该问题的责任单位。")] = "",
    number: NumberOption = "",
    date: DateOption = None,
    folder: FolderOption = None,
    pdf: PdfOption = False,
    run: RunOption = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Write the letter that cites a finding."""
    settings, results = _results(config, run)
    day = _day(date, results)
    words = citation_words(results, _signed(settings), number_cited, to, number, day)
    name = f"引用函-{files.safe_name(words['引用编号'])}.docx"
    _write(settings, results, CITATION, words, folder, name, pdf)


@app.command(help="把自带的三个公文模板写到文件夹里，改好后写进 [letters] templates。")
def templates(
    folder: Annotated[Path, typer.Argument(help="写到哪个文件夹；已有的文件不覆盖。")],
) -> None:
    """Copy the shipped templates for an office to change."""
    if there := [name for name in TEMPLATES if (folder / name).exists()]:
        raise OperatorError(f"{folder} 里已有 {'、'.join(there)}，不覆盖；请换一个文件夹。")
    with writing(folder):
        for name in TEMPLATES:
            files.write(folder / name, shipped(name))
    console.print(f"已写入：{'、'.join(TEMPLATES)}", markup=False, soft_wrap=True)


def _results(config: Path, run: int | None) -> tuple[Config, Results]:
    settings = load_config(config)
    results = results_of(judged_night(settings, run))
    refuse_unreliable(results)
    return settings, results


def _signed(settings: Config) -> Letters:
    """``[letters]`` with an issuer: the one given there, else who runs the portal."""
    issuer = settings.letters.issuer or settings.portal.organizer or settings.portal.name
    return settings.letters.model_copy(update={"issuer": issuer})


def _day(date: dt.datetime | None, results: Results) -> dt.date:
    return date.date() if date else results.run.as_of


def _write(
    settings: Config,
    results: Results,
    template: str,
    words: Mapping[str, Any],
    folder: Path | None,
    name: str,
    pdf: bool,
) -> Path:
    """Write a letter, and its PDF when wanted; returns the folder."""
    body = letter(template, words, settings.letter_folder)
    target = folder or settings.outgoing_folder / f"{results.run.id:05d}"
    with writing(target):
        files.write(target / name, body)
    console.print(f"公文：{target / name}", markup=False, soft_wrap=True)
    if pdf:
        console.print(f"PDF：{to_pdf(target / name)}", markup=False, soft_wrap=True)
    return target


def _address(settings: Config, results: Results) -> str:
    name = report_name(open_store(settings.database_url), results.run.id)
    return settings.reports.address_of(name)
