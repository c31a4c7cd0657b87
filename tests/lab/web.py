"""The web servers of all situations: one nginx, a server block for each address family."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.lab.address_plan import REFERENCES_V4, REFERENCES_V6
from tests.lab.certificates import Authority
from tests.lab.model import Placed

_HEAD = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 2048; }}
http {{
  default_type "text/html; charset=utf-8"; access_log off; server_names_hash_bucket_size 128;
  client_body_temp_path {folder}/t; proxy_temp_path {folder}/t; fastcgi_temp_path {folder}/t;
  uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t; keepalive_timeout 5;
"""
_BODY = "全省公共文化服务体系建设稳步推进,文化惠民工程成效显著,非物质文化遗产保护工作持续加强。"
#: The port that a diverted connection meets: see ``faults.diverted``.
ONCE = 8503


def _page(title: str, body: str) -> str:
    links = "".join(f'<a href="/{n}.html">第{n}条通知公告</a>' for n in range(1, 4))
    return f"<html><head><title>{title}</title></head><body>{links}<p>{body}</p></body></html>"


#: Folder → its home page. Each also has inner pages 1.html to 3.html, but "home-only".
PAGES = {
    "home": _page("省文化厅", _BODY * 60),
    "home-only": _page("省文化厅", _BODY * 60),
    "large": _page("省文化厅", _BODY * 3000),
    "other": _page("Welcome to nginx!", "If you see this page, the web server is installed. " * 99),
    "challenge": "<html><head><title></title></head><body><script>$_ts=1</script>安全验证</body></html>",
}


def configuration(folder: Path, placed: Iterable[Placed], authority: Authority) -> Path:
    """Write pages and nginx.conf into a folder; returns the latter."""
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(text)
        for n in (1, 2, 3) if name != "home-only" else ():
            (folder / name / f"{n}.html").write_text(text)
    blocks = [block for each in placed for block in _blocks(folder, each, authority)]
    certificate = authority.issue("reference.example", "good")
    places = (*(f"[{address}]" for address in REFERENCES_V6), *REFERENCES_V4)
    references = " ".join(f"listen {place}:443 ssl;" for place in places)
    blocks.append(f"server {{ {references} {_certificate(certificate)} root {folder}/home; }}")
    path = folder / "nginx.conf"
    path.write_text(_HEAD.format(folder=folder) + "\n".join(blocks) + "\n}\n")
    return path


def _blocks(folder: Path, placed: Placed, authority: Authority) -> Iterable[str]:
    """The server blocks of one situation, over IPv4 and over IPv6."""
    web, plot = placed.situation.web, placed.plot
    first = (web.page, web.answer, web.certificate)
    other = (web.page_v6, web.answer_v6, web.certificate_v6)
    over_v6 = tuple(a if b is None else b for a, b in zip(first, other, strict=True))
    v6 = [f"[{plot.fill(address)}]" for address in web.at]
    for hosts, ports, (page, answer, kind) in (
        ([plot.fill("{v4}")], web.v4, first),
        (v6, web.v6, over_v6),
    ):
        for port in ports if hosts else ():
            listens = " ".join(f"listen {h}:{port}{' ssl' * (port == 443)};" for h in hosts)
            key = _certificate(authority.issue(plot.host, kind)) if port == 443 else ""
            root = f"root {folder}/{page}; index index.html;"
            yield f"server {{ {listens} {key} {root} {answer} }}"
    if any(fault.rule.endswith(f":{ONCE}") for fault in placed.situation.faults):
        places = (plot.fill("{v4}"), plot.fill("[{v6}]"))
        yield f"server {{ {' '.join(f'listen {p}:{ONCE};' for p in places)} return 503; }}"


def _certificate(path: Path) -> str:
    return f"ssl_certificate {path}; ssl_certificate_key {path};"
