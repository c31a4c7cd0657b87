"""A published page that is taken back while the list still leads to it."""

from __future__ import annotations

from tests.portal.model import Portal
from tests.portal.mutation import DEAD_LINK, Mutation
from tests.portal.rewriting import first


def _taken_back(portal: Portal) -> None:
    del portal.files[first(portal, "/shgy/tpgj/")]


MUTATIONS = (
    Mutation("page-taken-back", "withdrawals.explained", "已发布的信息被撤下，列表仍列出",
             expected="attest", served=_taken_back, also=DEAD_LINK),
)  # fmt: skip
