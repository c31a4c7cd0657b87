"""Clause 19: seven marks at the foot, or six."""

from __future__ import annotations

from functools import partial

import msgspec

from checks.selftest import Case
from checks.selftest._site import IDENTITY, article, home, listing, site
from store.vocabulary import Outcome

_SIX = msgspec.structs.replace(IDENTITY, police="")
_PAGES = {
    "/": home(identity=_SIX), "/yw/": listing(identity=_SIX), "/yw/1.html": article(identity=_SIX),
}  # fmt: skip

CASES = (
    Case("footer.identity-complete", Outcome.PASS, site),
    Case("footer.identity-complete", Outcome.FAIL, partial(site, _PAGES)),
)
