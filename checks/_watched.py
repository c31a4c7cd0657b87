"""A snapshot that remembers what was asked of it, so that a judgement can say what it rests on."""

from __future__ import annotations

from store.column_kinds import canonical
from store.snapshot import ColumnView, Register, Snapshot


class Watched(Snapshot):
    """The same snapshot under watch; only registers that were there are remembered."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Share everything with the snapshot that is watched."""
        self.__dict__.update(vars(snapshot))
        self.origin: Snapshot = snapshot.origin if isinstance(snapshot, Watched) else snapshot
        self.registers_asked: set[str] = set()
        self.kinds_asked: set[str] = set()  # English words of column kinds

    def register(self, name: str) -> Register:
        """A register; raises ``MissingRegister``."""
        found = super().register(name)
        self.registers_asked.add(name)
        return found

    def columns_of(self, kind: str) -> tuple[ColumnView, ...]:
        """The columns of a kind (its English word or Chinese title), in the order of discovery."""
        self.kinds_asked.add(canonical(kind))
        return super().columns_of(kind)

    def has_register(self, name: str) -> bool:
        """Whether a register is there; asking leaves no trace."""
        return name in self._registers

    def digest_of(self, name: str) -> str:
        """The digest of a register that is there; asking leaves no trace."""
        return self._registers[name].digest
