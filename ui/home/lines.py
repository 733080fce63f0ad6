"""The rows of home, each with its place: what is urgent, what is late, what waits for a word, what is done."""

from datetime import date, datetime

import resources
from app import clock
from app.domain.draft import Draft
from app.domain.referral import Field
from app.store.fund_values import FundRow
from app.store.values import CaseSummary, Matter, Task, VisitRow
from ui import when
from ui.home.facts import HomeFacts
from ui.home.rank import Line, Rank, days_left, row_of, time_left
from ui.home.todo_lines import todo_line
from ui.widgets.row import Cell


def lines(facts: HomeFacts, now: datetime) -> list[Line]:
    """Give all rows in their order."""
    today = clock.local_date(now)
    by_case: dict[str, list[Task]] = {}
    for task in facts.tasks:
        by_case.setdefault(task.case_id, []).append(task)
    found = [_task_line(tasks, facts.known.get(case_id), today) for case_id, tasks in by_case.items()]
    found = _one_each(found, [line for todo in facts.todos if (line := todo_line(todo, today))])
    by_key = {line.row.key for line in found}
    found += [_arrived_line(row, facts.known) for row in _latest(facts.filed)]
    found += [
        _case_line(case, facts.delivery, today) for case in facts.accepted if f"case:{case.case_id}" not in by_key
    ]
    found += [_draft_line(draft, now) for draft in in_work(facts)[1:]]
    found += [_supplement_line(draft, facts.known[draft.id]) for draft in awaiting(facts)]
    found += _tray_lines(facts, now)
    found += [_fund_line(one) for one in facts.funds if one.trouble]
    found += (
        *_rules_lines(facts),
        *_risen_lines(facts),
        *_lead_lines(facts),
        *_alone_lines(facts, now),
        *_backup_lines(facts, now),
        *_update_lines(facts),
    )
    for matter in facts.referrals:
        found += _referral_lines(matter, today)
    return sorted(found, key=lambda line: line.place)


def _one_each(tasks: list[Line], steps: list[Line]) -> list[Line]:
    """Give one row for each case, the most pressing."""
    best: dict[str, Line] = {}
    for line in (*tasks, *steps):
        held = best.get(line.row.key)
        if held is None or line.place < held.place:
            best[line.row.key] = line
    return list(best.values())


def awaiting(facts: HomeFacts) -> tuple[Draft, ...]:
    """Give the drafts whose applicant was told what is lacking."""
    return tuple(draft for draft in facts.drafts if _is_awaiting(draft, facts))


def in_work(facts: HomeFacts) -> tuple[Draft, ...]:
    """Give the drafts that nobody waits for but us, the last saved first."""
    return tuple(draft for draft in facts.drafts if not _is_awaiting(draft, facts))


def _is_awaiting(draft: Draft, facts: HomeFacts) -> bool:
    case = facts.known.get(draft.id)
    return case is not None and case.state == "awaiting_supplement"


def name_of(draft: Draft) -> str:
    """Give the name of a draft, or that there is none yet."""
    return draft.applicant.identity.name or _say("draft.nameless")


def stopped(draft: Draft, now: datetime) -> str:
    """Give when a draft was begun and where it stopped."""
    steps: dict[str, str] = resources.texts("home")["step"]
    moment = when.before_han(when.moment(clock.parse(draft.started_at), now))
    return _say("draft.stopped", moment=moment, step=steps.get(draft.step, steps["card"]))


def _task_line(tasks: list[Task], case: CaseSummary | None, today: date) -> Line:
    first, kinds = tasks[0], [task.kind for task in tasks]
    if "urgent" in kinds:
        return _urgent_line(first, case, today)
    kind = next((kind for kind in kinds if kind != "signature"), "signature")
    days = days_left(first.due_on, today)
    mark, left, ink = time_left(days)
    names = _say("list_comma").join(task.name for task in tasks if task.kind == "signature")
    words = resources.texts("home")["task"]
    do, why = (words[kind]["do"], words[kind]["why"]) if kind in words else (words["other"]["do"], "")
    if kind != "signature" and not mark:
        mark = "soon"
    said = (do, why.format(count=kinds.count("signature"), names=names))
    row = row_of(f"case:{first.case_id}", mark, _who(first.applicant, case), said, Cell(left, ink))
    return Line(_rank(kind, days), days, case.accepted_on if case else "", row)


