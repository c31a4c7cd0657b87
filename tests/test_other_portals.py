"""Whole nights on portals of other systems: nothing is held against them that is not true.

Content is that of the sample, compliant; addresses, templates, encodings, lists and attachments
are those of 大汉 JCMS, 博达 VSB and an old ASP site. Then real faults are planted in each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from checks._catalogue import load
from crawler.page_reader import PageReader
from store.vocabulary import ROLL_UP, Outcome
from tests.nights import crawled, judged, laboratory, visited
from tests.portal.assets import PROTECTION
from tests.portal.model import Portal, Resource
from tests.portal.mutation import Mutation
from tests.portal.mutations import MUTATIONS
from tests.portal.other_styles import Style
from tests.portal.style_asp import ASP
from tests.portal.style_jcms import JCMS
from tests.portal.style_vsb import VSB

STYLES = (JCMS, VSB, ASP)
#: Faults of the content alone, whatever system shows it; with the outcome where it differs.
FAULTS: dict[str, tuple[str, ...]] = {
    "jcms": ("budget-missing", "budget-late", "budget-without-funds-table", "deputy-reply-missing",
             "items-standard-blank", "cell-does-not-add-up"),
    "vsb": ("account-a-day-late", "budget-without-terms", "budget-merged-public",
            "member-reply-missing", "welfare-begun-late", "items-late"),
    "asp": ("account-without-spending-table", "text-differs-from-table", "reply-abstract",
            "overview-counts-differ", "items-without-procedure", "budget-without-funds-table"),
}  # fmt: skip
NAMED = {mutation.id: mutation for mutation in MUTATIONS}
CASES = [(style, NAMED[name]) for style in STYLES for name in FAULTS[style.name]]


@dataclass
class Nights:
    """One night after the other; each style keeps its store and its port."""

    reader: PageReader
    folder: Callable[[str], Path]
    ports: dict[str, int] = field(default_factory=dict)
    folders: dict[str, Path] = field(default_factory=dict)
    plains: dict[str, dict[str, tuple[Outcome, str]]] = field(default_factory=dict)

    def outcomes(self, style: Style, *faults: Mutation) -> dict[str, tuple[Outcome, str]]:
        """The gravest outcome of each check with what was said."""
        folder = self.folders.setdefault(style.name, self.folder(style.name))
        if style.name not in self.ports:
            with laboratory(style.build(), folder) as (_, served):
                self.ports[style.name] = served.port
        port = self.ports[style.name]
        built = style.build(port, faults)
        with laboratory(built, folder, port) as (config, _):
            visited(config, built)
            judgements = judged(crawled(config, self.reader))[1]
        found: dict[str, tuple[Outcome, str]] = {}
        for each in judgements:
            worst = found.get(each.check, (each.outcome, ""))[0]
            if each.check not in found or ROLL_UP.index(each.outcome) < ROLL_UP.index(worst):
                found[each.check] = (each.outcome, f"{each.subject} {each.message}")
        return found

    def plain(self, style: Style) -> dict[str, tuple[Outcome, str]]:
        """The night of a style without any fault, kept."""
        if style.name not in self.plains:
            self.plains[style.name] = self.outcomes(style)
        return self.plains[style.name]


#: These portals have the content of four clauses alone, and of clause 7 not what venues publish.
BUILT_FOR = {
    check.id
    for check in load()
    if check.topic.clause in ("2", "5", "7", "21")
    and not check.id.startswith(("attest.", "libraries.", "facilities."))
}


def accused(
    found: dict[str, tuple[Outcome, str]], plain: dict[str, tuple[Outcome, str]]
) -> dict[str, tuple[Outcome, str]]:
    """The failures that the night without a fault does not have."""
    return {
        check: told
        for check, told in found.items()
        if told[0] is Outcome.FAIL and plain[check][0] is not Outcome.FAIL
    }


def _in_place_of(part: str, answer: Resource | None) -> Callable[[Portal], None]:
    """The same answer at every address with such a part; None: they are gone."""

    def change(portal: Portal) -> None:
        for path in [path for path in portal.files if part in path]:
            if answer is None:
                del portal.files[path]
            else:
                portal.files[path] = answer

    return change


def _home_in_place_of(part: str) -> Callable[[Portal], None]:
    def change(portal: Portal) -> None:
        _in_place_of(part, Resource(portal.files["/index.htm"].body))(portal)

    return change


#: What befalls portals at night: nothing of it is anybody's fault under the plan.
ACCIDENTS: dict[str, Callable[[Portal], None]] = {
    "articles are the home page": _home_in_place_of("/info/"),
    "files are the home page": _home_in_place_of("download.jsp"),
    "files are gone": _in_place_of("download.jsp", None),
    "articles are a firewall's page": _in_place_of("/info/", Resource(PROTECTION.encode())),
    "further list pages fail": _in_place_of("/1.htm", Resource(b"error", "text/html", 500)),
    "a host forbids robots": _in_place_of(
        "zwgk.sample.test/robots.txt", Resource(b"User-agent: *\nDisallow: /\n", "text/plain")
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    with PageReader() as reader:
        yield Nights(reader, tmp_path_factory.mktemp)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_a_compliant_portal_is_found_compliant(style: Style, nights: Nights) -> None:
    wrong = {
        check: found
        for check, found in nights.plain(style).items()
        if found[0] not in (Outcome.PASS, Outcome.NOT_APPLICABLE) and check in BUILT_FOR
    }
    assert wrong == {}


@pytest.mark.parametrize("accident", ACCIDENTS.values(), ids=ACCIDENTS)
def test_what_was_not_seen_accuses_nobody(
    accident: Callable[[Portal], None], nights: Nights
) -> None:
    fault = Mutation("accident", "", "accident", served=accident)
    found = nights.outcomes(VSB, fault)
    assert accused(found, nights.plain(VSB)) == {}
    assert any(told[0] in (Outcome.ERROR, Outcome.ATTEST) for told in found.values())


@pytest.mark.parametrize(("style", "fault"), CASES, ids=[f"{s.name}-{f.id}" for s, f in CASES])
def test_a_real_fault_is_still_caught(style: Style, fault: Mutation, nights: Nights) -> None:
    found = nights.outcomes(style, fault)
    assert str(found[fault.check][0]) == fault.expected, found[fault.check]
    beside = {
        check: told
        for check, told in accused(found, nights.plain(style)).items()
        if check != fault.check and fault.also.get(check) != "fail"
    }
    assert beside == {}
