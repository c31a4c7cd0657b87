"""The front door: ``gongkai``. The commands are in ``commands/``, one file a subject.

Exit codes: 0 clean; 1 findings at or above ``fail_on``; 2 the operator's mistake, one sentence;
3 the night is not usable (portal unreachable, too little seen, nothing could be written).
"""

from __future__ import annotations

import logging
import sys

import typer
from rich.console import Console

from commands import (
    compare,
    evidence,
    explain,
    exports,
    findings,
    letters,
    nights,
    notices,
    plans,
    portal,
    rectify,
    registers,
    retention,
    serve,
    setup,
    signatures,
    visits,
)
from commands.shared import MISTAKE, UNUSABLE
from crawler.spawning import rarer_collections
from store.errors import NightUnusable, OperatorError

app = typer.Typer(
    help="公开(Gongkai):政府网站政务公开工作要点落实情况的夜间巡检。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for group in (
    setup, nights, visits, findings, compare, explain, exports, notices, plans, serve,
    signatures, retention, evidence,
):  # fmt: skip
    app.add_typer(group.app)
app.add_typer(registers.app, name="register")
app.add_typer(portal.app, name="portal")
app.add_typer(letters.app, name="letter")
app.add_typer(rectify.app, name="rectify")


def main() -> None:
    """Run the command line; a mistake is one sentence and exit code 2, never a traceback."""
    errors = Console(stderr=True)
    rarer_collections()
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
