"""The registers that the sample department keeps, and the operator's file that goes with it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import tomli_w

from tests.portal.model import (
    DEPARTMENT,
    HOST,
    ICP,
    PLAN_YEAR,
    POLICE,
    REFERENCES,
    SITE_CODE,
    Portal,
    Site,
)
from tests.portal.topics import topics

OFFICES = (
    "厅机关各处室", "厅办公室", "厅市场处", "厅计划财务处", "厅公共文化处", "提案建议承办单位、处室",
)  # fmt: skip
#: What differs in a laboratory: its names end with .test, and a slow page need not be very slow.
LABORATORY = {
    "domains.government-name": {"suffixes": HOST},
    "loading.home-fast": {"most_seconds": 3.5},
    "emergencies.first-notice": {"hours": 5},
}


def tables(site: Site) -> dict[str, bytes]:
    """Register name → CSV with Chinese header, UTF-8 with BOM as spreadsheets write it."""
    found = {"proposals": _proposals(site), "budget_approvals": _approvals(site)}
    for topic in topics():
        if hasattr(topic, "registers"):
            for name, rows in topic.registers(site).items():  # several topics may add rows
                found[name] = [*found.get(name, rows[:1]), *rows[1:]]
    return {name: _csv(rows) for name, rows in found.items()}


def _csv(rows: list[list[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def _proposals(site: Site) -> list[list[str]]:
    header = [
        "编号",
        "类别",
        "级别",
        "标题",
        "主办或会办",
        "交办日期",
        "答复日期",
        "是否公开",
        "是否全文公开",
    ]
    rows = [
        [
            str(p.number), p.kind, "省级", f"关于{p.subject}的{p.kind[2:]}", p.role,
            p.assigned.isoformat(), p.replied.isoformat(), _yes(p.public), _yes(p.full_text),
        ]
        for p in site.proposals
    ]  # fmt: skip
    together = [
        [
            "人大建议",
            "省级",
            f"关于乡村振兴的建议之{n}",
            "会办",
            "2018-03-20",
            "2018-05-22",
            "否",
            "否",
        ]
        for n in range(1, site.co_handled + 1)
    ]
    rows += [[str(900 + n), *row] for n, row in enumerate(together, 1)]
    return [header, *rows]


def _approvals(site: Site) -> list[list[str]]:
    header = ["单位", "年度", "类型", "批复日期", "是否涉密"]
    rows = [
        [d.unit, str(d.year), d.kind, d.approved.isoformat(), "否"]
        for d in site.disclosures
        if d.registered
    ]
    return [header, *rows]


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _site(netloc: str) -> dict[str, object]:
    """[site]: what topics say that checks must know of the site."""
    made: dict[str, object] = {}
    for topic in topics():
        if hasattr(topic, "site_facts"):
            made |= topic.site_facts(netloc)
    return made


def config_text(
    portal: Portal, port: int, dns_port: int, folder: Path, reference_port: int = 0,
    tls_port: int = 0,
) -> str:  # fmt: skip
    """The operator's file for a portal served on loopback; writes the registers to ``folder``.

    ``reference_port`` is ``Served.reference_port``; without it the references share the portal's
    port, which is wrong for a portal that does not listen over IPv6. ``tls_port`` is
    ``Served.tls_port``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for name, body in portal.registers.items():
        (folder / f"{name}.csv").write_bytes(body)
        paths[name] = str(folder / f"{name}.csv")
    netloc = f"{portal.host}:{port}"
    hosts = [netloc, *(f"{name}:{port}" for name in portal.further_hosts)]
    return tomli_w.dumps({
        "portal": {
            "name": DEPARTMENT, "start_url": f"http://{netloc}/", "hosts": hosts,
            "site_code": SITE_CODE, "icp": ICP, "police": POLICE, "organizer": DEPARTMENT,
        },
        "crawl": {"rate": 2000.0, "concurrency": 16, "timeout": 10.0, "contact": "xxzx@sample.test"},
        "network": {
            "nameservers": [f"127.0.0.1:{dns_port}"], "dns_port": dns_port,
            "treat_as_global": ["::1/128"],
            "ipv6_references": [f"{name}:{reference_port or port}" for name in REFERENCES],
            # other people's sites are served at the portal's port
            "ports": {"80": port} | ({"443": tls_port} if tls_port else {}),
        },
        "plan": {"year": PLAN_YEAR},
        "site": _site(netloc),
        "checks": LABORATORY,
        "offices": [{"plan_name": name} for name in OFFICES],
        "registers": paths,
        "reports": {"directory": str(folder / "out"), "citation_prefix": f"甘文旅-{PLAN_YEAR}"},
        "store": {"directory": str(folder / "data")},
    })  # fmt: skip
