"""What the page of papers shows, in one value. No Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

import resources
from app.domain import checklist, form_code
from app.domain.case_number import short
from app.domain.form_code import Paper
from app.domain.household import Member
from app.services.filing import CODE, Doubt, Place
from ui.filing.ask import Ask
from ui.filing.check import Check
from ui.filing.choose import Choose
from ui.filing.rows import PageRow
from ui.intake.card import CardField

_NAMED = 40  # characters of the names of those who have still to sign: what the desk has room for


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
    yet; `waiting` counts pages about which something is to be said; `gap` says which pages of a set are not here.
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
    gap: str = ""

    @property
    def asks(self) -> bool:
        """Whether something is asked now."""
        return bool(self.ask or self.check or self.choose or self.question)


def what(place: Place) -> str:
    """Give what a paper is, by name."""
    if place.signer:
        return say("what.signed", name=place.signer.identity.name)
    name = paper_name(place.code.paper)
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
    """Give who has still to sign in the case of the last paper, the first ones by name; the first line is strong."""
    names = [member.identity.name for member in members]
    join = say("missing.join")
    if not names:
        return f"**{say('missing.none', name=applicant)}**\n{say('missing.ready')}"
    room = [nth for nth in range(1, len(names) + 1) if len(join.join(names[:nth])) <= _NAMED]
    shown = names[: max(room, default=1)]
    listed = join.join(shown) if len(shown) == len(names) else say("missing.more", names=join.join(shown))
    return f"**{say('missing.some', name=applicant, count=len(names))}**\n{listed}"


def say(name: str, /, **facts: object) -> str:
    """Give a text of this page."""
    return resources.text("filing", name, **facts)


def gap_text(places: Iterable[Place]) -> str:
    """Give which pages of papers that were begun lie neither here nor in their case; empty where none is missing."""
    begun = [place for place in places if place.code.paper != Paper.AUTHORISATION and place.own_pages > 1]
    codes, names = [], {}
    for place in begun:
        key = (f"{place.code.paper} {place.code.case}", place.code.edition)
        names[key] = paper_name(place.code.paper)
        kept = [form_code.parse(one.read[CODE]) for one in (place.case.filed if place.case else ()) if CODE in one.read]
        pages = {one.page for one in kept if (f"{one.paper} {one.case}", one.edition) == key} | {place.code.page}
        codes += [(*key, page, place.own_pages) for page in pages]
    join = say("missing.join")
    return "　".join(
        say("list.gap", what=names[key], pages=join.join(map(str, pages)))
        for key, pages in checklist.pages_missing(codes).items()
    )


def paper_name(paper: str) -> str:
    """Give the name of a kind of paper."""
    names: dict[str, str] = resources.texts("filing")["paper"]
    return names.get(Paper(paper).name.lower(), names["other"])


def _made(text: str, name: str, *, is_refused: bool) -> Question:
    answers = resources.texts("filing")["question"][name]["answers"]
    told = tuple((verb, str(number)) for number, (verb, _) in enumerate(answers, 1))
    return Question(text, told, tuple(does for _, does in answers), is_refused)
