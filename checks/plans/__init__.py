"""Plans as data: ``read_plan`` makes one from a published text, ``load_plan`` opens a file."""

from checks.plans._files import (
    load_plan,
    plan_from_json,
    plan_to_json,
    plan_to_toml,
    shipped_years,
)
from checks.plans._reading import read_plan

__all__ = [
    "load_plan",
    "plan_from_json",
    "plan_to_json",
    "plan_to_toml",
    "read_plan",
    "shipped_years",
]
