"""How a check is declared: metadata, then one function whose parameter's type is its scope."""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from checks._results import Result
from store.snapshot import ColumnView, Document, Page, Snapshot
from store.vocabulary import Severity

#: Scopes that the runner knows without a generator.
BUILT_IN: Final = (Snapshot, Page, Document, ColumnView)

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+")
#: A row of the requirements: the clause's key and a number, or X and a number for all clauses.
_ROW: Final = re.compile(r"\d{1,2}[ab]?\.\d{1,2}|X\d{1,2}")


@dataclass(frozen=True)
class Topic:
    """A clause of the plan (by key) as a subject; ``norms`` are cited by checks that name none."""

    clause: str
    title: str
    norms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Setting:
    """A threshold of our own, overridden by config ``[checks."check.id"] key = value``."""

    default: float | int | str
    meaning: str  # Chinese, for the catalogue


class Settings(Mapping[str, Any]):
    """The thresholds of one check: its defaults under what the config says."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = dict(values)

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


@dataclass(frozen=True, eq=False)
class Check:
    """A declared check; called like the function it was made of, with default thresholds."""

    id: str
    topic: Topic
    severity: Severity
    title: str
    remedy: str
    expected: str
    norms: tuple[str, ...]
    needs: tuple[str, ...]
    method: str
    version: str
    function: Callable[..., Result]
    scope: type[Any]
    takes_settings: bool
    settings: Mapping[str, Setting] = field(default_factory=lambda: MappingProxyType({}))
    rows: tuple[str, ...] = ()  # of the requirements that it covers
    confirm: tuple[int, int] = (1, 1)  # failures within so many observations open a finding
    helped_by: tuple[str, ...] = ()  # registers that it reads as well where there are any

    def thresholds(self, overrides: Mapping[str, Any] = MappingProxyType({})) -> Settings:
        """The thresholds in force under overrides from the config."""
        defaults = {key: setting.default for key, setting in self.settings.items()}
        return Settings({**defaults, **overrides})

    def __call__(self, subject: Any, settings: Settings | None = None) -> Result:
        """Judge one subject; exceptions pass through to the runner."""
        if not self.takes_settings:
            return self.function(subject)
        return self.function(subject, settings if settings is not None else self.thresholds())


def check(
    *,
    id: str,
    topic: Topic,
    severity: Severity,
    title: str,
    remedy: str,
    expected: str,
    norms: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    settings: Mapping[str, Setting] = MappingProxyType({}),
    method: str = "",
    version: str = "1",
    rows: tuple[str, ...] = (),
    confirm: tuple[int, int] = (1, 1),
    helped_by: tuple[str, ...] = (),
) -> Callable[[Callable[..., Result]], Check]:
    """Declare a check. ``norms`` are ids of norms.toml ("预算法#14"); empty: those of the topic.

    ``rows`` are the rows of the requirements that it covers ("5.1", "X3"). ``confirm``, of things
    that flicker: how many of how many last observations, one a day, must fail before a finding
    opens; the config may say otherwise. ``helped_by`` are registers without which it judges, too.

    Raises:
        ValueError: the id is no lower-case words, a row is none, ``confirm`` cannot be reached, or
            the function's annotations give no scope.
    """
    if not _ID.fullmatch(id):
        raise ValueError(f"check id {id!r} must be lower-case words joined by dots and dashes")
    if wrong := [row for row in rows if not _ROW.fullmatch(row)]:
        raise ValueError(f"{id} covers {wrong[0]!r}, which is no row of the requirements")
    if not 1 <= confirm[0] <= confirm[1]:
        raise ValueError(f"{id} asks for {confirm[0]} failures of {confirm[1]} observations")

    def declare(function: Callable[..., Result]) -> Check:
        scope, takes_settings = _signature(function)
        if settings and not takes_settings:
            raise ValueError(f"{id} has settings but no second parameter of type Settings")
        return Check(
            id, topic, severity, title, remedy, expected, norms or topic.norms, needs,
            method, version, function, scope, takes_settings, MappingProxyType(dict(settings)), rows,
            confirm, helped_by,
        )  # fmt: skip

    return declare


# -- subjects -----------------------------------------------------------------------------------

Generator = Callable[[Snapshot], Iterable[Any]]

#: Type of subject → the function that finds all of them in a snapshot.
_GENERATORS: dict[type[Any], Generator] = {}


def subjects(function: Generator) -> Generator:
    """Register a generator of subjects; its return annotation ``Iterator[T]`` names their type.

    A subject has ``key`` (stable over nights, never a message) and ``title``. The generator may
    raise Unseen or MissingRegister; one that finds nothing gives one not_applicable judgement.
    """
    returned = typing.get_type_hints(function).get("return")
    arguments = typing.get_args(returned)
    if not arguments or not isinstance(arguments[0], type):
        raise ValueError(f"{function.__name__} must return Iterator[SubjectType]")
    known = _GENERATORS.setdefault(arguments[0], function)
    if known is not function:
        raise ValueError(f"two generators for {arguments[0].__name__}")
    return function


def generator_of(scope: type[Any]) -> Generator:
    """The generator of a subject type; raises LookupError when none is registered."""
    if scope not in _GENERATORS:
        raise LookupError(f"no @subjects generator returns {scope.__name__}")
    return _GENERATORS[scope]


def _signature(function: Callable[..., Result]) -> tuple[type[Any], bool]:
    hints = typing.get_type_hints(function)
    hints.pop("return", None)
    kinds = list(hints.values())
    if not kinds or len(kinds) > 2 or not isinstance(kinds[0], type):
        raise ValueError(f"{function.__name__} needs one annotated subject (and Settings)")
    if len(kinds) == 2 and kinds[1] is not Settings:
        raise ValueError(f"the second parameter of {function.__name__} must be Settings")
    return kinds[0], len(kinds) == 2
