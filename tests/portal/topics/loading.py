"""How long the home page takes."""

from __future__ import annotations

from tests.portal.model import Portal
from tests.portal.mutation import Mutation


def _slow(portal: Portal) -> None:
    for path in ("/", "/index.html"):
        portal.files[path].delay = 3.6


MUTATIONS = (
    Mutation("home-page-slow", "loading.home-fast", "首页很慢", expected="attest", served=_slow),
)
