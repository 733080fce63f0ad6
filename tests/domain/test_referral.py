from dataclasses import replace
from datetime import date

import pytest

from app.domain import referral
from app.domain.referral import Answered, Made, Referral, Told
from app.domain.visit import Visitor
from app.errors import Refused

MADE = Made(
    number="511725123-261012-0A-00004-0", made_on="2026-10-12", field="medical", to="镇卫生院",
    person=Visitor("王德贵"), need="住院押金", due_on="2026-10-26", office="渠县青龙镇人民政府",
    division="511725123", handler="officer-1",
)  # fmt: skip
TODAY = date(2026, 10, 20)
ANSWER = Answered("2026-10-19", "县医保局 王科长", "granted")


def code_of(made: Made) -> str:
    with pytest.raises(Refused) as refused:
        referral.made("r", made)
    return refused.value.code


def test_a_referral_says_who_needs_what_of_whom_and_until_when() -> None:
    fact = referral.made("r", MADE)

    assert (fact.subject, fact.kind, fact.v) == ("referral:r", "referral.made", 1)
    assert (fact.body["to"], fact.body["due_on"], fact.body["case"]) == ("镇卫生院", "2026-10-26", "")
    assert referral.made("r", replace(MADE, due_on="")).body["due_on"] == ""
    assert referral.made("r", replace(MADE, due_on=MADE.made_on)).body["due_on"] == MADE.made_on


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"person": Visitor()}, "referral.nobody"),
        ({"need": " "}, "referral.no_need"),
        ({"to": ""}, "referral.no_receiver"),
        ({"due_on": "2026-10-11"}, "referral.due"),
        ({"due_on": "十天后"}, "day.unreadable"),
        ({"made_on": "2026-10-32"}, "day.unreadable"),
    ],
)
def test_a_referral_that_lacks_something_is_refused(changes: dict[str, object], code: str) -> None:
    assert code_of(replace(MADE, **changes)) == code  # type: ignore[arg-type]  # one field of several types


@pytest.mark.parametrize(
    ("answered_on", "code"),
    [("2026-10-11", "too_early"), ("2026-10-21", "in_future"), ("2026-10-12", ""), ("2026-10-20", "")],
)
def test_an_answer_comes_after_the_referral_and_not_tomorrow(answered_on: str, code: str) -> None:
    answer = replace(ANSWER, answered_on=answered_on)
    if not code:
        assert referral.answered(Referral("r", "t", MADE), answer, TODAY).body["answered_on"] == answered_on
        return
    with pytest.raises(Refused) as refused:
        referral.answered(Referral("r", "t", MADE), answer, TODAY)
    assert refused.value.code == f"referral.answer_{code}"


def test_an_answer_to_a_referral_that_has_not_arrived_is_taken_down() -> None:
    assert referral.answered(Referral("r", "t"), ANSWER, TODAY).kind == "referral.answered"


def test_an_answers_day_is_a_day() -> None:
    with pytest.raises(Refused) as refused:
        referral.answered(Referral("r", "t", MADE), replace(ANSWER, answered_on="19日"), TODAY)
    assert refused.value.code == "day.unreadable"


def test_codes_that_are_none_are_faults_of_the_program() -> None:
    known = Referral("r", "t", MADE, (ANSWER,))
    with pytest.raises(ValueError, match="is not a valid"):
        referral.made("r", replace(MADE, field="钱"))
    with pytest.raises(ValueError, match="is not a valid"):
        referral.answered(known, replace(ANSWER, result="好的"), TODAY)
    with pytest.raises(ValueError, match="is not a valid"):
        referral.told(known, Told("2026-10-20", "喊的", "granted"))


def test_nobody_is_told_of_an_answer_that_is_not_there() -> None:
    with pytest.raises(Refused) as refused:
        referral.told(Referral("r", "t", MADE), Told("2026-10-20", "phone", ""))
    assert refused.value.code == "referral.no_answer"


def test_a_referral_waits_until_it_is_answered_and_its_applicant_told() -> None:
    waiting = Referral("r", "t", MADE)
    answered = replace(waiting, answered=(ANSWER,))
    told = replace(answered, told=(Told("2026-10-20", "phone", "granted"),))

    assert [one.state for one in (waiting, answered, told)] == ["waiting", "answered", "told"]
    assert [one.result for one in (waiting, told)] == ["", "granted"]
    assert referral.told(answered, told.told[0]).body["result"] == "granted"


def test_an_answer_that_says_something_else_has_to_be_told_again_whatever_its_day() -> None:
    told = (Told("2026-10-20", "phone", "not_granted"),)
    first, second = replace(ANSWER, result="not_granted"), replace(ANSWER, answered_on="2026-10-13")

    assert Referral("r", "t", MADE, (first,), told).state == "told"
    assert Referral("r", "t", MADE, (first, second), told).state == "answered"


def test_a_department_that_goes_on_has_not_answered_yet() -> None:
    goes_on = replace(ANSWER, result="goes_on")

    assert Referral("r", "t", MADE, (goes_on,), (Told("2026-10-20", "phone", "goes_on"),)).state == "waiting"
