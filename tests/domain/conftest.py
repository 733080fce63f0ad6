from dataclasses import replace

import pytest

from app.domain.draft import Draft, Reply, Signature, started
from app.domain.fact import BlobRef
from app.domain.person import Identity

PAGE = BlobRef("a" * 64, 3, "application/pdf")


def signature(member: str) -> Signature:
    """A signature of a member, bound to a made-up page."""
    moment = "2026-10-12T01:02:03.004Z"
    return Signature(member, "pen", (PAGE,), PAGE, PAGE, 2, moment, moment, "2026-10-12")


@pytest.fixture
def draft() -> Draft:
    """A draft that can be accepted: 王德贵, alone, signed."""
    first = started("case-1", "household-1", "member-1", "officer-1", "2026-10-12T01:02:03.004Z")
    identity = Identity("王德贵", "male", "汉", "1960-02-29", "四川省渠县青龙镇青龙村3组", "511725196002290018")
    with_name = first.with_member(replace(first.applicant, identity=identity))
    return replace(with_name, replies={"near_relative": Reply("no")}, signatures=(signature("member-1"),))
