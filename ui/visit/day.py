"""The visits of a day as lines: who came when, why, and what came of it. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import resources
from app import clock
from app.domain.draft import Draft
from app.domain.visit import Outcome, Reason
from app.store.values import VisitRow
from ui import when

_SAYS_ITSELF = {Outcome.ANSWERED, Outcome.NOTED, ""}


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit: `at` orders the lines, `soon` marks what is not finished, `agent` who stood here for another.

    `key` names the line, `about` what came of it.
    """

    at: str
    time: str
    who: str
    why: str
    note: str
    soon: bool = False
    reason: str = ""
    outcome: str = ""
    village: str = ""
    agent: str = ""
    handler: str = ""
    named: bool = True
    key: str = ""
    about: str = ""


def day_lines(rows: Sequence[VisitRow], drafts: Sequence[Draft], day: date) -> tuple[VisitLine, ...]:
    """Give the visits of a day, the latest first; an intake under way is one before its line is written."""
    under_way = {f"case:{draft.id}": draft for draft in drafts}
    lines = [_line(row, under_way.get(row.about)) for row in rows]
    written = {row.about for row in rows}
    lines += [_draft_line(draft) for key, draft in under_way.items() if key not in written and _begun_on(draft) == day]
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True))


def _line(row: VisitRow, draft: Draft | None) -> VisitLine:
    is_open = draft is not None and row.reason == Reason.APPLY and row.outcome in {"", Outcome.REGISTERED}
    return VisitLine(
        at=row.came_at,
        time=when.minute(clock.parse(row.came_at)),
        who=row.name or _say("nameless"),
        why=reason_word(row.reason),
        note=_stopped(draft) if draft and is_open else _note(row),
        soon=is_open,
        reason=row.reason,
        outcome=row.outcome,
        village=row.village,
        agent=row.agent,
        handler=row.handler,
        named=bool(row.name),
        key=row.subject,
        about=row.about,
    )


def _draft_line(draft: Draft) -> VisitLine:
    name = draft.applicant.identity.name
    return VisitLine(
        at=draft.started_at,
        time=when.minute(clock.parse(draft.started_at)),
        who=name or _say("not_yet"),
        why=reason_word(Reason.APPLY),
        note=_stopped(draft),
        soon=True,
        reason=Reason.APPLY,
        village=draft.village,
        agent=draft.agent.name if draft.agent else "",
        handler=draft.officer,
        named=bool(name),
        key=f"draft:{draft.id}",
        about=f"case:{draft.id}",
    )


def _note(row: VisitRow) -> str:
    word = "" if row.note and row.outcome in _SAYS_ITSELF else outcome_word(row.outcome)
    return _say("comma").join(filter(None, (word, row.note)))


def _stopped(draft: Draft) -> str:
    steps: dict[str, str] = resources.texts("home")["step"]
    return _say("stopped", step=steps.get(draft.step, steps["card"]))


def _begun_on(draft: Draft) -> date:
    return clock.local_date(clock.parse(draft.started_at))


def reason_word(reason: str) -> str:
    """Give the word of a reason; one of a newer program is only a visit."""
    words: dict[str, str] = resources.texts("visit")["why"]
    return words.get(reason, words["other"])


def outcome_word(outcome: str) -> str:
    """Give the word of an outcome; empty while nothing came of it, or for one of a newer program."""
    words: dict[str, str] = resources.texts("visit")["outcome"]
    return words.get(outcome, "")


def _say(name: str, /, **facts: object) -> str:
    return resources.text("visit", f"line.{name}", **facts)
