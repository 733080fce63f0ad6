"""What the page after acceptance shows, in one value. No Qt."""

from dataclasses import dataclass
from datetime import date

import resources
from app.domain.case import Accepted as Content
from app.domain.case_number import short
from app.domain.household import Member
from app.services.intake import Accepted
from ui import when


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing that comes: when, what, and a second line."""

    when: str
    what: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AcceptedView:
    """The page: `printed` says where the receipt is, `print_failed` that an officer has to look after it."""

    who: str
    short: str
    number: str
    steps: tuple[NextStep, ...]
    printed: str = ""
    print_failed: bool = False


def view(accepted: Accepted, printed: str = "", *, print_failed: bool = False) -> AcceptedView:
    """Give the page for an acceptance."""
    content = accepted.case.accepted
    return AcceptedView(
        who=who(content) if content else "",
        short=short(accepted.number),
        number=accepted.number,
        steps=_steps(accepted),
        printed=printed,
        print_failed=print_failed,
    )


def who(content: Content) -> str:
    """Give on whom: the applicant, how many people, where."""
    return _text("who", name=content.members[0].identity.name, about=about(content))


def about(content: Content) -> str:
    """Give how many people there are, and where."""
    people = _text("people", people=len(content.members))
    place = _text("place", village=content.village, group=content.group) if content.group else content.village
    return _text("about", people=people, place=place) if place else people


def names(members: tuple[Member, ...]) -> str:
    """Give people by name."""
    return _text("join").join(member.identity.name for member in members)


def _steps(accepted: Accepted) -> tuple[NextStep, ...]:
    dates, missing = accepted.dates, accepted.missing
    steps = [_now(missing), NextStep(_before(dates.visit_by), _step("visit"))]
    if missing:
        steps.append(NextStep(_step("check_waiting"), _step("check_missing", names=names(missing))))
    else:
        steps.append(NextStep(_step("check_ready"), _step("check")))
    if dates.notice_by:
        steps.append(NextStep(when.day(dates.notice_by), _step("notice")))
    if dates.due_on:
        steps.append(NextStep(when.day(dates.due_on), _step("due", days=dates.working_days)))
    else:
        steps.append(NextStep(_step("due_days", days=dates.working_days), _step("due_open")))
    return tuple(steps)


def _now(missing: tuple[Member, ...]) -> NextStep:
    if missing:
        return NextStep(_step("now"), _step("now_missing", names=names(missing)), _step("now_note"))
    return NextStep(_step("now"), _step("now_text"))


def _before(day: date | None) -> str:
    return _step("before", day=when.day(day)) if day else _step("before_days")


def _step(name: str, /, **facts: object) -> str:
    return _text(f"step.{name}", **facts)


def _text(name: str, /, **facts: object) -> str:
    return resources.text("accepted", name, **facts)
