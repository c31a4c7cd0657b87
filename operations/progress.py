"""The progress of a night on a terminal; on a log it says each step once."""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

logger = logging.getLogger(__name__)


class Progress:
    """One bar a step. ``tell(step, done, total)``: total 0 means that it is not known."""

    def __init__(self, console: Console) -> None:
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._steps: dict[str, TaskID] = {}
        self._said: set[str] = set()

    def __enter__(self) -> Self:
        """Show the bars."""
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the bars as they stand."""
        self._bars.stop()

    def tell(self, step: str, done: int, total: int) -> None:
        """Note that a step has come so far; the words before a bracket name the step."""
        key = step.partition("(")[0]
        if key not in self._said:
            self._said.add(key)
            logger.info("开始:%s", key)
        if key not in self._steps:
            self._steps[key] = self._bars.add_task(step, total=total or None)
        self._bars.update(self._steps[key], description=step, completed=done, total=total or None)
