from dataclasses import replace
from typing import Any

import pytest

from app.domain import registration
from app.domain.case import Accepted, Case, Conflict
from app.domain.person import Identity
from app.domain.registration import Lack, NotAccepted, Registered, RegistrationEnded, SupplementAsked
from app.errors import Refused

CAME = Registered(
    "2026-10-12", "walk_in", Identity("王德贵"), ("by_class",), "渠县青龙镇人民政府", "511725123", "officer-1"
)
TOLD = SupplementAsked("2026-10-12", (Lack("signature", how="按 F9 签"),), "511725123-261012-0A-00001-M", "officer-1")
REFUSED = NotAccepted(
    "2026-10-13", "户口和居住都不在本镇", "社会救助法 第37条", TOLD.number, ("officer-1", "officer-2")
)
ENDED = RegistrationEnded("2026-10-14")
REGISTERED = Case("c", "t", registered=CAME)
ACCEPTED = replace(REGISTERED, accepted=Accepted(
    "n", (), "2026-10-12", "2026-10-12", "2026-10-12", "", 20, "county", "", "", "", "officer-1", "h", ()
))  # fmt: skip
DISPUTE = Conflict("e" * 64, "f" * 64, "case.not_accepted", ("decision:closed",), settled=False)


def test_somebody_with_a_name_is_registered() -> None:
    fact = registration.register("c", CAME)

    assert (fact.subject, fact.kind, fact.v, fact.body["came_on"]) == ("case:c", "case.registered", 1, "2026-10-12")


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"applicant": Identity(" ")}, "registration.nobody"), ({"came_on": "今天"}, "day.unreadable")],
)
def test_nobody_is_not_registered(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        registration.register("c", replace(CAME, **changes))
    assert refused.value.code == code


def test_what_is_lacking_is_told_once_and_whole() -> None:
    fact = registration.ask_supplement(REGISTERED, TOLD)

    assert fact.body["lacks"] == [{"what": "signature", "of": "", "how": "按 F9 签"}]
    with pytest.raises(Refused) as refused:
        registration.ask_supplement(replace(REGISTERED, supplement=TOLD), TOLD)
    assert (refused.value.code, refused.value.facts) == ("supplement.second", {"told_on": "2026-10-12"})


def test_where_nothing_lacks_nothing_is_told_and_nothing_but_the_lawful_can_lack() -> None:
    with pytest.raises(Refused) as refused:
        registration.ask_supplement(REGISTERED, replace(TOLD, lacks=()))
    assert refused.value.code == "supplement.nothing_lacks"
    with pytest.raises(ValueError, match="is not a valid LackKind"):
        registration.ask_supplement(REGISTERED, replace(TOLD, lacks=(Lack("收入证明"),)))


def test_a_refusal_to_accept_has_facts_article_and_two_officers() -> None:
    assert registration.not_accept(REGISTERED, REFUSED).body["officers"] == ["officer-1", "officer-2"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"officers": ("officer-1", "officer-1")}, "not_accepted.two_officers"),
        ({"officers": ("officer-1", "")}, "not_accepted.two_officers"),
        ({"facts": " "}, "not_accepted.no_reason"),
        ({"article": ""}, "not_accepted.no_reason"),
    ],
)
def test_a_refusal_that_lacks_one_of_them_is_none(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        registration.not_accept(REGISTERED, replace(REFUSED, **changes))
    assert refused.value.code == code


def test_a_registration_may_end_without_a_reason() -> None:
    assert registration.end(REGISTERED, ENDED).body == {"ended_on": "2026-10-14", "reason": ""}


def codes_on(case: Case) -> list[str]:
    """Give what each of the three says to a case."""
    found = []
    for act, body in (
        (registration.ask_supplement, TOLD), (registration.not_accept, REFUSED), (registration.end, ENDED)
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            act(case, body)  # type: ignore[arg-type]  # each with its own body
        found.append(refused.value.code)
    return found


def test_after_acceptance_nothing_of_this_can_be_done() -> None:
    assert codes_on(ACCEPTED) == [
        "supplement.after_acceptance",
        "not_accepted.after_acceptance",
        "registration.after_acceptance",
    ]


def test_what_ended_is_not_ended_again() -> None:
    assert codes_on(replace(REGISTERED, registration_ended=ENDED)) == ["case.closed"] * 3
    assert codes_on(replace(REGISTERED, not_accepted=REFUSED)) == ["case.closed"] * 3


def test_two_refusals_at_once_are_settled_by_a_third_word() -> None:
    disputed = replace(REGISTERED, not_accepted=REFUSED, conflicts=(DISPUTE,))

    assert registration.not_accept(disputed, REFUSED).kind == "case.not_accepted"
    with pytest.raises(Refused):
        registration.not_accept(replace(disputed, conflicts=(replace(DISPUTE, settled=True),)), REFUSED)
    with pytest.raises(Refused):
        registration.not_accept(replace(disputed, conflicts=(replace(DISPUTE, fields=("phone",)),)), REFUSED)
