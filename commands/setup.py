"""A portal for the first time: look at a bounded part of it and write a first config.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checks.plans import shipped_years
from commands.shared import CONFIG, console
from operations.first_config import Draft, confirmations, first_config, write_config
from operations.progress import Progress
from store.config import load
from store.errors import OperatorError
from store.first_look import FirstLook

app = typer.Typer()

#: Addresses of a portal that are fetched to write its first config.
PAGES = 300


@app.command(help="初次使用：有限地抓取门户，写出带说明的 config.toml，并列出要人工确认的事项。")
def init(
    url: Annotated[str, typer.Argument(help="门户首页的网址。")],
    output: Annotated[Path, typer.Option("--output", "-o", help="写到哪个文件。")] = CONFIG,
    pages: Annotated[
        int, typer.Option("--pages", min=1, max=5_000, help="最多抓取多少个网址。")
    ] = PAGES,
    rate: Annotated[float, typer.Option("--rate", min=0.01, help="每秒最多几次请求。")] = 2.0,
    contact: Annotated[
        str, typer.Option("--contact", help="联系方式（邮箱或网址），附在 User-Agent 之后。")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件。")] = False,
) -> None:
    """Write a first config."""
    from crawler.first_crawl import bounds, first_look  # Scrapy, which other commands do without

    if output.exists() and not force:
        raise OperatorError(f"{output} 已经存在，不覆盖；请用 -o 换一个文件名，或加 --force。")
    how_far = bounds(pages, rate, contact)
    with Progress(console) as progress:
        look = first_look(url, how_far, progress.tell)
    draft = Draft(file=output.name, contact=contact, rate=rate, year=max(shipped_years()))
    write_config(output, first_config(look, draft), force)
    load(output)  # what is written must be what the next command reads
    for line in _told(look, output):
        console.print(line, markup=False, soft_wrap=True)
    console.print("需要确认：")
    for number, line in enumerate(confirmations(look, draft), 1):
        console.print(f"  {number}. {line}", markup=False, soft_wrap=True)


def _told(look: FirstLook, output: Path) -> list[str]:
    system = look.systems[0].name if look.systems else "没有认出"
    return [
        f"看了 {look.pages} 个网页，发现 {look.discovered} 个网址；建站系统：{system}；"
        f"栏目 {len(look.columns)} 个。",
        f"已写入 {output}。",
    ]