def _rank(kind: str, days: int | None) -> Rank:
    if days is not None and days <= 0:
        return Rank.OVERDUE if days < 0 else Rank.TODAY
    return Rank.LOOK if kind != "signature" else Rank.SIGNATURE


def _urgent_line(task: Task, case: CaseSummary | None, today: date) -> Line:
    days = days_left(task.due_on, today)
    _, left, ink = time_left(days)
    said = (_say("task.urgent.do"), _say("task.urgent.why"))
    ink = "danger" if days is not None and days <= 0 else ink
    row = row_of(f"case:{task.case_id}", "urgent", _who(task.applicant, case), said, Cell(left, ink))
    return Line(Rank.URGENT, days, case.came_on if case else "", row)


def _latest(filed: tuple[VisitRow, ...]) -> list[VisitRow]:
    """Give the last paper of each case."""
    return list({row.about: row for row in reversed(filed)}.values())


def _arrived_line(visit: VisitRow, known: dict[str, CaseSummary]) -> Line:
    case = known.get(visit.about.removeprefix("case:"))
    unsigned = case.unsigned if case else 0
    why = _say("task.arrived.lacking", count=unsigned) if unsigned else _say("task.arrived.complete")
    left = Cell(_say("left.arrived", time=when.minute(clock.parse(visit.came_at))))
    who = _who(visit.name or (case.applicant if case else ""), case)
    row = row_of(f"{visit.about}#{visit.subject}", "", who, (_say("task.arrived.do"), why), left)
    return Line(Rank.ARRIVED, None, visit.came_at, row)


def _tray_lines(facts: HomeFacts, now: datetime) -> list[Line]:
    """Give one row for all pictures that lie in no case yet."""
    if not facts.tray:
        return []
    first = facts.tray[0].taken_at
    said = (_say("task.tray.do"), _say("task.tray.why"))
    who, since = (
        (_say("task.tray.who", count=len(facts.tray)), ""),
        when.before_han(when.moment(clock.parse(first), now)),
    )
    row = row_of("file:", "soon", who, said, Cell(_say("left.taken", moment=since)))
    return [Line(Rank.LOOK, None, first, row)]


def _fund_line(fund: FundRow) -> Line:
    words = resources.texts("home")["task"]["fund"]
    said = (words["do"], words.get(fund.trouble, ""))
    return Line(Rank.LOOK, None, fund.opened_on, row_of(fund.subject, "soon", (fund.name, ""), said, Cell()))


def _rules_lines(facts: HomeFacts) -> list[Line]:
    """Give the row for new values that the county sent."""
    if facts.rules is None:
        return []
    since, words = facts.rules.adopted_on, (_say("task.rules.do"), _say("task.rules.why", pack=facts.rules.pack))
    row = row_of("rules:", "soon", (_say("task.rules.who"), ""), words, Cell(when.day(date.fromisoformat(since))))
    return [Line(Rank.LOOK, None, since, row)]


def _risen_lines(facts: HomeFacts) -> list[Line]:
    """Give the row for the households that a risen standard waits for."""
    if not facts.risen:
        return []
    who, said = (_say("task.risen.who"), ""), (_say("task.risen.do"), _say("task.risen.why", count=facts.risen))
    return [Line(Rank.LOOK, None, "", row_of("standards:", "soon", who, said, Cell()))]


def _lead_lines(facts: HomeFacts) -> list[Line]:
    """Give one row for all leads that nobody has followed yet; a single one by its name."""
    if not facts.leads:
        return []
    first = min(facts.leads, key=lambda one: one.day)
    alone = len(facts.leads) == 1
    who = (first.name or _say("draft.nameless"), first.village) if alone else (_say("task.lead.who"), "")
    why = _say("task.lead.one") if alone else _say("task.lead.why", count=len(facts.leads))
    since = when.before_han(when.day(date.fromisoformat(first.day))) if first.day else ""
    left = Cell(_say("left.found", day=since)) if since else Cell()
    key = first.subject if alone else "lead:"
    return [Line(Rank.LOOK, None, first.day, row_of(key, "soon", who, (_say("task.lead.do"), why), left))]


