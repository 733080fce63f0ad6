"""Finding anybody by what is typed: kept in the transaction of the lists, asked at every key."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, tuple_

from app.domain import form_code
from app.errors import Refused
from app.store import low_income_rows
from app.store.schema import FINDING, FINDING_WORDS, case_summary, findable, matter, person
from app.store.spelling import FROM_END, PLACE, WHOLE, Words, joined, runs
from app.store.values import Found

MOST: Final = 20
_Key = tuple[str, str]  # subject and member
_HOUSEHOLD: Final = "household:"
_LEAST_DIGITS: Final = 4  # of an id number's end
_LEAST_WHOLE: Final = 14  # of a number from its beginning: area and birth, or office and day; before, all begin alike
_MOST_PREFIX: Final = 3  # letters of a village that may go on; from there on whole syllables are asked for
_COLUMNS: Final = ", ".join(FINDING_WORDS)
_WHOSE: Final = f"findable f LEFT JOIN {FINDING} w ON w.rowid = f.id WHERE f.subject IN :subjects"
_KEPT_TEXT: Final = f"SELECT f.id, f.subject, f.member, {_COLUMNS} FROM {_WHOSE} ORDER BY f.subject, f.member"  # noqa: S608 - names of our own
_KEPT: Final = text(_KEPT_TEXT).bindparams(bindparam("subjects", expanding=True))
_ENDS: Final = select(func.min(findable.c.id), func.max(findable.c.id))
_FORGET: Final = delete(findable).where(findable.c.id == bindparam("gone"))
_SAID: Final = ":id, " + ", ".join(f":{name}" for name in FINDING_WORDS)
_FILL: Final = text(f"INSERT OR REPLACE INTO {FINDING}(rowid, {_COLUMNS}) VALUES ({_SAID})")  # noqa: S608 - as above
_EMPTY: Final = text(f"DELETE FROM {FINDING} WHERE rowid = :gone")  # noqa: S608 - a name of our own
_HITS: Final = text(f"SELECT rowid FROM {FINDING} WHERE {FINDING} MATCH :wanted ORDER BY rowid DESC LIMIT :most")  # noqa: S608 - as above
_CODE: Final = re.compile(r"[0-9a-z]*\d[0-9a-z]*")
_APART: Final = re.compile(r"[\s,，;；、]+")


def held(connection: Connection, subject: str) -> tuple[Words, ...]:
    """Give the words that a subject's people are found by now."""
    return tuple(word for _, word in _held_by(connection, [subject]).values())


def replace(connection: Connection, subject: str, wanted: Sequence[Words]) -> None:
    """Let a subject's people be found by these words; whoever was there keeps the place among the hits."""
    replace_all(connection, {subject: wanted})


def replace_all(connection: Connection, wanted: Mapping[str, Sequence[Words]]) -> None:
    """Let the people of a few hundred subjects be found by these words."""
    before = _held_by(connection, wanted)
    after = {(subject, word.member): word for subject, words in wanted.items() for word in words}
    gone = [{"gone": at} for key, (at, _) in before.items() if key not in after]
    if gone:
        connection.execute(_EMPTY, gone)
        connection.execute(_FORGET, gone)
    places = _places(connection, [key for key in after if key not in before])
    if places:
        rows = [{"id": at, "subject": subject, "member": member} for (subject, member), at in places.items()]
        connection.execute(insert(findable), rows)
    changed = {key: at for key, (at, word) in before.items() if key in after and after[key] != word}
    by_place = sorted((changed | places).items(), key=lambda item: item[1])  # else FTS5 writes after each row
    if filled := [asdict(after[key]) | {"id": at} for key, at in by_place]:
        connection.execute(_FILL, filled)


def find(connection: Connection, typed: str, most: int = MOST) -> tuple[Found, ...]:
    """Give who and what answers to a typed text, by name and number first, then by village; the newest first."""
    if (about := _scanned(typed)) is not None:
        if number := form_code.number_of(about):
            return find(connection, number, most)
        subjects = [f"{kind}:{about}" for kind in ("case", "change", "referral")]
        return tuple(_told(connection, _rows(connection, findable.c.subject.in_(subjects))))[:most]
    hits: dict[int, None] = {}
    for wanted in _questions(typed):
        if len(hits) < most:
            hits |= dict.fromkeys(connection.scalars(_HITS, {"wanted": wanted, "most": most}))
    if not hits:
        return ()
    return tuple(_told(connection, _rows(connection, findable.c.id.in_(list(hits)[:most])), list(hits)))


def _held_by(connection: Connection, subjects: Iterable[str]) -> dict[_Key, tuple[int, Words]]:
    rows = connection.execute(_KEPT, {"subjects": list(subjects)})
    return {(subject, said[0]): (at, Words(*said)) for at, subject, *said in rows}


def _places(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, int]:
    """Give new places: the register's below all that is there, so that its thousands hide no application."""
    if not keys:
        return {}
    lowest, highest = connection.execute(_ENDS).one()
    below, above = min(0, lowest or 0), max(0, highest or 0)
    listed = [key for key in keys if key[0].startswith(_HOUSEHOLD)]
    others = [key for key in keys if not key[0].startswith(_HOUSEHOLD)]
    down = {key: below - len(listed) + nth for nth, key in enumerate(listed)}
    return down | {key: above + nth for nth, key in enumerate(others, 1)}


