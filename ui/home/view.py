"""What home shows, made from its facts."""

from dataclasses import dataclass
from datetime import date, datetime

import resources
from app import clock
from app.domain.draft import Draft
from app.store.values import CaseSummary, Task
from ui import when
from ui.home.facts import HomeFacts
from ui.widgets.row import Cell, Row

SOON_DAYS = 2


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


def _say(name: str, **facts: object) -> str:
    return resources.text("home", name, **facts)


@dataclass(frozen=True)
class _Line:
    """A row before it is put in its place: first by `rank`, then by the days left."""

    rank: int
    days: int | None
    row: Row
    mark: str


def make_view(facts: HomeFacts, now: datetime) -> HomeView:
    """Give what home shows at `now`."""
    today = clock.local_date(now)
    lines = sorted(_lines(facts, now), key=lambda line: (line.rank, line.days if line.days is not None else 9_999))
    rows = tuple(line.row for line in lines)
    title, note = _queue(facts, now)
    return HomeView(
        kind="rows" if rows else "new" if facts.is_new else "quiet",
        counts=_counts(lines),
        rows=rows,
        draft=_card(facts.drafts, now),
        waits=_waits(facts, today),
        queue=title,
        queue_note=note,
        computer=_computer(facts),
    )


def _counts(lines: list[_Line]) -> str:
    if not lines:
        return _say("counts.none")
    over = sum(line.mark == "over" for line in lines)
    due = sum(line.days == 0 for line in lines)
    words = [_say("counts.all", count=len(lines))]
    words += [_say("counts.over", count=over)] if over else []
    words += [_say("counts.due", count=due)] if due else []
    return _say("counts.comma").join(words)


def _lines(facts: HomeFacts, now: datetime) -> list[_Line]:
    today = clock.local_date(now)
    by_case: dict[str, list[Task]] = {}
    for task in facts.tasks:
        by_case.setdefault(task.case_id, []).append(task)
    lines = [_task_line(tasks, facts.known.get(case_id), today) for case_id, tasks in by_case.items()]
    lines += [_draft_line(draft, now) for draft in facts.drafts[1:]]
    lines += [_case_line(case, facts.delivery, today) for case in facts.accepted if case.case_id not in by_case]
    return lines


def _task_line(tasks: list[Task], case: CaseSummary | None, today: date) -> _Line:
    first = tasks[0]
    kind = next((task.kind for task in tasks if task.kind != "signature"), "signature")
    days = _days_left(first.due_on, today)
    mark, left, ink = _left(days)
    names = _say("list_comma").join(task.name for task in tasks if task.kind == "signature")
    missing = sum(task.kind == "signature" for task in tasks)
    words = resources.texts("home")["task"]
    do, why = (words[kind]["do"], words[kind]["why"]) if kind in words else (words["other"]["do"], "")
    if kind != "signature" and not mark:
        mark = "soon"
    row = _row(
        f"case:{first.case_id}",
        mark,
        (first.applicant, case.village if case else ""),
        (do, why.format(count=missing, names=names)),
        Cell(left, ink),
        _say("act.open"),
    )
    rank = 0 if mark == "over" else 1 if days == 0 else 2 if kind != "signature" else 3
    return _Line(rank, days, row, mark)


def _draft_line(draft: Draft, now: datetime) -> _Line:
    do, why = _say("task.draft.do"), _stopped(draft, now)
    row = _row(f"draft:{draft.id}", "", (_name(draft), draft.village), (do, why), Cell(), _say("act.go_on"))
    return _Line(4, None, row, "")


def _case_line(case: CaseSummary, delivery: dict[str, str], today: date) -> _Line:
    days = _days_left(case.due_on, today)
    why = _say(f"delivery.{delivery.get(case.case_id, 'waiting')}")
    left = _say("left.days", days=days) if days is not None and days > 0 else ""
    who, do = (case.applicant, case.village), (_say("task.accepted.do"), why)
    row = _row(f"case:{case.case_id}", "done", who, do, Cell(left), _say("act.open"), done=True)
    return _Line(5, days, row, "done")


def _row(
    key: str, mark: str, who: tuple[str, str], do: tuple[str, str], left: Cell, act: str, *, done: bool = False
) -> Row:
    cells = (
        Cell(sign=mark),
        Cell(who[0], "ink", strong=True, wraps=True),
        Cell(who[1], wraps=True),
        Cell(do[1], lead=do[0]),
        left,
    )
    return Row(key, cells, act=act, done=done, tip=do[1])


def _days_left(due_on: str, today: date) -> int | None:
    return (date.fromisoformat(due_on) - today).days if due_on else None


def _left(days: int | None) -> tuple[str, str, str]:
    """Give mark, words and ink for the days left."""
    if days is None:
        return "", "", "ink2"
    if days < 0:
        return "over", _say("left.over", days=-days), "danger"
    if days == 0:
        return "soon", _say("left.today"), "soon"
    return ("soon" if days <= SOON_DAYS else ""), _say("left.days", days=days), "soon" if days <= SOON_DAYS else "ink2"


def _name(draft: Draft) -> str:
    return draft.applicant.identity.name or _say("draft.nameless")


def _stopped(draft: Draft, now: datetime) -> str:
    steps: dict[str, str] = resources.texts("home")["step"]
    moment = when.before_han(when.moment(clock.parse(draft.started_at), now))
    return _say("draft.stopped", moment=moment, step=steps.get(draft.step, steps["card"]))


def _card(drafts: tuple[Draft, ...], now: datetime) -> DraftCard | None:
    if not drafts:
        return None
    more = _say("draft.more", count=len(drafts) - 1) if len(drafts) > 1 else ""
    return DraftCard(drafts[0].id, _name(drafts[0]), _stopped(drafts[0], now), more)


def _waits(facts: HomeFacts, today: date) -> tuple[Wait, ...]:
    unsigned = [task for task in facts.tasks if task.kind == "signature"]
    waits = []
    if unsigned:
        since = [facts.known[task.case_id].accepted_on for task in unsigned if task.case_id in facts.known]
        waits.append(Wait(_say("waits.signature"), len(unsigned), _longest(since, today)))
    if facts.pending.blobs:
        waits.append(Wait(_say("waits.blobs"), facts.pending.blobs, ""))
    return tuple(waits)


def _longest(since: list[str], today: date) -> str:
    days = max(((today - date.fromisoformat(day)).days for day in since if day), default=0)
    return _say("waits.longest", days=days) if days > 0 else ""


def _queue(facts: HomeFacts, now: datetime) -> tuple[str, str]:
    pending = facts.pending
    if not pending.cases:
        return _say("queue.clear"), ""
    oldest = when.moment(clock.parse(pending.oldest_at), now) if pending.oldest_at else ""
    return _say("queue.waiting", count=pending.cases), _say("queue.oldest", oldest=oldest) if oldest else ""


def _computer(facts: HomeFacts) -> str:
    device = facts.device
    return _say("new.done", office=device.office.name, number=device.number) if device else ""
