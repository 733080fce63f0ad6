"""What happened to a case, as lines: on which day, what, by whom. No Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import resources
from app import clock
from app.domain.case import Accepted, Case
from app.domain.draft import Answer
from app.domain.household import Member
from app.domain.masking import private
from app.domain.person import YOUNG, age_on
from app.journal import moving, step_words
from app.journal.fold import Stored
from ui import when
from ui.case.correcting import label_of

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EventLine:
    """One thing that happened: on which day, what, a sentence, and who wrote it down."""

    day: str
    what: str
    text: str
    who: str = ""


def events(case: Case, entries: tuple[Stored, ...], names: Mapping[str, str]) -> tuple[EventLine, ...]:
    """Give what happened, the latest first; `names` are those of officers by id. Who only looked is left out."""
    lines = [_event(case, one, names) for one in reversed(entries) if not one.entry.kind.startswith("access.")]
    return tuple(dict.fromkeys(lines))


def _event(case: Case, stored: Stored, names: Mapping[str, str]) -> EventLine:
    entry = stored.entry
    words = resources.texts("case")["event"]
    what = words.get(entry.kind.replace(".", "_")) or _text("other", kind=entry.kind)
    at, actor = moving.told(entry)
    day = when.day(clock.local_date(clock.parse(at)))
    lost = any(one.entry == entry.hash for one in case.conflicts)
    text = _said(case, entry.kind, entry.body or {})
    return EventLine(day, what, _text("lost", text=text) if lost else text, names.get(actor, ""))


def _said(case: Case, kind: str, body: Body) -> str:
    """Say in a few words what an entry tells; kinds of a newer program have only their name."""
    step = step_words.said(case, kind, body)
    if step is not None:
        return step
    say = _SAY.get(kind)
    return say(case, body) if say else str(body.get("text", "") or body.get("reason", ""))


def _declared(case: Case, _body: Body) -> str:
    kin = case.declared.near_relative if case.declared else None
    if kin and kin.answer == Answer.YES:
        return _text("case_declared_yes", note=kin.note)
    return _text("case_declared_no")


def _corrected(case: Case, body: Body) -> str:
    fields = body.get("fields", {})
    changed = _text("join").join(_text("field", field=label_of(case, path), text=said) for path, said in fields.items())
    return _text("case_corrected_text", changed=changed, reason=body.get("reason", ""))


def _lacks(_case: Case, body: Body) -> str:
    words = resources.texts("case")["lack"]
    return _text("join").join(str(words.get(one["what"], one["what"])) for one in body.get("lacks", ()))


def _printed(_case: Case, body: Body) -> str:
    words = resources.texts("case")["printed"]
    return _text("case_printed_text", paper=words.get(body.get("paper", ""), words["other"]), copies=body["copies"])


def _paper_sealed(_case: Case, body: Body) -> str:
    name = resources.texts("sealing")["paper"].get(body.get("paper", ""), "")
    marks = (_text(f"case_paper_sealed_{one['by']}", subject=one["subject"]) for one in body["marks"])
    word = "case_paper_sealed_waits" if body.get("awaits_seal") else "case_paper_sealed_text"
    return _text(word, paper=name, marks=_text("case_paper_sealed_join").join(marks))


def _platform(_case: Case, body: Body) -> str:
    word = resources.texts("case")["platform"].get(body.get("state", ""), "")
    return " ".join(filter(None, (word, body.get("platform_number", ""), body.get("note", ""))))


def name_of(case: Case, member: str) -> str:
    """Give a member's name, as `called` does; empty where nobody has that id."""
    content = case.accepted
    return next((called(one, content) for one in content.members if one.id == member), "") if content else ""


def called(member: Member, content: Accepted) -> str:
    """Give a member's name; that of a child is private."""
    name, age = member.identity.name, age_on(member.identity.birth, date.fromisoformat(content.accepted_on))
    if age is None or age >= YOUNG:
        return name
    return private(name, resources.text("case", "person.child", first=name[:1]))


def slot_word(slot: str) -> str:
    """Give what a picture is of."""
    return str(resources.texts("codes")["slot"].get(slot, slot))


def _filed(case: Case, body: Body) -> str:
    whose = name_of(case, str(body.get("member", "")))
    return _text("join").join(filter(None, (slot_word(str(body.get("slot", ""))), whose)))


def _text(name: str, /, **facts: object) -> str:
    return resources.text("case", f"event.{name}", **facts)


def day_of(iso: str) -> str:
    """Give an ISO day as it is said."""
    return when.day(date.fromisoformat(iso))


_SAY: Final[dict[str, Callable[[Case, Body], str]]] = {
    "case.accepted": lambda case, _: _text("case_presented_late" if case.presented else "case_accepted_text"),
    "case.document_filed": _filed,
    "case.signed": lambda case, body: name_of(case, str(body.get("member", ""))),
    "case.signed_on_paper": lambda case, body: name_of(case, str(body.get("member", ""))),
    "case.declared": _declared,
    "case.printed": _printed,
    "case.paper_sealed": _paper_sealed,
    "case.corrected": _corrected,
    "case.supplement_asked": _lacks,
    "case.not_accepted": lambda _, body: str(body.get("facts", "")),
    "case.withdrawn": lambda _, body: " ".join(filter(None, (body.get("by", ""), body.get("reason", "")))),
    "case.assigned": lambda _, body: " ".join(filter(None, (body.get("name", ""), body.get("reason", "")))),
    "case.platform_noted": _platform,
}
