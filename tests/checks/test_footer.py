"""Seven marks at the foot: each missing in turn, and footers that were not read."""

from __future__ import annotations

import msgspec
import pytest

from checks._declare import Check
from checks._run import judge
from checks.footer import identity_complete
from checks.selftest._site import IDENTITY, article, home, listing, site
from store.facts import Identity, Link, PageFacts
from store.snapshot import Snapshot
from store.vocabulary import Cause, Outcome, Place
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, PASS, Case


def everywhere(**changed: str) -> Snapshot:
    """A site whose pages all have the same changed foot."""
    made = msgspec.structs.replace(IDENTITY, **changed)
    return site({"/": home(identity=made), "/yw/": listing(identity=made),
                 "/yw/1.html": article(identity=made)})  # fmt: skip


def at_home(**changed: str) -> Snapshot:
    return site({"/": home(identity=msgspec.structs.replace(IDENTITY, **changed))})


def configured(**told: str) -> Snapshot:
    return site(nights={"about": {"identity": Identity(**told)}})


def framed(identity: Identity) -> Snapshot:
    shell = home(identity=Identity(site_code="6200000042", icp="陇ICP备15001598号", phone="0931-1"))
    shell = _with_frame(shell)
    bare = Identity()
    return site({"/": shell, "/yw/": listing(identity=bare), "/yw/1.html": article(identity=bare),
                 "/foot.html": builders.page("底部", identity=identity)})  # fmt: skip


def _with_frame(shell: PageFacts) -> PageFacts:
    links = (*shell.links, Link("/foot.html", "", Place.FRAME))
    return msgspec.structs.replace(shell, links=links)


CASES: dict[Check, list[Case]] = {
    identity_complete: [
        Case("seven", site(), PASS, "读到 7 项"),
        Case("address instead of a telephone", everywhere(phone="", address="庆阳路1号"), PASS),
        Case("police missing everywhere", everywhere(police=""), FAIL, "缺少：公安机关备案号"),
        Case("two missing", everywhere(police="", badge=""), FAIL, "缺少：公安机关备案号、党政机关标识"),
        Case("four left of seven", everywhere(police="", badge="", icp=""), FAIL),
        Case("three left", everywhere(police="", badge="", icp="", organizer=""), FAIL),
        Case("two left: the footer was not read", everywhere(
            police="", badge="", icp="", organizer="", phone=""), ERROR, "外部脚本"),
        Case("nothing read", site({"/": home(identity=Identity())}), ERROR),
        Case("missing on the home page alone", at_home(icp=""), ATTEST, "其他网页有：ICP备案号"),
        Case("one elsewhere, one nowhere", site({
            "/": home(identity=msgspec.structs.replace(IDENTITY, icp="", badge="")),
            "/yw/": listing(identity=msgspec.structs.replace(IDENTITY, badge="")),
            "/yw/1.html": article(identity=msgspec.structs.replace(IDENTITY, badge="")),
        }), FAIL, "缺少：党政机关标识"),
        Case("code of letters", everywhere(site_code="bm64130001"), PASS),
        Case("code of nine digits", everywhere(site_code="620000004"), ATTEST, "格式异常"),
        Case("police of thirteen digits", everywhere(police="6201000200060"), ATTEST, "14位"),
        Case("police with dashes", everywhere(police="62-010002-000600"), PASS),
        Case("number of the site below the ICP number", everywhere(icp="陇ICP备15001598号-3"), PASS),
        Case("ICP with blanks", everywhere(icp="陇ICP备 15001598号"), PASS),
        Case("error report without link", everywhere(error_report="#"), ATTEST, "没有链接"),
        Case("as the config says", configured(site_code="6200000042", icp="陇ICP备15001598号-1"), PASS),
        Case("the config says another code", configured(site_code="6200000024"), ATTEST, "配置为"),
        Case("the config says another organizer", configured(organizer="省旅发委"), ATTEST),
        Case("in a frame", framed(IDENTITY), PASS),
        Case("in a frame that was not seen", site({
            "/": _with_frame(home(identity=Identity(
                site_code="6200000042", icp="陇ICP备15001598号", phone="1")))},
            {"failed": {"/foot.html": Cause.TIMEOUT}}), ERROR, "/foot.html"),
        Case("frame without a foot", framed(Identity()), FAIL),
        Case("home page not seen", builders.snapshot(failed={"/": Cause.DNS}, home=False), ERROR),
        Case("home page doubtful", site({"/": home(
            identity=msgspec.structs.replace(IDENTITY, icp=""), doubts=("内容不完整",))}), ERROR),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    "part", ["site_code", "icp", "police", "organizer", "badge", "error_report"]
)
def test_each_missing_part_is_named_with_evidence(part: str) -> None:
    _, (judgement,) = judge(everywhere(**{part: ""}), among=(identity_complete,))
    assert judgement.outcome is Outcome.FAIL
    assert judgement.evidence[0].url == builders.HOME
    assert judgement.subject == ""
