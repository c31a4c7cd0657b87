"""Of one finding each piece of evidence beside the page as it was captured."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from reports.views import FindingView
from store.exhibits import Exhibit
from store.judgements import Evidence
from store.results import Results

_MISSING = Exhibit(note="没有随报告附上网页原文，请按存档核对。")


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


def exhibits(results: Results, view: FindingView) -> list[Shown]:
    """The evidence that is shown of a finding, in its order."""
    known = results.exhibits.get(view.judgement.fingerprint, ())
    return [
        Shown(evidence, known[place] if place < len(known) else _MISSING)
        for place, evidence in enumerate(view.evidence)
    ]
