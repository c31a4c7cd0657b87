"""The report site and its search for the department's own network."""

from __future__ import annotations

import ipaddress
import socket
from typing import Annotated

import typer
import uvicorn

from commands.shared import CONFIG, ConfigOption, console, load_config
from reports.serving.app import application
from store.errors import OperatorError

app = typer.Typer()

#: Longest time in seconds that a connection may be idle, and connections at one time.
_IDLE, _CONNECTIONS = 5, 64


@app.command(help="在本机提供报告网页和查找（只读）；默认只有本机能打开，给内网用请放在代理后面。")
def serve(
    host: Annotated[str, typer.Option("--host", help="监听的地址。")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="监听的端口。")] = 8018,
    names: Annotated[
        list[str] | None,
        typer.Option("--name", help="人们用来打开它的主机名，可以写几次；本机名总可以。"),
    ] = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Serve until interrupted."""
    settings = load_config(config)
    allowed = ["127.0.0.1", "localhost", "[::1]", *(names or [host])]
    if any(_is_any(name) for name in allowed):
        raise OperatorError(f"监听 {host} 时要用 --name 写明人们用来打开它的主机名。")
    site = application(settings, allowed)
    with _listening(host, port) as listener:
        where = f"http://{_printed(host)}:{listener.getsockname()[1]}/"
        console.print(f"报告网页：{where}（Ctrl+C 停止）", markup=False, soft_wrap=True)
        server = uvicorn.Server(
            uvicorn.Config(site, log_level="warning", access_log=False, server_header=False,
                           timeout_keep_alive=_IDLE, limit_concurrency=_CONNECTIONS,
                           proxy_headers=False, lifespan="off")
        )  # fmt: skip
        server.run([listener])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise OperatorError(
            f"不能监听 {host} 的 {port} 端口（{error.strerror or error}）；请用 --port 换一个端口。"
        ) from error
    return listener


def _is_any(name: str) -> bool:
    try:
        return ipaddress.ip_address(name.strip("[]")).is_unspecified
    except ValueError:
        return name == "*"


def _printed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
