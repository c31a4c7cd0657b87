"""``python -m tests.portal serve``: the sample portal and its name server until interrupted."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

from tests.portal.build import PORT, build
from tests.portal.dns_server import resolving
from tests.portal.hostile import hostile
from tests.portal.model import Portal
from tests.portal.mutation import plant
from tests.portal.mutations import DEMO_FAULTS, by_id
from tests.portal.registers import config_text
from tests.portal.server import serving

DNS_PORT = 8653


def prepare(port: int = PORT, seed: int = 2018, faults: bool = False) -> Portal:
    """The portal, compliant or with the demonstration's faults."""
    portal = build(seed, port)
    return plant(portal, DEMO_FAULTS) if faults else portal


def _serve(options: argparse.Namespace) -> None:
    portal = prepare(options.port, options.seed, options.faults)
    if options.mutation:
        portal = plant(portal, by_id(*options.mutation))
    folder = Path(options.folder).resolve()
    with serving(portal, options.port) as served, resolving(portal.dns, options.dns_port) as names:
        text = config_text(portal, served.port, names.port, folder, served.reference_port)
        (folder / "config.toml").write_text(text, encoding="utf-8")
        print(f"示例门户:{served.start_url}(本机 {served.local_url} 与 [::1])", flush=True)
        print(
            f"域名服务:127.0.0.1 与 ::1,端口 {names.port};配置文件:{folder / 'config.toml'}",
            flush=True,
        )
        threading.Event().wait()


def _hostile(options: argparse.Namespace) -> None:
    with hostile(options.port) as served:
        print(f"恶意门户:{served.start_url}", flush=True)
        threading.Event().wait()


def main(arguments: list[str] | None = None) -> None:
    """Reads the command line and serves until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.portal", description="示例门户")
    commands = parser.add_subparsers(required=True)
    serve = commands.add_parser("serve", help="提供示例门户")
    serve.add_argument("--port", type=int, default=PORT)
    serve.add_argument("--dns-port", type=int, default=DNS_PORT)
    serve.add_argument("--seed", type=int, default=2018)
    serve.add_argument("--faults", action="store_true", help="植入约十个问题")
    serve.add_argument("--mutation", action="append", default=[], help="只植入指明的问题,可重复")
    serve.add_argument("--folder", default="data/portal", help="配置与台账写入的文件夹")
    serve.set_defaults(run=_serve)
    bad = commands.add_parser("hostile", help="提供恶意门户")
    bad.add_argument("--port", type=int, default=PORT + 1)
    bad.set_defaults(run=_hostile)
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except KeyboardInterrupt:
        print("已停止")


if __name__ == "__main__":
    main()
