"""``make audit``: the whole nightly job against the sample portal, served here on loopback.

About ten faults are planted, so that the report has something to show. The store is kept in
``build/demo``: run it again for a second night on the same portal.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

from tests.portal.__main__ import DNS_PORT, prepare
from tests.portal.build import PORT
from tests.portal.dns_server import resolving
from tests.portal.model import AS_OF
from tests.portal.registers import config_text
from tests.portal.server import serving

FOLDER = Path("build/demo").resolve()


def free_or(port: int) -> int:
    """The port when nobody listens on it, else 0 (any free one)."""
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with socket.socket(family) as probe:
            probe.settimeout(1)
            if probe.connect_ex((host, port)) == 0:
                return 0
    return port


def main() -> int:
    """Serve, audit; returns 0 when the audit ran, whatever it found."""
    portal = prepare(PORT, faults=True)
    with (
        serving(portal, free_or(PORT)) as served,
        resolving(portal.dns, free_or(DNS_PORT)) as names,
    ):
        FOLDER.mkdir(parents=True, exist_ok=True)
        config = FOLDER / "config.toml"
        text = config_text(portal, served.port, names.port, FOLDER, served.reference_port)
        config.write_text(text, encoding="utf-8")
        print(f"示例门户:{served.start_url}(仅本机 127.0.0.1 与 [::1])", flush=True)
        command = [sys.executable, "-m", "audit", "run", "--config", str(config)]
        code = subprocess.call([*command, "--as-of", AS_OF.isoformat()])
    return 0 if code in (0, 1) else code


if __name__ == "__main__":
    sys.exit(main())
