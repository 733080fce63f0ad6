"""A market day: who comes, before the power goes and after it is back, and what has to be left of it in the evening.

`python -m tests.desk.market_day SEED DATA FOLDER` plays the morning on the installation in DATA, says so on standard
output while an application is half taken, and stays there until somebody pulls the plug.
"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.person import Identity
from tests.desk import visits
from tests.desk.counter import Counter, at_work
from tests.made_up.household import person

DARK = "the plug may be pulled"
FATHER, SON = person("王德贵", "1950-03-08", 11), person("王建军", "1978-07-01", 13)
EARLY = person("周桂芳", "1951-04-09", 22)
HALF = person("冉光明", "1947-08-01", 41)
BY_HAND = (person("何家福", "1949-05-06", 19), person("何翠兰", "1946-05-06", 20))
BROUGHT = (person("蒲世全", "1946-01-02", 31), person("蒲世英", "1947-01-02", 32))
MOTHER, HER_SON = person("谭明秀", "1948-03-08", 12), person("谭国强", "1979-07-01", 15)
DEAD = person("蒋少华", "1940-02-03", 43)

Line = tuple[str, str, str]


@dataclass(frozen=True)
class Visit:
    """One visit: its lines in the register as (who, reason, outcome), who else may be seen, how it is played."""

    lines: tuple[Line, ...]
    play: Callable[[Counter], object]
    others: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of those who sit there."""
        return frozenset({who for who, _, _ in self.lines} | set(self.others))


def one(who: str, reason: str, outcome: str, play: Callable[[Counter], object], *others: str) -> Visit:
    """Give a visit that leaves one line."""
    return Visit(((who, reason, outcome),), play, others)


def applies(who: Identity, play: Callable[[Counter, Identity], object] = visits.applies, *others: str) -> Visit:
    """Give the visit of somebody whose application is accepted."""
    return one(who.name, "apply", "accepted", lambda at: play(at, who), *others)


def of(name: str) -> Callable[[Counter], object]:
    """Give the visit of somebody who asks how far it is."""
    return lambda at: visits.asks_how_far_it_is(at, visits.case_of(at, name))


FIRST = (
    applies(EARLY),
    applies(FATHER, lambda at, who: visits.applies_without_the_son(at, who, SON), SON.name),
)
MORNING = (
    one("周桂芳", "progress", "answered", of("周桂芳")),
    one("谭明秀", "apply", "told", lambda at: visits.is_applied_for(at, MOTHER, HER_SON), HER_SON.name),
    one("蒋少华", "change", "reported", lambda at: visits.tells_of_a_death(at, DEAD, "蒋小芳"), "蒋小芳"),
    one("刘长贵", "ask", "answered", lambda at: visits.asks(at, "刘长贵", "钱怎么少了", "卡没激活，去银行")),
    one("老周", "urgent", "registered", lambda at: visits.is_stranded(at, "老周", "男，六十来岁，驼背")),
    one("冯玉碧", "apply", "left", lambda at: visits.does_not_go_on(at, person("冯玉碧", "1952-05-06", 18))),
    one("周大海", "card", "reported", lambda at: visits.has_a_new_card(at, "周大海")),
    one("谭玉芳", "ask", "referred", lambda at: visits.is_sent_on(at, "谭玉芳", "房子漏雨", "2")),
    applies(person("杜全福", "1944-06-07", 23), visits.applies_with_a_booklet),
)
AFTERNOON = (
    one(
        "王德贵",
        "sign",
        "filed",
        lambda at: visits.brings_a_signed_page(at, visits.case_of(at, "王德贵"), SON.name),
        SON.name,
    ),
    one("王建军", "apply", "answered", lambda at: visits.comes_from_the_same_household(at, SON), FATHER.name),
    applies(person("熊正才", "1943-05-06", 17), visits.presses_a_thumb),
    applies(person("龚心田", "1950-01-02", 33), visits.has_a_blurred_card),
    applies(person("邓秀云", "1950-11-02", 34, visits.ELSEWHERE), visits.has_an_address_elsewhere),
    one("周大山", "change", "reported", lambda at: visits.reports_a_change(at, "周大山", "6", "8")),
    one("牟仁义", "ask", "referred", lambda at: visits.is_sent_on(at, "牟仁义", "药费太高", "1")),
    one("杜全福", "progress", "answered", of("杜全福")),
    one("", "ask", "answered", lambda at: visits.asks(at, "", "反映路灯不亮", "记下了，转村上")),
    Visit(
        tuple((who.name, "apply", "accepted") for who in BROUGHT),
        lambda at: visits.brings_for_the_village(at, "赵书记", *BROUGHT),
        ("赵书记",),
    ),
)  # fmt: skip - one visit is one thought
LAST = (one("周桂芳", "progress", "answered", lambda at: visits.withdraws(at, visits.case_of(at, "周桂芳"))),)
# What the power cut leaves to be done: the one who sat there, and two whose forms were filled in by hand.
RESUMED = applies(HALF)
RECORDED = tuple(applies(who) for who in BY_HAND)
ALL = (*FIRST, *MORNING, RESUMED, *RECORDED, *AFTERNOON, *LAST)

# How every case stands in the evening, by its applicant.
STATES = {
    **{who: "accepted" for visit in ALL for who, reason, outcome in visit.lines if outcome == "accepted"},
    "周桂芳": "withdrawn",
    "冯玉碧": "registration_ended",
    "谭明秀": "awaiting_supplement",
    "老周": "registered",
}


def shuffled(some: tuple[Visit, ...], chance: random.Random) -> list[Visit]:
    """Give visits in an order of the day."""
    return chance.sample(some, len(some))


def play(at: Counter, visit: Visit) -> None:
    """Play a visit: who applies sees the own name on the screen, and nobody's name is seen by anybody else."""
    at.seen.clear()
    visit.play(at)
    at.press("F2")  # whoever comes next: what is left of this one goes from the glass
    shown = "\n".join((*at.seen, at.glass))
    strangers = {name for other in ALL for name in other.names if name} - visit.names
    assert [name for name in strangers if name in shown] == []
    assert [name for name in visit.names if name and name in at.glass] == []
    assert [who for who, _, outcome in visit.lines if outcome == "accepted" and who not in shown] == []


def half_taken(at: Counter) -> None:
    """Take an application as far as the household."""
    visits.with_card(visits.sits_down(at, "1"), HALF)
    visits.contact(at)
    at.until_saved()


def morning(at: Counter, chance: random.Random) -> None:
    """Play everything before the power goes."""
    for visit in (*FIRST, *shuffled(MORNING, chance)):
        play(at, visit)
    visits.prints_a_pad(at)
    half_taken(at)


def main(seed: str, data: str, folder: str) -> None:
    """Play the morning and wait for the end."""
    from ui.main import make_application  # noqa: PLC0415 - a window, which a test has already

    with at_work(make_application(), Path(data), Path(folder)) as at:
        morning(at, random.Random(seed))
        sys.stdout.write(f"{DARK}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
