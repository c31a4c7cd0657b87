"""The resolvers that a machine may be given, by unbound: sound, filtering, refusing."""

from __future__ import annotations

from pathlib import Path

from tests.lab.address_plan import REFUSING_V6, REGISTRY_V4, REGISTRY_V6, RESOLVERS

_COMMON = """
server:
  chroot: ""
  username: ""
  use-syslog: no
  directory: "{folder}"
  pidfile: ""
  do-daemonize: no
  num-threads: 1
  interface: {address}
  access-control: 0.0.0.0/0 {access}
  module-config: "iterator"
  root-hints: "{folder}/root.hints"
  target-fetch-policy: "0 0 0 0 0"
  msg-cache-size: 4m
  rrset-cache-size: 4m
{more}
remote-control:
  control-enable: no
"""
#: Names that the sound resolver answers for itself: an inner view, and names it denies.
INNER, DENIED = "inner-view.gov.cn", "denied-by-resolver.gov.cn"
_MORE = {
    "sound": f"""  local-zone: "{INNER}" transparent
  local-data: "www.{INNER} A 10.1.2.3"
  local-zone: "{DENIED}" always_nxdomain""",
    # Takes every global AAAA out of every answer.
    "filtering": "  private-address: 2000::/3",
    "refusing": f"  interface: {REFUSING_V6}\n  access-control: ::/0 refuse",
}


def configurations(folder: Path) -> dict[str, Path]:
    """Write unbound.conf of each resolver that runs; returns name → file."""
    (folder / "root.hints").write_text(
        f". 3600 NS registry.\nregistry. 3600 A {REGISTRY_V4}\nregistry. 3600 AAAA {REGISTRY_V6}\n"
    )
    found = {}
    for name in ("sound", "filtering", "refusing"):
        found[name] = folder / f"{name}.conf"
        found[name].write_text(
            _COMMON.format(
                folder=folder, address=RESOLVERS[name], more=_MORE.get(name, ""),
                access="refuse" if name == "refusing" else "allow",
            )
        )  # fmt: skip
    return found
