"""What a check says of one subject: an outcome, a Chinese sentence and the evidence for it."""

from __future__ import annotations

from dataclasses import dataclass

from store.judgements import Evidence
from store.vocabulary import Outcome


@dataclass(frozen=True)
class Result:
    """Outcome of one check on one subject; made by the functions below, completed by the runner."""

    outcome: Outcome
    message: str
    evidence: tuple[Evidence, ...] = ()


def passed(message: str, *evidence: Evidence) -> Result:
    """The duty is met."""
    return Result(Outcome.PASS, message, evidence)


def failed(message: str, *evidence: Evidence) -> Result:
    """The duty is not met; raises ValueError without evidence: nobody is accused on our word."""
    if not evidence:
        raise ValueError("a failed result needs evidence")
    return Result(Outcome.FAIL, message, evidence)


def not_applicable(message: str, *evidence: Evidence) -> Result:
    """The duty does not exist for this subject, or is not due yet."""
    return Result(Outcome.NOT_APPLICABLE, message, evidence)


def attest(message: str, *evidence: Evidence) -> Result:
    """Only a person can know; the message says what to confirm."""
    return Result(Outcome.ATTEST, message, evidence)
