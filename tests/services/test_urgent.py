"""急事先救: the person is there, the paper is not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.draft import Reply
from app.domain.person import Identity
from app.domain.visit import Agent
from app.errors import Refused
from app.services import intake, registration, urgent
from app.services.desk import Desk
from app.services.urgent import Emergency
from tests.made_up.household import id_number
from tests.services.conftest import MONDAY
from tests.services.conftest import quickly_signed as signed

STRANDED = Emergency(
    event="stranded", what="钱包被偷，三天没吃饭", place="青龙镇客运站", happened_on="2026-10-11",
    need="吃饭、回家的车票",
    way="cash", amount_fen=30_000, told_name="阿依古丽", description="女，约三十岁，红上衣，左手有伤",
)  # fmt: skip
LI = Identity("李春华", "female", "汉", "1990-01-02", "湖北省恩施市", "422801199001020025")


def code_of(desk: Desk, emergency: Emergency) -> str:
    with pytest.raises(Refused) as refused:
        urgent.record(desk, emergency)
    assert desk.store.cases() == ()
    return refused.value.code


def test_a_stranger_without_a_document_is_registered_at_once_with_a_number_and_a_day(desk: Desk) -> None:
    case = urgent.record(desk, STRANDED)

    assert (case.state, case.handler, case.due_on) == ("registered", desk.author.officer, "2026-10-15")
    assert case.urgent is not None
    assert case.urgent.number[:19] == "511725123-261012-0A"
    assert (case.urgent.rules, case.urgent.amount_fen) == ("desk-2026.1", 30_000)
    assert desk.store.case(case.id) == case


def test_the_third_day_counts_also_when_it_is_a_holiday(desk: Desk) -> None:
    before_the_holidays = replace(desk, now=lambda: datetime(2026, 9, 30, 1, 30, tzinfo=UTC))

    case = urgent.record(before_the_holidays, replace(STRANDED, happened_on="2026-09-30"))

    assert case.due_on == "2026-10-03"


def test_it_is_the_first_thing_to_do_and_is_listed_by_the_name_that_was_told(desk: Desk) -> None:
    case = urgent.record(desk, STRANDED)
    nameless = urgent.record(desk, replace(STRANDED, told_name=""))

    tasks = desk.store.tasks()

    assert [(task.kind, task.case_id, task.applicant, task.due_on) for task in tasks] == [
        ("urgent", case.id, "阿依古丽", "2026-10-15"),
        ("urgent", nameless.id, "女，约三十岁，红上衣，左手有伤", "2026-10-15"),
    ]
    assert desk.store.today(desk.today() + timedelta(days=4)).overdue == 2


def test_with_a_document_the_name_is_that_of_the_document(desk: Desk) -> None:
    agent = Agent("站长 刘明", relation="车站", reason="cannot_come")
    told = replace(STRANDED, document="id_card", identity=LI, told_name="", description="", phone="0818-1", agent=agent)

    case = urgent.record(desk, told)

    assert case.registered is not None
    assert (case.registered.agent, case.registered.programmes) == (agent, ("linshi_jiuzhu",))
    (listed,) = desk.store.cases()
    assert (listed.applicant, listed.id_number, listed.number) == (LI.name, LI.id_number, desk.store.tasks()[0].number)


def test_goods_need_no_amount(desk: Desk) -> None:
    case = urgent.record(desk, replace(STRANDED, way="goods", amount_fen=0, goods="大米 10 公斤、棉被 1 床"))

    assert case.urgent is not None
    assert case.urgent.goods == "大米 10 公斤、棉被 1 床"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"description": " "}, "urgent.not_described"),
        ({"document": "id_card"}, "urgent.nobody"),
        ({"what": " "}, "urgent.nothing_said"),
        ({"place": ""}, "urgent.nothing_said"),
        ({"need": ""}, "urgent.nothing_said"),
        ({"happened_on": ""}, "urgent.nothing_said"),
        ({"happened_on": "昨天"}, "day.unreadable"),
        ({"happened_on": "2026-10-13"}, "urgent.in_future"),
        ({"amount_fen": 0}, "urgent.no_aid"),
        ({"amount_fen": 0, "goods": "米"}, "urgent.no_aid"),
        ({"way": "goods"}, "urgent.no_aid"),
        ({"way": "goods", "goods": "米", "amount_fen": -1}, "urgent.no_aid"),
    ],
)
def test_what_is_needed_to_help_is_asked_and_nothing_else(desk: Desk, changes: dict[str, object], code: str) -> None:
    assert code_of(desk, replace(STRANDED, **changes)) == code  # type: ignore[arg-type]  # one field of several types


def test_a_code_that_is_none_is_a_fault_of_the_program(desk: Desk) -> None:
    for wrong in (
        replace(STRANDED, event="flood?"),
        replace(STRANDED, way="gold"),
        replace(STRANDED, document="passport?"),
    ):
        with pytest.raises(ValueError, match="is not a valid"):
            urgent.record(desk, wrong)


def test_once_it_ended_or_is_taken_in_nothing_is_due(desk: Desk) -> None:
    case = urgent.record(desk, STRANDED)

    assert registration.end_case(desk, case.id, "已由家人接走").state == "registration_ended"

    assert desk.store.tasks() == ()
    assert desk.store.today(MONDAY.date() + timedelta(days=9)).overdue == 0


def test_it_goes_on_as_an_application_under_the_same_number_and_day_of_coming(desk: Desk) -> None:
    case = urgent.record(desk, STRANDED)
    later = replace(desk, now=lambda: MONDAY + timedelta(days=2))
    draft = registration.resume(later, case.id)
    assert (draft.id, draft.applicant.identity.name, draft.document) == (case.id, "阿依古丽", "none")
    assert (draft.description, draft.programmes) == (STRANDED.description, ("linshi_jiuzhu",))

    number = id_number("1990-01-02", 2)
    known = replace(draft.applicant, identity=replace(draft.applicant.identity, id_number=number))
    ready = replace(draft.with_member(known), replies={"near_relative": Reply("no")})
    accepted = intake.accept(later, signed(later, ready))

    assert case.urgent is not None
    assert accepted.case.accepted is not None
    assert accepted.number == case.urgent.number
    assert (accepted.case.accepted.came_on, accepted.case.accepted.accepted_on) == ("2026-10-12", "2026-10-14")
    assert desk.store.tasks() == ()
