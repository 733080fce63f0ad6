"""Bodies: what a state says of days and moments holds, whatever arrived."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from app.domain.case import Filed
from app.domain.registration import Registered, RegistrationEnded
from app.domain.visit import Recorded
from app.journal.body import read_body
from app.journal.case import fold_case
from app.journal.fold import Stored
from tests.journal.conftest import CASE
from tests.journal.golden import ACCEPTED, filed
from tests.journal.golden_desk import REGISTERED

CAME = {"came_at": "2026-11-24T01:00:00.000Z", "reason": "ask", "source": "walk_in", "visitor": {}, "handler": "o"}


def test_a_body_is_read_in_its_shape_and_what_more_it_says_is_passed_over(writer: Callable[..., Any]) -> None:
    entry = writer().write("case.registered", REGISTERED | {"later": 1, "reissue_of": "f" * 64})

    assert read_body(entry, Registered).phone_owner == "邻居刘明"


@pytest.mark.parametrize(
    ("shape", "body"),
    [
        (Registered, REGISTERED | {"came_on": ""}),
        (Registered, REGISTERED | {"came_on": "2026-11-31"}),
        (Registered, REGISTERED | {"agent": 7}),
        (RegistrationEnded, {"ended_on": "morgen"}),
        (Filed, filed("id_front", "1") | {"taken_at": "2026-11-24"}),
        (Recorded, CAME | {"came_at": ""}),
    ],
)
def test_a_body_with_a_day_or_a_moment_that_is_none_is_no_body(
    writer: Callable[..., Any], shape: type[Any], body: dict[str, Any]
) -> None:
    with pytest.raises(msgspec.ValidationError):
        read_body(writer().write("case.some_kind", body), shape)


def test_a_day_that_nothing_is_reckoned_from_may_be_empty(writer: Callable[..., Any]) -> None:
    assert read_body(writer().write("case.registration_ended", {"ended_on": ""}), RegistrationEnded).ended_on == ""


def test_a_correction_that_makes_a_day_none_is_not_understood(writer: Callable[..., Any]) -> None:
    chain = writer()
    accepted = chain.write("case.accepted", ACCEPTED)
    fields = {"fields": {"accepted_on": "昨天"}, "reason": "写错"}
    stored = [Stored(accepted, 1), Stored(chain.write("case.corrected", fields, parents=(accepted,)), 2)]

    case = fold_case(CASE.partition(":")[2], stored)

    assert case is not None
    assert (case.needs_newer, case.accepted and case.accepted.accepted_on, case.corrected) == (
        True,
        "2026-11-24",
        (),
    )
    assert len(case.missing_signers()) == 2
