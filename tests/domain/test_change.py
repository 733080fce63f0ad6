from dataclasses import replace

import pytest

from app.domain import change
from app.domain.change import Reported
from app.domain.visit import Visitor
from app.errors import Refused

TOLD = Reported(
    number="511725123-261012-0A-00003-2", received_on="2026-10-12", kinds=("death", "card"), since="2026-10-01",
    person=Visitor("李桂兰", "511725196210050021"), about="王德贵", told_by="王建军", told_by_relation="儿子", note="",
    office="渠县青龙镇人民政府", division="511725123", handler="officer-1", about_id_number="511725196002290018",
)  # fmt: skip


def test_a_change_is_told_by_somebody_about_somebody() -> None:
    fact = change.reported("c", TOLD)

    assert (fact.subject, fact.kind, fact.v) == ("change:c", "change.reported", 1)
    assert fact.body["kinds"] == ["death", "card"]
    assert fact.body["about_id_number"] == "511725196002290018"


@pytest.mark.parametrize("since", ["", "2026-10-12"])
def test_since_when_may_be_unknown_or_today(since: str) -> None:
    assert change.reported("c", replace(TOLD, since=since)).body["since"] == since


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kinds": ()}, "change.nothing_said"),
        ({"since": "2026-10-13"}, "change.in_future"),
        ({"since": "上个月"}, "day.unreadable"),
        ({"received_on": "12.10."}, "day.unreadable"),
        ({"person": Visitor(" ")}, "change.nobody"),
    ],
)
def test_a_change_that_cannot_be_one_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        change.reported("c", replace(TOLD, **changes))  # type: ignore[arg-type]  # one field of several types
    assert refused.value.code == code


def test_a_kind_that_is_none_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        change.reported("c", replace(TOLD, kinds=("birth", "去世")))
