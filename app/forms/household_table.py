"""The tables of people: the applicant, everyone at the table, who signs where."""

from datetime import date

from app.domain.draft import Draft
from app.domain.household import Member
from app.forms.matter import ticked
from app.forms.signer import wards
from app.forms.table import VALUE, Cell, Row, label
from app.forms.words import agent_said, day, health, joined, living, of_code, phone, relation, residence, say, valid

_LABEL = 30.0
_MEMBER_WIDTHS = (31.0, 22.0, 45.0, 25.0, 22.0, 20.0)
_MEMBER_HEADS = ("name", "relation", "id_number", "living", "health", "work")
_SIGNER_WIDTHS = (75.0, 60.0, 30.0)


def applicant_rows(draft: Draft) -> list[Row]:
    """Give the rows about the applicant and what is applied for."""
    who = draft.applicant.identity
    agent = agent_said(draft.agent)
    return [
        (_label("matter"), Cell(ticked(draft.programmes), 135)),
        (_label("name"), Cell(who.name, 73), _label("sex", 20), Cell(of_code("sex", who.sex), 42)),
        (_label("birth"), Cell(day(who.birth), 73), _label("ethnic", 20), Cell(_nation(who.ethnic), 42)),
        (_label("id_number"), Cell(who.id_number, 58), _label("valid", 27), Cell(valid(who.valid_to), 50)),
        (_label("hukou"), Cell(who.address, 135)),
        (_label("residence"), Cell(residence(draft), 135)),
        (_label("phone"), Cell(phone(draft), 135)),
        *([(_label("agent_said"), Cell(agent, 135))] if agent else []),
    ]


def member_head() -> Row:
    """Give the head of the table of household members."""
    return _heads(_MEMBER_HEADS, _MEMBER_WIDTHS)


def member_rows(draft: Draft, on: date) -> list[Row]:
    """Give a row for each person who lives from the same purse; people under age are marked."""
    return [_member_row(member, on) for member in draft.members]


def signer_head() -> Row:
    """Give the head of the table of signers."""
    return _heads(("signer", "relation", "sign_page"), _SIGNER_WIDTHS)


def signer_rows(draft: Draft, on: date, signers: tuple[Member, ...], first_page: int) -> list[Row]:
    """Give a row for each signer, with the page of the set that is the signer's own."""
    rows = []
    for number, signer in enumerate(signers):
        texts = (_signer(draft, signer, on), relation(signer, on), _page(first_page + number))
        rows.append(tuple(Cell(text, wide) for text, wide in zip(texts, _SIGNER_WIDTHS, strict=True)))
    return rows


def _member_row(member: Member, on: date) -> Row:
    who = member.identity
    working = of_code("work", member.work)
    texts = (who.name, relation(member, on), who.id_number, living(member), health(member), working)
    return tuple(Cell(text, wide, VALUE) for text, wide in zip(texts, _MEMBER_WIDTHS, strict=True))


def _signer(draft: Draft, signer: Member, on: date) -> str:
    minors = joined(minor.identity.name for minor in wards(draft, signer, on))
    name = signer.identity.name
    return say("application.value.guardian", signer=name, minors=minors) if minors else name


def _page(number: int) -> str:
    return say("application.value.sign_page", page=number)


def _heads(names: tuple[str, ...], widths: tuple[float, ...]) -> Row:
    return tuple(_label(name, wide) for name, wide in zip(names, widths, strict=True))


def _label(name: str, wide: float = _LABEL) -> Cell:
    return label(say(f"application.label.{name}"), wide)


def _nation(ethnic: str) -> str:
    return say("word.nation", ethnic=ethnic) if ethnic else ""
