"""The time that one whole probe may take."""

from __future__ import annotations

import time
from typing import Final

#: Seconds kept back, so that a loop that stops in time can still hand over what it measured.
RESERVE: Final = 30.0


class Budget:
    """Seconds from now on, by the monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that remain, never negative."""
        return max(0.0, self._end - time.monotonic())

    def spent(self) -> bool:
        """Whether nothing new may be begun."""
        return self.left() <= RESERVE