def _alone_lines(facts: HomeFacts, now: datetime) -> list[Line]:
    """Give the row for unsent work that only this disk has."""
    if not facts.alone_since:
        return []
    since = when.before_han(when.moment(clock.parse(facts.alone_since), now))
    said = (_say("task.alone.do"), _say("task.alone.why"))
    row = row_of("stick:", "soon", (_say("task.alone.who"), ""), said, Cell(_say("left.alone", moment=since), "soon"))
    return [Line(Rank.ALONE, None, facts.alone_since, row)]


def _backup_lines(facts: HomeFacts, now: datetime) -> list[Line]:
    """Give the row for a backup that is late; where nothing was ever accepted there is nothing to lose."""
    if facts.backup_late is None or facts.is_new:
        return []
    at = when.before_han(when.moment(clock.parse(facts.backup_late), now)) if facts.backup_late else ""
    said = (_say("task.backup.do"), _say("task.backup.why"))
    left = Cell(_say("left.backup", moment=at) if at else _say("left.no_backup"), "soon")
    row = row_of("backup:", "soon", (_say("task.backup.who"), ""), said, left)
    return [Line(Rank.REMIND, None, facts.backup_late, row)]


def _update_lines(facts: HomeFacts) -> list[Line]:
    """Give the row for a newer version that somebody has to do something about."""
    if facts.update is None:
        return []
    state, version = facts.update
    said = (_say(f"task.update.{state}", version=version), _say(f"task.update.{state}_why"))
    row = row_of("updates:", "soon", (_say("task.update.who"), ""), said, Cell())
    return [Line(Rank.REMIND, None, version, row)]


def _draft_line(draft: Draft, now: datetime) -> Line:
    said = (_say("task.draft.do"), stopped(draft, now))
    row = row_of(f"draft:{draft.id}", "", (name_of(draft), draft.village), said, Cell(), _say("act.go_on"))
    return Line(Rank.DRAFT, None, "", row)


def _supplement_line(draft: Draft, case: CaseSummary) -> Line:
    day = when.before_han(when.day(date.fromisoformat(case.came_on))) if case.came_on else ""
    said = (_say("task.supplement.do"), _say("task.supplement.why", day=day))
    row = row_of(f"draft:{draft.id}", "", (name_of(draft), draft.village), said, Cell(), _say("act.go_on"))
    return Line(Rank.SUPPLEMENT, None, case.came_on, row)


def _referral_lines(matter: Matter, today: date) -> list[Line]:
    """Give a row for what was answered and not told, or is late; what others still have time for is no row."""
    words, about = resources.texts("home")["task"], {"receiver": matter.receiver, "what": field_word(matter.what)}
    days = days_left(matter.due_on, today)
    who = (matter.name, matter.village)
    if matter.state == "answered":
        said = (words["tell"]["do"], words["tell"]["why"].format(**about))
        return [Line(Rank.TELL, None, matter.day, row_of(matter.subject, "soon", who, said, Cell()))]
    if days is None or days >= 0:
        return []
    said = (words["remind"]["do"], words["remind"]["why"].format(**about))
    row = row_of(matter.subject, "", who, said, Cell(_say("left.theirs", days=-days)))
    return [Line(Rank.REMIND, days, matter.day, row)]


def field_word(field: str) -> str:
    """Give the word of what another department was asked for."""
    words: dict[str, str] = resources.texts("home")["field"]
    return words.get(field, words[Field.OTHER])


def _case_line(case: CaseSummary, delivery: dict[str, str], today: date) -> Line:
    days = days_left(case.due_on, today)
    why = _say(f"delivery.{delivery.get(case.case_id, 'waiting')}")
    left = _say("left.days", days=days) if days is not None and days > 0 else ""
    said = (_say("task.accepted.do"), why)
    row = row_of(f"case:{case.case_id}", "done", _who(case.applicant, case), said, Cell(left), done=True)
    return Line(Rank.DONE, days, case.accepted_on, row)


def _who(name: str, case: CaseSummary | None) -> tuple[str, str]:
    return name or _say("draft.nameless"), case.village if case else ""


def _say(name: str, **facts: object) -> str:
    return resources.text("home", name, **facts)
