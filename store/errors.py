"""The exceptions that cross a stage boundary.

Three kinds, each with one handler: a mistake of the operator ends the command (exit code 2);
a thing that was not seen makes a judgement ``error``; a list that is not there makes it
``needs_input``. Anything else is a bug and is recorded as ``error`` with its type by the runner.
"""


class OperatorError(Exception):
    """A mistake the operator can mend: one whole Chinese sentence saying what, where, what to do."""


class NightUnusable(Exception):
    """The run cannot be judged (portal unreachable, disk full): one whole Chinese sentence."""


class Unseen(Exception):
    """A check asked for something the snapshot cannot show; the message says why, in Chinese."""


class MissingRegister(Exception):
    """A check needs a register, or a row of it, that the office has not supplied."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


class TookTooLong(Exception):
    """A question to the store was stopped because it took longer than it may."""