def _scanned(typed: str) -> str | None:
    """Give the id that a paper's code names; None for anything else."""
    try:
        return form_code.parse(typed.strip().upper()).case
    except Refused:
        return None


def _questions(typed: str) -> Iterator[str]:
    """Put a text as the full-text table's questions: names and numbers first, then villages as well."""
    terms = [term for part in _APART.split(typed.strip()) for term in _terms(part)]
    if not terms:
        return
    yield " AND ".join(strict for strict, _ in terms)
    yield " AND ".join(wide for _, wide in terms)


def _terms(part: str) -> Iterator[tuple[str, str]]:
    """Give for each piece of a typed word what asks for it among names and numbers, and among villages too."""
    code = joined(part)
    if part.isascii() and _CODE.fullmatch(code):
        asked = " OR ".join(_code(code))
        yield f"({asked})", f"({asked} OR place : {_place(code)})"
        return
    for piece in runs(part):
        word = _word(piece)
        yield f"name : {word}", f"(name : {word} OR place : {_place(piece)})"


def _word(piece: str) -> str:
    """Ask for a piece of a name: characters beside each other, or letters that go on."""
    return f'"{piece}" *' if piece.isascii() else f'"{" ".join(piece)}"'


def _place(piece: str) -> str:
    if not piece.isascii():
        return f'"{" ".join(PLACE + character for character in piece)}"'
    return f'"{PLACE}{piece}"{" *" if piece.isalpha() and len(piece) <= _MOST_PREFIX else ""}'


def _code(code: str) -> Iterator[str]:
    """Ask for an id number by its end, for a receipt's number as it is said, and for either from its beginning."""
    yield f'number : "{code}" *'
    if len(code) >= _LEAST_DIGITS:
        yield f'id_number : "{FROM_END}{code[::-1]}" *'
    if len(code) >= _LEAST_WHOLE:
        yield f'{{id_number number}} : "{WHOLE}{code}" *'


def _rows(connection: Connection, condition: Any) -> list[tuple[int, str, str]]:
    query = select(findable.c.id, findable.c.subject, findable.c.member).where(condition)
    return [(row.id, row.subject, row.member) for row in connection.execute(query.order_by(findable.c.id))]


def _told(
    connection: Connection, rows: list[tuple[int, str, str]], order: Iterable[int] | None = None
) -> Iterator[Found]:
    """Say of each hit who it is and where the matter stands."""
    subjects = {subject for _, subject, _ in rows}
    listed = [subject for subject in subjects if subject.startswith(_HOUSEHOLD)]
    known = _cases(connection, subjects) | _matters(connection, subjects) | low_income_rows.told(connection, listed)
    people = _people(connection, [(subject, member) for _, subject, member in rows if member])
    at = {row[0]: row for row in rows}
    for number in order if order is not None else at:
        if number in at and (about := known.get(at[number][1])):
            _, subject, member = at[number]
            name, id_number, relation = people.get((subject, member), (about["name"], about["id_number"], ""))
            yield Found(**about | {"name": name, "id_number": id_number, "relation": relation}, member=member)


def _cases(connection: Connection, subjects: set[str]) -> dict[str, dict[str, str]]:
    ids = [subject.removeprefix("case:") for subject in subjects if subject.startswith("case:")]
    query = select(case_summary).where(case_summary.c.case_id.in_(ids))
    return {
        f"case:{row.case_id}": {
            "subject": f"case:{row.case_id}",
            "kind": "case",
            "state": row.state,
            "number": row.number,
            "village": row.village,
            "day": row.accepted_on or row.came_on,
            "applicant": row.applicant,
            "name": row.applicant,
            "id_number": row.id_number,
        }
        for row in connection.execute(query)
    }


def _matters(connection: Connection, subjects: set[str]) -> dict[str, dict[str, str]]:
    ids = [subject for subject in subjects if not subject.startswith(("case:", _HOUSEHOLD))]
    if not ids:
        return {}
    copied = ("subject", "kind", "state", "number", "village", "day", "name", "id_number")
    return {
        row.subject: {name: getattr(row, name) for name in copied} | {"applicant": row.name}
        for row in connection.execute(select(matter).where(matter.c.subject.in_(ids)))
    }


def _people(connection: Connection, wanted: list[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Give (name, id number, relation) of members: only of those asked for, a household may be large."""
    listed = [key for key in wanted if key[0].startswith(_HOUSEHOLD)]
    others = [key for key in wanted if not key[0].startswith(_HOUSEHOLD)]
    return low_income_rows.people(connection, listed) | _members(connection, others)


def _members(connection: Connection, wanted: list[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str, str]]:
    keys = [(subject.removeprefix("case:"), member) for subject, member in wanted]
    query = select(person).where(tuple_(person.c.case_id, person.c.member_id).in_(keys))
    return {
        (f"case:{row.case_id}", row.member_id): (row.name, row.id_number, row.relation)
        for row in connection.execute(query)
    }
