"""What home shows, made from its facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import resources
from app import clock
from app.domain.duties import Act, may
from app.domain.money import yuan
from ui import when
from ui.fund.view import came_last
from ui.home.facts import HomeFacts
from ui.home.lines import awaiting, in_work, lines, name_of, stopped
from ui.home.rank import Line, Rank
from ui.home.todo_lines import WAITS, is_waited_for
from ui.rights import grant_line
from ui.widgets.row import Row


@dataclass(frozen=True)
class DraftCard:
    """The draft that was saved last; `more` counts the others."""

    draft_id: str
    name: str
    note: str
    more: str


@dataclass(frozen=True)
class Wait:
    """What others are to do: how many, and since when."""

    name: str
    count: int
    note: str


@dataclass(frozen=True)
class HomeView:
    """All that the page draws. `kind`: rows, quiet (nothing to do) or new (nothing was ever accepted here)."""

    kind: str = "quiet"
    counts: str = ""
    rows: tuple[Row, ...] = ()
    draft: DraftCard | None = None
    waits: tuple[Wait, ...] = ()
    queue: str = ""
    queue_note: str = ""
    computer: str = ""
    fund: str = ""
    fund_note: str = ""
    grant: str = ""
    grant_kind: str = "soon"
    sees: bool = True


def _say(name: str, **facts: object) -> str:
    return resources.text("home", name, **facts)


def make_view(facts: HomeFacts, now: datetime) -> HomeView:
    """Give what home shows at `now`."""
    found = lines(facts, now)
    title, note = _queue(facts, now)
    grant, kind = grant_line(facts.standing) if facts.standing else ("", "")
    sees = facts.standing is None or may(facts.standing, Act.SEE)
    return HomeView(
        kind="rows" if found else "new" if facts.is_new and sees else "quiet",
        counts=_counts(found),
        rows=tuple(line.row for line in found),
        draft=_card(facts, now),
        waits=_waits(facts, clock.local_date(now)),
        queue=title,
        queue_note=note,
        computer=_computer(facts),
        fund=_fund(facts),
        fund_note=came_last(facts.funds[0]) if len(facts.funds) == 1 else "",
        grant=grant,
        grant_kind=kind or "soon",
        sees=sees,
    )


def _counts(found: list[Line]) -> str:
    if not found:
        return _say("counts.none")
    over = sum(line.rank is Rank.OVERDUE for line in found)
    due = sum(line.days == 0 for line in found)
    words = [_say("counts.all", count=len(found))]
    words += [_say("counts.over", count=over)] if over else []
    words += [_say("counts.due", count=due)] if due else []
    return _say("counts.comma").join(words)


def _card(facts: HomeFacts, now: datetime) -> DraftCard | None:
    drafts = in_work(facts)
    if not drafts:
        return None
    more = _say("draft.more", count=len(drafts) - 1) if len(drafts) > 1 else ""
    return DraftCard(drafts[0].id, name_of(drafts[0]), stopped(drafts[0], now), more)


def _waits(facts: HomeFacts, today: date) -> tuple[Wait, ...]:
    unsigned = [task for task in facts.tasks if task.kind == "signature"]
    asked = [matter for matter in facts.referrals if matter.state == "waiting"]
    told = awaiting(facts)
    signed_since = [facts.known[task.case_id].accepted_on for task in unsigned if task.case_id in facts.known]
    waits = [
        _wait("signature", len(unsigned), signed_since, today),
        _wait("referral", len(asked), (matter.day for matter in asked), today),
        _wait("supplement", len(told), (facts.known[draft.id].came_on for draft in told), today),
        *_steps_of_others(facts, today),
        _wait("blobs", facts.pending.blobs, (), today),
    ]
    return tuple(wait for wait in waits if wait.count)


def _steps_of_others(facts: HomeFacts, today: date) -> list[Wait]:
    waited = [todo for todo in facts.todos if is_waited_for(todo, today)]
    names = dict.fromkeys(WAITS[todo.what] for todo in waited)
    by_name = {name: [todo.since_on for todo in waited if WAITS[todo.what] == name] for name in names}
    return [_wait(name, len(since), since, today) for name, since in by_name.items()]


def _wait(name: str, count: int, since: Iterable[str], today: date) -> Wait:
    days = max(((today - date.fromisoformat(day)).days for day in since if day), default=0)
    return Wait(_say(f"waits.{name}"), count, _say("waits.longest", days=days) if days > 0 else "")


def _queue(facts: HomeFacts, now: datetime) -> tuple[str, str]:
    pending = facts.pending
    if not pending.cases:
        return _say("queue.clear"), ""
    oldest = when.moment(clock.parse(pending.oldest_at), now) if pending.oldest_at else ""
    return _say("queue.waiting", count=pending.cases), _say("queue.oldest", oldest=oldest) if oldest else ""


def _fund(facts: HomeFacts) -> str:
    """Give what is left in all funds together; empty where there is none."""
    return _say("fund.yuan", yuan=yuan(sum(one.balance_fen for one in facts.funds))) if facts.funds else ""


def _computer(facts: HomeFacts) -> str:
    device = facts.device
    return _say("new.done", office=device.office.name, number=device.number) if device else ""
