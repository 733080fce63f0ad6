"""A household that the county handed over to another township, and one that came from there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from app.domain.case import Case
from app.domain.fact import Fact
from app.domain.household import Linked, link
from app.domain.steps import handover
from app.domain.steps.handover import Continued, HandedOver
from app.domain.steps.procedure import Actor
from app.ids import uuid7
from tests.made_up import on_the_way as way

if TYPE_CHECKING:
    from tests.desk.counter import Counter

_COUNTY: Final = Actor("01900000-0000-7000-8000-0000000000fe", "郑直", at_county=True)
_THERE: Final = "渠县三汇镇人民政府"


def pages(at: "Counter", name: str) -> Iterator[str]:
    """Show a case that went, with something that came too late; one that came, and how it is taken over."""
    went, came = (way.accepted(way.ago(at.desk, 5), name, nth) for nth in (971, 972))
    day = at.desk.today().isoformat()
    why = "户籍迁走，以后在那边住，两边已经说好"
    _write(at, went, handover.hand_over(went, HandedOver(day, _THERE, uuid7(), why, "郑直"), _COUNTY), day)
    at.pages.go("case", went.id)
    at.settle()
    yield "case moved away"
    _write(at, came, handover.begin(came.id, Continued(uuid7(), _THERE, day, why, "郑直")), day)
    at.pages.go("case", came.id)
    at.settle()
    yield "case came"
    found = at.desk.store.case(came.id)
    assert found is not None
    at.pages.go("step", found, "take_over")
    at.settle()
    yield "step take_over"


def _write(at: "Counter", case: Case, fact: Fact, day: str) -> None:
    joined = link(case.accepted.household if case.accepted else "", Linked(uuid7(), _THERE, day, "郑直"))
    with at.desk.store.work(at.desk.author) as work:
        work.append([fact, joined])
