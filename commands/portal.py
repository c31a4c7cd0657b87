"""The sample portal, from the checkout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from store.errors import OperatorError

app = typer.Typer(help="示例门户。", no_args_is_help=True)


@app.callback()
def portal() -> None:
    """Keep ``portal`` a group though it has one command."""


@app.command("serve", help="在本机提供示例门户,按 Ctrl-C 停止。")
def portal_serve(
    port: Annotated[int, typer.Option(help="端口。")] = 8620,
    faults: Annotated[bool, typer.Option("--faults", help="植入约十处问题。")] = False,
) -> None:
    """Serve the sample portal on loopback."""
    sys.path.insert(0, str(Path(__file__).parents[1]))  # the portal is in the checkout alone
    try:
        from tests.portal.__main__ import main as serve
    except ImportError as error:
        raise OperatorError("示例门户只在源码目录中,安装包里没有。") from error
    serve(["serve", "--port", str(port), *(["--faults"] if faults else [])])
