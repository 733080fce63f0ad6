"""A case that another office handed over is taken over; one that was handed over takes nothing more."""

from collections.abc import Callable

import pytest

from app.domain.case import Case
from app.domain.draft import Draft
from app.domain.fact import Fact
from app.domain.household import Linked, link
from app.domain.steps import handover
from app.domain.steps.handover import Continued, HandedOver
from app.domain.steps.procedure import Actor
from app.errors import Refused
from app.services import afterwards, handover_steps, visit_steps
from app.services.desk import Desk
from app.services.intake import Picture
from tests.services.on_the_way import accepted

CAME = Continued("01a20d5c-0000-7000-8000-0000000000c9", "青龙镇", "2026-10-13", "户籍迁来", "郑直")
SAID = HandedOver("2026-10-13", "三汇镇", "01a20d5c-0000-7000-8000-0000000000ca", "户籍迁走", "郑直")
COUNTY = Actor("o", "郑直", at_county=True)
PAPER = Picture(b"a paper", "image/jpeg", b"\xff\xd8 a paper", {}, "good", "file")


@pytest.fixture
def case(desk: Desk, draft: Draft) -> Case:
    return accepted(desk, draft)


def told(desk: Desk, *facts: Fact) -> None:
    with desk.store.work(desk.author) as work:
        work.append(facts)


def test_who_takes_it_over_goes_on_with_it(desk: Desk, case: Case) -> None:
    told(desk, handover.begin(case.id, CAME))
    assert [one.what for one in desk.store.todos(desk.today(), "take_over")] == ["take_over"]
    summary = desk.store.case_summary(case.id)
    assert summary is not None
    assert summary.handler == ""

    after = handover_steps.take_over(desk, case.id, "和青龙说好了")

    assert after.handler == desk.author.officer
    assert after.assigned is not None
    assert (after.assigned.name, after.assigned.reason) == (desk.officer_name, "和青龙说好了")
    assert desk.store.todos(desk.today(), "take_over") == ()
    with pytest.raises(Refused, match=r"assignment\.same"):
        handover_steps.take_over(desk, case.id, "")


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, case: afterwards.note(desk, case, "还想写"),
        lambda desk, case: afterwards.correct(desk, case, {"phone": "1"}, "写错了"),
        lambda desk, case: afterwards.add_paper(desk, case, "other", "", PAPER),
        lambda desk, case: visit_steps.prepare_round(desk, (case,), ())[0],
        lambda desk, case: handover_steps.take_over(desk, case, ""),
    ],
)
def test_what_has_moved_takes_nothing_more(desk: Desk, case: Case, act: Callable[[Desk, str], Case]) -> None:
    told(desk, handover.hand_over(case, SAID, COUNTY))
    count = len(desk.store.entries(f"case:{case.id}"))
    with pytest.raises(Refused) as refused:
        act(desk, case.id)
    assert (refused.value.code, refused.value.facts) == ("move.elsewhere", {"office": "三汇镇"})
    assert len(desk.store.entries(f"case:{case.id}")) == count
    assert desk.store.todos(desk.today()) == ()


def test_the_files_that_other_offices_keep_of_a_household_are_known(desk: Desk, case: Case) -> None:
    assert desk.store.household_links(case) == ()
    assert case.accepted is not None
    told(desk, link(case.accepted.household, Linked("h2", "三汇镇", "2026-10-13", "郑直")))
    assert [one.office for one in desk.store.household_links(case)] == ["三汇镇"]
    assert desk.store.listed_households() == ((), 0), "the register has nobody more for it"
