"""What lies at every step between acceptance and the money: for the pages that go over many cases at once."""

from collections.abc import Iterator
from datetime import date
from itertools import count

from app.domain.case import Case
from app.services import rosters
from app.services.desk import Desk
from tests.made_up import on_the_way as way

# The last day from which a notice ends on a day whose calendar is known.
_LAST = date(2026, 12, 20)
NAMES = ("何家福", "唐桂英", "彭大顺", "蒋素芳", "邓国全", "罗世芬", "黎正平", "甘祖碧", "冉德明", "雷兴菊")


def stock_steps(desk: Desk, villages: tuple[str, ...], name: str = "", times: int = 1) -> None:
    """Put cases at every step, `times` as many as usual, all of one long `name` where one is given."""
    desk = way.on(desk, min(desk.today(), _LAST))
    numbers = count(500)
    for _ in range(times):
        for village in villages:
            _village(desk, _people(desk, village, name, numbers))
    rosters.set_closing_day(desk, "20")


def _people(desk: Desk, village: str, name: str, numbers: Iterator[int]) -> Iterator[Case]:
    """Give one accepted household after the other, sixteen days ago."""
    before = way.ago(desk, 16)
    for nth in numbers:
        yield way.accepted(before, f"{name}{nth}" if name else NAMES[nth % len(NAMES)], nth, village, str(nth % 7 + 1))


def _village(desk: Desk, people: Iterator[Case]) -> None:
    _two_to_visit_and_one_that_was_prepared(desk, people)
    before, between = way.ago(desk, 11), way.ago(desk, 3)
    seen = [way.proposed(before, way.looked_into(before, next(people))) for _ in range(7)]
    way.printed(desk, seen[0])
    way.posted(between, *seen[1:3])
    way.posted(before, *seen[3:])
    refused = way.proposed(before, way.looked_into(before, next(people)), "refuse")
    way.spoken_of(desk, *seen[5:7])
    way.spoken_of(desk, refused, result="refuse")
    way.proposed(before, way.looked_into(before, next(people)))
    way.proposed(before, way.looked_into(before, next(people)), "refuse")
    _aided(desk, people)


def _two_to_visit_and_one_that_was_prepared(desk: Desk, people: Iterator[Case]) -> None:
    next(people)
    next(people)
    way.prepared(way.ago(desk, 2), next(people))


def _aided(desk: Desk, people: Iterator[Case]) -> None:
    day = desk.today()
    way.in_aid(desk, next(people), day)
    way.with_account(desk, way.in_aid(desk, next(people), day))
