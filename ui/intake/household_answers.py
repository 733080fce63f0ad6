"""What an answer in a cell of household or money changes. No Qt."""

from dataclasses import replace

from app.domain.draft import Draft
from app.domain.household import Away, Health, Member
from app.domain.income import Income
from ui.intake import choice, money, people
from ui.intake.household_cursor import PEOPLE, Cursor

_NO_PLACE = (choice.HOME, Away.MISSING)


def chosen(draft: Draft, cursor: Cursor, code: str, new_id: str) -> tuple[Draft, str]:
    """Give the draft after a choice, and what follows: a second question in the same cell, `how`, or nothing (go on).

    `new_id` names the line of income that may come of it.
    """
    if cursor.table == PEOPLE:
        return _chosen_of_person(draft, draft.members[cursor.row], cursor, code)
    row = money.rows(draft)[cursor.row]
    line = money.line(draft, row.income)
    if cursor.stage == "stop" and line:
        return money.with_line(draft, money.with_stop(line, code)), ""
    if code == money.NOBODY:
        kept = money.none_of(row.kind, draft, row.income or new_id)
        return money.with_line(draft, kept), ""
    taken = replace(line, member=code) if line else Income(id=new_id, kind=row.kind, member=code)
    return money.with_line(draft, taken), "how"


def written(draft: Draft, cursor: Cursor, text: str) -> Draft:
    """Give the draft with what was typed; Refused money.form for what is no amount."""
    if cursor.table == PEOPLE:
        member = draft.members[cursor.row]
        return draft.with_member(replace(member, away_place=text.strip())) if cursor.stage == "place" else draft
    line = money.line(draft, money.rows(draft)[cursor.row].income)
    if line is None:
        return draft
    if cursor.column == "how":
        return money.with_line(draft, replace(line, how=text.strip()))
    return money.with_line(draft, money.with_amount(line, text) if text.strip() else replace(line, amount_fen=0))


def _chosen_of_person(draft: Draft, member: Member, cursor: Cursor, code: str) -> tuple[Draft, str]:
    if cursor.column == "relation":
        return (draft, "far") if code == choice.MORE else (draft.with_member(replace(member, relation=code)), "")
    if cursor.column == "home":
        return draft.with_member(people.with_home(member, code)), "" if code in _NO_PLACE else "place"
    if cursor.column == "work":
        return draft.with_member(replace(member, work=code)), ""
    return _chosen_health(draft, member, cursor.stage, code)


def _chosen_health(draft: Draft, member: Member, stage: str, code: str) -> tuple[Draft, str]:
    if stage == "kind":
        return draft.with_member(replace(member, disability_kind=int(code))), "grade"
    if stage == "grade":
        return draft.with_member(replace(member, disability_grade=int(code))), ""
    return draft.with_member(people.with_health(member, code)), "kind" if code == Health.DISABLED else ""
