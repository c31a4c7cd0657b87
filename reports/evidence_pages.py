"""findings/<citation>.html: of one finding the page as captured, beside norm and clause."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from reports.views import FindingView
from store.exhibits import Exhibit
from store.judgements import Evidence
from store.keys import fingerprint
from store.results import Results


@dataclass(frozen=True)
class Shown:
    """A piece of evidence with what it shows of the page."""

    evidence: Evidence
    exhibit: Exhibit

    @property
    def picture(self) -> str:
        """The picture as a data URL, so that the page is whole by itself; "" without one."""
        drawn = self.exhibit.picture
        if drawn is None:
            return ""
        return f"data:image/png;base64,{base64.b64encode(drawn.png).decode()}"


def evidence_pages(
    environment: Environment, results: Results, findings: Iterable[FindingView]
) -> dict[str, bytes]:
    """File name → bytes of the evidence page of each finding."""
    template = environment.get_template("evidence.html")
    loader = environment.loader
    assert loader is not None
    style = Markup(loader.get_source(environment, "evidence.css")[0])
    seal = fingerprint(results.public_key.encode()) if results.public_key else ""
    return {
        view.page: template.render(
            finding=view, shown=_shown(results, view), evidence_style=style, seal_key=seal
        ).encode()
        for view in findings
    }


def _shown(results: Results, view: FindingView) -> list[Shown]:
    exhibits = results.exhibits.get(view.judgement.fingerprint, ())
    missing = Exhibit(note="没有随报告附上网页原文，请按存档核对。")
    return [
        Shown(evidence, exhibits[place] if place < len(exhibits) else missing)
        for place, evidence in enumerate(view.evidence)
    ]
