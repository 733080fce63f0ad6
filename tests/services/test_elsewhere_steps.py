"""An office settles what the county saw elsewhere, as the officer who found it out."""

import pytest

from app.domain.case import Case
from app.domain.draft import Draft
from app.domain.fact import Fact, plain
from app.domain.steps.elsewhere import Seen, Settled
from app.errors import Refused
from app.services import elsewhere_steps
from app.services.desk import Desk
from tests.services.on_the_way import accepted, on


@pytest.fixture
def case(desk: Desk, draft: Draft) -> Case:
    return accepted(desk, draft)


def test_it_is_settled_on_the_day_and_by_the_officer(desk: Desk, case: Case) -> None:
    seen = Seen("2026-10-13", "person", case.members[0].id, "渠县三汇镇人民政府", "2026-10-12", "县里比对")
    with desk.store.work(desk.author) as work:
        work.append([Fact(f"case:{case.id}", "case.seen_elsewhere", 1, plain(seen))])
    assert [one.what for one in desk.store.todos(desk.today(), "settle_elsewhere")] == ["settle_elsewhere"]

    after = elsewhere_steps.settle(on(desk, "2026-10-14"), case.id, Settled(seen.name, "", "both", "两边都对", ""))

    (settled,) = after.progress.elsewhere_settled
    assert (settled.settled_on, settled.by) == ("2026-10-14", desk.author.officer)
    assert desk.store.todos(desk.today(), "settle_elsewhere") == ()
    with pytest.raises(Refused) as refused:
        elsewhere_steps.settle(desk, case.id, Settled(seen.name, "", "both", "又写一次", ""))
    assert refused.value.code == "elsewhere.none"
