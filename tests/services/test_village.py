"""What a village cadre brought today, household by household."""

import pytest

from app.services import intake, village
from app.services.desk import Desk
from app.services.village import Household
from tests.filing.returned import CADRE, begun, brought


def test_what_was_accepted_comes_first_then_what_was_begun(desk: Desk) -> None:
    accepted, waiting = brought(desk, 1), brought(desk, 2)
    case = intake.accept(desk, accepted).case
    assert case.accepted is not None
    of_another, by_themselves = brought(desk, 3, "钱书记"), begun(desk, 4)

    found = village.brought(desk, f" {CADRE} ")

    name = accepted.applicant.identity.name
    assert found[0] == Household(
        accepted.id, name, "青龙村", len(case.filed) + 1, case.accepted.number, unsigned=("王建军",)
    )
    assert [(one.id, one.number, one.lacks, one.unsigned) for one in found[1:]] == [(waiting.id, "", (), ("王建军",))]
    assert not {of_another.id, by_themselves.id} & {one.id for one in found}


def test_what_stops_an_acceptance_is_named_once(desk: Desk) -> None:
    empty = village.begin(desk, CADRE, "青龙村")
    intake.save(desk, empty)

    (found,) = village.brought(desk, CADRE)

    assert (found.id, found.applicant, found.papers) == (empty.id, "", 0)
    assert "identity.name_missing" in found.lacks
    assert len(found.lacks) == len(set(found.lacks))


@pytest.mark.parametrize("nobody", ["", "  "])
def test_without_a_cadre_nobody_brought_anything(desk: Desk, nobody: str) -> None:
    brought(desk, 1, nobody)

    assert village.brought(desk, nobody) == ()
