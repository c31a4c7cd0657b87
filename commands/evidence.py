"""Evidence that stands up: verify a run, a citation or a bundle; cite; export."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from commands.publishing import time_stamp
from commands.shared import CLEAN, CONFIG, FINDINGS, ConfigOption, RunOption, console
from operations.lock import holder_of, run_lock
from operations.logs import set_up
from reports.citation import official_form
from store.bundle import write_bundle
from store.bundle_check import verify_bundle
from store.citation_check import verify_citation
from store.citing import Cited, cited
from store.config import Config, load
from store.database import open_store
from store.errors import OperatorError
from store.keys import fingerprint, new_signing_key, public_pem, signing_key
from store.nights import stored_night
from store.seal import Seal, seals_of, settle
from store.seal_check import verify_chain, verify_run
from store.seal_proofs import Proof
from store.wacz import write_wacz

app = typer.Typer()
group = typer.Typer(help="证据：导出存档、补时间戳、更换签名密钥。", no_args_is_help=True)
app.add_typer(group, name="evidence")

_RUN = re.compile(r"(\d+)(?:-v(\d+))?")


@app.command(
    help="核验一次巡检（编号，如 41 或 41-v2）、一个问题（引用编号）或一个证据包（文件）。"
)
def verify(
    what: Annotated[str, typer.Argument(help="巡检编号、引用编号或证据包。")],
    config: ConfigOption = CONFIG,
) -> None:
    """Recompute everything and say what holds; exit code 1 when something does not."""
    path = Path(what)
    proofs = verify_bundle(path) if path.suffix == ".zip" else _stored_proofs(what, config)
    raise typer.Exit(CLEAN if _tell(proofs) else FINDINGS)


@app.command(help="按正式格式打印一个问题的引文；--bundle 另写一个不装本程序也能核验的证据包。")
def cite(
    citation: Annotated[str, typer.Argument(help="引用编号。")],
    bundle: Annotated[Path | None, typer.Option("--bundle", help="证据包（.zip）。")] = None,
    run: RunOption = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Print a citation of the newest sealed run that found it, or of ``--run``."""
    settings = _load(config)
    found = cited(settings, open_store(settings.database_url), citation, run)
    text = official_form(found)
    sys.stdout.write(text)
    if bundle is not None:
        write_bundle(found, text, _suffixed(bundle))
        console.print(f"证据包：{bundle}", markup=False, soft_wrap=True)


@group.command(help="把一次巡检的存档导出为 WACZ，可用 ReplayWeb.page 打开。")
def export(
    run: Annotated[int, typer.Argument(help="巡检编号。")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="文件，默认 run-编号.wacz。")
    ] = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Write the WARC records of a run, and those it refers to, as a WACZ 1.1.1."""
    night = stored_night(_load(config), run, collected=True)
    file = output or Path(f"run-{run:05d}.wacz")
    write_wacz(night, file, dt.datetime.now(dt.UTC))
    console.print(f"已导出：{file}", markup=False, soft_wrap=True)


@group.command(help="为一次已封存的巡检向时间戳机构补要时间戳。")
def stamp(
    run: Annotated[int, typer.Argument(help="巡检编号。")], config: ConfigOption = CONFIG
) -> None:
    """Ask the configured authority again."""
    settings = _load(config)
    night = stored_night(settings, run)
    with run_lock(settings.data_folder, "gongkai evidence stamp"):
        seal = _newest(seals_of(night.engine, run), run)
        if seal.timestamp is not None:
            raise OperatorError(f"第 {run} 次巡检的封存已有时间戳，不再补要。")
        if why := time_stamp(night, seal):
            raise OperatorError(f"第 {run} 次巡检没有取得时间戳：{why}。")
    console.print(f"第 {run} 次巡检的封存已加时间戳。")


@group.command("new-key", help="原签名密钥丢失或泄露后换用新密钥；旧密钥文件改名保留。")
def new_key(config: ConfigOption = CONFIG) -> None:
    """Make a new signing key; earlier seals keep their public key."""
    settings = _load(config)
    file = settings.seal_key
    with run_lock(settings.data_folder, "gongkai evidence new-key"):
        try:
            if file.exists():
                file.rename(file.with_name(f"{file.name}.{dt.datetime.now(dt.UTC):%Y%m%d%H%M%S}"))
            new_signing_key(file)
        except OSError as error:
            raise OperatorError(f"无法写签名密钥 {file}（{error.strerror}）。") from error
        made = fingerprint(public_pem(signing_key(file, True).public_key()))
    console.print(f"已换用新密钥，公钥指纹 {made}；请备份 {file}。", markup=False, soft_wrap=True)


def _stored_proofs(what: str, config: Path) -> Iterable[Proof]:
    settings = _load(config)
    engine = open_store(settings.database_url)
    if holder_of(settings.data_folder) is None:  # what is under way now is not touched
        with run_lock(settings.data_folder, "gongkai verify"):
            settle(settings, engine)
    if number := _RUN.fullmatch(what):
        of_run = seals_of(engine, int(number[1]))
        version = int(number[2]) if number[2] else None
        return verify_run(settings, engine, _newest(of_run, int(number[1]), version))
    return _citation_proofs(settings, cited(settings, engine, what, None))


def _citation_proofs(settings: Config, found: Cited) -> Iterator[Proof]:
    yield from verify_chain(settings, found.engine)
    yield from verify_citation(found)


def _newest(of_run: list[Seal], run: int, version: int | None = None) -> Seal:
    wanted = [seal for seal in of_run if version in (None, seal.version)]
    if not wanted:
        which = f"第 {version} 版" if version else ""
        raise OperatorError(
            f"第 {run} 次巡检{which}没有封存；可用 gongkai runs 查看已有的巡检，"
            f"已检查而未封存的用 gongkai report --run {run} 生成报告并封存。"
        )
    return wanted[-1]


def _tell(proofs: Iterable[Proof]) -> bool:
    """Print each proof as it comes; whether all hold."""
    broken = 0
    for proof in proofs:
        broken += not proof.holds
        mark = "√" if proof.holds else "×"
        console.print(f"{mark} {proof.told}", markup=False, soft_wrap=True)
    told = "全部相符。" if not broken else f"有 {broken} 处不符，见上面标 × 的各行。"
    console.print(told, style="bold" if not broken else "bold red")
    return not broken


def _suffixed(path: Path) -> Path:
    if path.suffix != ".zip":
        raise OperatorError(f"证据包的文件名应以 .zip 结尾：{path}")
    return path


def _load(path: Path) -> Config:
    """The settings; expired waivers do not stand in the way of verifying."""
    settings = load(path)
    set_up(settings)
    return settings
