"""A sealed run that was pruned is still verified and cited; nothing can be hidden behind it."""

from __future__ import annotations

import datetime as dt
import random

import msgspec
import pytest
from sqlalchemy import Engine, delete, select

from store import nights, retention
from store.bundle import write_bundle
from store.citation_check import verify_citation
from store.citing import cited
from store.config import Config, Findings
from store.judgements import Judgement
from store.ledger import judgements_of, store_judgements
from store.model import captures, judgements
from store.nights import Night, State, open_night, set_state
from store.retention import FEWEST, prune
from store.seal import Seal
from tests.store import sealed
from tests.store.conftest import NOW

LARGE = {"http://h.gov.cn/z": random.Random(3).randbytes(90_000)}


@pytest.fixture
def old(config: Config, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> tuple[Night, Seal]:
    """A sealed run with findings and as many runs after it as are kept; it is pruned."""
    for module in (nights, retention):
        monkeypatch.setattr(module, "open_store", lambda _url: engine)
    night = sealed.judged(open_night(config, NOW, fresh=True), sealed.PAGES | LARGE)
    made = sealed.sealed(night)
    for number in range(1, FEWEST + 1):
        later = open_night(config, NOW + dt.timedelta(days=number), fresh=True)
        set_state(later, State.UNUSABLE)
    assert sealed.broken(night, made) == []
    done = prune(config, FEWEST, NOW + dt.timedelta(days=99))
    assert done.bytes > 80_000
    return night, made


def test_what_is_left_of_it_is_verified(old: tuple[Night, Seal]) -> None:
    night, made = old
    told = [each.told for each in sealed.proofs(night, made)]
    assert sealed.broken(night, made) == []
    assert any("按保留规则清理过" in each for each in told)
    assert any("判定、栏目、台账、检查项说明和引用编号与封存一致" in each for each in told)


def test_its_findings_are_cited_and_bundled_as_before(old: tuple[Night, Seal]) -> None:
    night, _ = old
    for citation in ("公开-0001", "公开-0002"):
        found = cited(night.config, night.engine, citation, None)
        assert [each.told for each in verify_citation(found) if not each.holds] == []
        path = night.config.folder / f"{citation}.zip"
        write_bundle(found, "引文", path)
        assert path.stat().st_size > 1000


def test_a_changed_byte_of_what_a_finding_rests_on_is_found(old: tuple[Night, Seal]) -> None:
    night, made = old
    (path,) = sealed.warcs(night)
    query = select(captures.c.warc_offset, captures.c.url).where(
        captures.c.run_id == night.run_id, captures.c.digest.is_not(None)
    )
    with night.engine.connect() as connection:
        offset, url = connection.execute(query.order_by(captures.c.id)).first() or (0, "")
    sealed.flip(path, offset + 60)
    assert any(url in each for each in sealed.broken(night, made))


def test_a_capture_that_a_finding_rests_on_cannot_be_pruned_away(old: tuple[Night, Seal]) -> None:
    night, made = old
    with night.engine.begin() as connection:
        connection.execute(delete(captures).where(captures.c.run_id == night.run_id))
    assert any("抓取记录不见了" in each for each in sealed.broken(night, made))
    with night.engine.begin() as connection:
        connection.execute(delete(judgements).where(judgements.c.run_id == night.run_id))
    assert any(each.startswith("judgements/") for each in sealed.broken(night, made))


def test_a_number_that_was_given_later_is_no_addition(config: Config) -> None:
    patient = config.model_copy(
        update={"findings": Findings(confirm={sealed.CARD.id: (2, 2)})}
    )  # fmt: skip
    night = sealed.judged(open_night(patient, NOW, fresh=True), sealed.PAGES)
    made = sealed.sealed(night)
    later = open_night(patient, NOW + dt.timedelta(days=1), fresh=True)
    later = sealed.judged(later, sealed.PAGES)
    _, found = judgements_of(later)
    assert len(store_judgements(later, [sealed.CARD], _anew(found))) == 2
    assert sealed.broken(night, made) == []


def _anew(found: list[Judgement]) -> list[Judgement]:
    return [msgspec.structs.replace(each, message="另一句话") for each in found]
