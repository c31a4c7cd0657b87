"""A week of visits between the nights: how many of them failed."""

from __future__ import annotations

from collections.abc import Callable

from store.records import COLUMN, HOME, HOME_V6
from tests.portal.model import Portal
from tests.portal.mutation import Mutation

#: One in twenty of a week's visits, 24 a day, is 8.4.
EACH_DAY, TOO_MANY = 24, 9


def _failed(kind: str, count: int) -> Callable[[Portal], None]:
    def change(portal: Portal) -> None:
        portal.failed_visits = {**portal.failed_visits, kind: count}

    return change


MUTATIONS = (
    Mutation("home-often-closed", "visits.home-opens", "首页一周内有5%以上的访问打不开",
             served=_failed(HOME, TOO_MANY)),
    Mutation("column-often-closed", "visits.columns-open", "栏目首页一周内多次打不开",
             expected="attest", served=_failed(COLUMN, TOO_MANY)),
    Mutation("v6-often-closed", "ipv6.success-rate", "经 IPv6 一周内多次打不开首页",
             expected="attest", served=_failed(HOME_V6, TOO_MANY)),
)  # fmt: skip
TRAPS = (
    Mutation("home-seldom-closed", "", "首页一周内偶有打不开", "pass",
             served=_failed(HOME, TOO_MANY - 1)),
)  # fmt: skip
