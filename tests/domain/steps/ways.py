"""Cases that have come some way, each ready for the next step."""

from typing import Any

from tests.domain.steps.walk import COUNTY, LEADER, Walk


def looked_into(programme: str = "dibao", **accepted: Any) -> Walk:
    """Give a case that waits for its opinion: checked and visited."""
    walk = Walk(programme, **accepted)
    if walk.rules.check:
        walk.request().later(2).report()
    return walk.later(1).visit()


def proposed(programme: str = "dibao", **accepted: Any) -> Walk:
    """Give a case with an opinion on 10-15 to grant."""
    return looked_into(programme, **accepted).give_opinion()


def posted(programme: str = "dibao", **accepted: Any) -> Walk:
    """Give a case whose notice hangs until 10-22."""
    return proposed(programme, **accepted).make_notice().post()


def confirmed(programme: str = "dibao", **accepted: Any) -> Walk:
    """Give a case that was confirmed on 10-23 by the leader, and everybody told."""
    walk = proposed(programme, **accepted)
    if walk.rules.notice:
        walk.make_notice().post().later(8)
    deciding = COUNTY if walk.rules.by_county or accepted.get("confirmer") == "county" else LEADER
    return walk.confirm(deciding).deliver()
