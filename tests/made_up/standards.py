"""Households in aid by a standard that rises: in the country, decided in May 2024 by 533 yuan, 580 from July on."""

from collections.abc import Generator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.domain.case import Case
from app.domain.household import Member
from app.domain.income import Income
from app.services import decision_steps, intake, standard_steps, standards
from app.services.decision_steps import Reasons
from app.services.desk import Desk
from app.services.local_rules import adopt, look_at
from app.services.standards import Line, Reckoned
from tests.find.whole_desk import application, member
from tests.made_up import on_the_way as way

MAY = date(2024, 5, 20)
DECEMBER = date(2024, 12, 10)
OLD, NEW = 53_300, 58_000


def family(*people: Member) -> tuple[Member, ...]:
    """Three people, where none are named."""
    spouse, son = member("李秀英", "1972-05-01", 14, "12"), member("王小军", "2001-07-01", 15, "20")
    return people or (member("王德贵", "1970-04-09", 13), spouse, son)


def accepted(desk: Desk, *people: Member, year_fen: int = 600_000, village: str = "青龙村") -> Case:
    """Have a household accepted that earns so much a year; None where incomes were not asked for."""
    way.confirms_itself(desk)
    them = family(*people)
    draft = application(desk, *them, village=village, signed=len(them))
    earned = Income("i1", "wage", them[0].id, "打零工", year_fen)
    draft = replace(draft, incomes=(earned,) if year_fen >= 0 else ())
    draft = replace(draft, form_content=intake.content_digest(draft))
    intake.save(desk, draft)
    return intake.accept(desk, draft).case


def in_aid(desk: Desk, case: Case, fen: int, day: date = MAY, programme: str = "dibao") -> Case:
    """Have a sum confirmed on a day, with an account."""
    before = way.on(desk, day - timedelta(days=11))
    way.posted(before, way.proposed(before, way.looked_into(before, case), fen=fen, programme=programme))
    return way.with_account(way.on(desk, day), way.confirmed(way.on(desk, day), case))


def aided(
    desk: Desk, *people: Member, year_fen: int = 600_000, standard: int = OLD, village: str = "青龙村", year: int = 2024
) -> Case:
    """Have a household in aid by a standard: three people with 6,000 yuan a year get 1,599 less 500."""
    case = accepted(way.on(desk, date(year, 5, 6)), *people, year_fen=year_fen, village=village)
    return in_aid(desk, case, len(case.members) * standard - year_fen // 12, MAY.replace(year=year))


def refused(desk: Desk, *people: Member, year_fen: int, year: int = 2024) -> Case:
    """Have a household refused in May that earns so much a year."""
    then = way.on(desk, date(year, 5, 6))
    case = way.proposed(then, way.looked_into(then, accepted(then, *people, year_fen=year_fen)), "refuse")
    leader = way.as_leader(way.on(desk, MAY.replace(year=year)))
    return decision_steps.not_confirm(leader, case.id, Reasons("收入超过标准", "第45条"))


def county(desk: Desk, written: str, name: str = "quxian-1") -> None:
    """Let the county's values be adopted today."""
    pack = f'id = "{name}"\nsource = "渠民发"\n{written}'
    adopt(desk, look_at(desk.data, pack.encode()))


def dated(entry: str, *periods: tuple[str, str, str]) -> str:
    """Give an entry of a pack in periods: from, until, values."""
    heads = [f'[[{entry}]]\neffective_from = "{since}"\neffective_to = "{until}"\n' for since, until, _ in periods]
    return "".join(
        head + values.replace("; ", "\n") + "\n" for head, (_, _, values) in zip(heads, periods, strict=True)
    )


def rural(since: str, fen: int) -> str:
    """Give a standard of 低保 in the country that holds from a day on."""
    return dated("dibao.standard", (since, "", f"urban_fen = 80000; rural_fen = {fen}"))


def run(slices: Generator[None, None, Any]) -> Any:
    """Run a job of slices to its end."""
    while True:
        try:
            next(slices)
        except StopIteration as end:
            return end.value


def reckoned(desk: Desk) -> Reckoned:
    """Give what the standards in force come to."""
    found: Reckoned = run(standards.read(desk))
    return found


def raised(desk: Desk, *lines: Line, facts: str = "标准提高", article: str = "渠民发") -> Any:
    """Have the leader raise households."""
    return run(standard_steps.raise_all(way.as_leader(desk), lines, facts, article))


def now(desk: Desk, case: Case) -> Case:
    """Give a case as it stands now."""
    found = desk.store.case(case.id)
    assert found is not None
    return found
