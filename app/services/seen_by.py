"""谁看过我的材料: for an applicant, who looked at their file at this window, when, and for what."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import resources
from app.domain.access import Export, Exported
from app.domain.duties import Act
from app.errors import Refused
from app.services import inspection
from app.services.act_words import ActInWords, ActWords
from app.services.desk import Desk
from app.services.duty import needs

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.store.acts import Acts

_KINDS: Final = ("access.",)
_MOST: Final = 1_000


@dataclass(frozen=True, slots=True)
class SeenBy:
    """Who saw a person's file: `whose` it is, `cases` in words, `looks` the latest first."""

    whose: str
    cases: tuple[str, ...]
    looks: tuple[ActInWords, ...]
    subjects: tuple[str, ...]


@needs(Act.SEE)
def seen_by(desk: Desk, typed: str) -> SeenBy:
    """Give who looked at the file of an ID or case number, and write that this was asked for.

    Refused seen_by.nobody where no file answers, seen_by.several where more than one person does.
    """
    subjects = _subjects(desk, typed)
    words = ActWords(desk)
    looks = tuple(words.tell(one) for one in desk.store.acts(_asked(subjects), _MOST))
    reason = resources.text("inspect", "asked_by_person")
    body = Exported(Export.LOOKS, "page", reason, desk.moment(), desk.office.scope, len(looks))
    inspection.note(desk, body, subjects)
    cases = tuple(words.about(subject) for subject in subjects)
    whose = next((desk.store.case_summary(subject.partition(":")[2]) for subject in subjects), None)
    return SeenBy(whose.applicant if whose else "", cases, looks, subjects)


@needs(Act.SEE)
def paper(desk: Desk, found: SeenBy) -> "Form":
    """Give the list as a paper for the person, and write that it was made."""
    from app.forms.seen_by import SeenByPaper, make_seen_by  # noqa: PLC0415 - reportlab, which no start needs

    reason = resources.text("inspect", "asked_by_person")
    body = Exported(Export.LOOKS, "pdf", reason, desk.moment(), desk.office.scope, len(found.looks))
    point = inspection.note(desk, body, found.subjects)
    lines = tuple((act.day, act.time, act.who, act.text) for act in found.looks)
    facts = SeenByPaper(
        found.whose,
        found.cases,
        lines,
        desk.office,
        desk.officer_name,
        desk.today().isoformat(),
        point.code,
        desk.training,
    )  # fmt: skip - as the paper reads
    return make_seen_by(facts)


def _asked(subjects: tuple[str, ...]) -> "Acts":
    from app.store.acts import Acts  # noqa: PLC0415 - SQLAlchemy is loaded with the store, not with this module

    return Acts(subjects=subjects, kinds=_KINDS)


def _subjects(desk: Desk, typed: str) -> tuple[str, ...]:
    found = {f"case:{case_id}" for case_id in desk.store.cases_of(typed)}
    if not found:
        hits = [one for one in desk.store.find(typed) if one.kind == "case"]
        found = {one.subject for one in hits}
        if len({one.id_number for one in hits}) > 1:
            raise Refused("seen_by.several")
    if not found:
        raise Refused("seen_by.nobody")
    return tuple(sorted(found))
