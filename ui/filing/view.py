"""What the page of papers shows, in one value. No Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

import resources
from app.domain.case_number import short
from app.domain.form_code import Paper
from app.domain.household import Member
from app.services.filing import Doubt, Place
from ui.filing.ask import Ask
from ui.filing.check import Check
from ui.filing.choose import Choose
from ui.filing.rows import PageRow
from ui.intake.card import CardField


@dataclass(frozen=True, slots=True)
class Question:
    """Something the program cannot decide: a sentence, and what can be done, as (verb, key)."""

    text: str
    answers: tuple[tuple[str, str], ...]
    does: tuple[str, ...]
    refused: bool = False


@dataclass(frozen=True, slots=True)
class FilingView:
    """The page. At most one of `ask` (a signature), `check` (fields), `choose` (what and whose), `question` is there.

    `lines` are the papers of the case on the desk, `rows` the pages of this visit that belong elsewhere or nowhere
    yet; `waiting` counts pages about which something is to be said.
    """

    note: str = ""
    case: str = ""
    reading: bool = False
    picture: bytes = b""
    asks_about: str = ""
    asks_where: str = ""
    ask: Ask | None = None
    signatures: tuple[bytes, ...] = ()
    proposal: str = ""
    check: Check | None = None
    fields: tuple[CardField, ...] = ()
    choose: Choose | None = None
    wrong: str = ""
    remark: str = ""
    question: Question | None = None
    lines: tuple[PageRow, ...] = ()
    rows: tuple[PageRow, ...] = ()
    lacking: str = ""
    missing: str = ""
    is_missing: bool = False
    printed: str = ""
    can_undo: bool = False
    series: bool = False
    waiting: int = 0

    @property
    def asks(self) -> bool:
        """Whether something is asked now."""
        return bool(self.ask or self.check or self.choose or self.question)


def what(place: Place) -> str:
    """Give what a paper is, by name."""
    if place.signer:
        return say("what.signed", name=place.signer.identity.name)
    names: dict[str, str] = resources.texts("filing")["paper"]
    name = names.get(Paper(place.code.paper).name.lower(), names["other"])
    return say("what.page", paper=name, page=place.code.page) if place.code.pages > 1 else name


def where(place: Place) -> str:
    """Give to which case it goes."""
    if place.number:
        return say("where.case", name=place.applicant, number=short(place.number))
    return say("where.draft", name=place.applicant)


def doubt(place: Place, found: Doubt) -> Question:
    """Give the question about a paper that may not have to be filed."""
    state = resources.text("filing", f"state.{place.case.state}") if found is Doubt.CLOSED and place.case else ""
    return question(found.value, what=what(place), name=place.applicant, state=state)


def refused(code: str, sentence: str) -> Question:
    """Give what can be done after a refusal: the sentence is that of the error."""
    known = resources.texts("filing")["question"]
    name = code.replace(".", "_")
    return _made(sentence, name if name in known else "other", is_refused=True)


def bad_picture(sentence: str) -> Question:
    """Give what can be done about a picture that is no good."""
    return _made(sentence, "bad_picture", is_refused=False)


def question(name: str, /, **facts: object) -> Question:
    """Give the question of that name."""
    return _made(say(f"question.{name}.text", **facts), name, is_refused=False)


def missing_text(applicant: str, members: Iterable[Member]) -> str:
    """Give who has still to sign in the case of the last paper; the first line is strong."""
    names = [member.identity.name for member in members]
    if not names:
        return f"**{say('missing.none', name=applicant)}**\n{say('missing.ready')}"
    return f"**{say('missing.some', name=applicant, count=len(names))}**\n{say('missing.join').join(names)}"


def say(name: str, /, **facts: object) -> str:
    """Give a text of this page."""
    return resources.text("filing", name, **facts)


def _made(text: str, name: str, *, is_refused: bool) -> Question:
    answers = resources.texts("filing")["question"][name]["answers"]
    told = tuple((verb, str(number)) for number, (verb, _) in enumerate(answers, 1))
    return Question(text, told, tuple(does for _, does in answers), is_refused)
