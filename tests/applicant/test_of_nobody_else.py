"""A market day of contexts: whatever the officer does, the applicant sees the own household and nothing else."""

from dataclasses import fields, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.domain.draft import Draft, Question, Reply, Trouble
from app.domain.household import Away, Health, Member, Relation, Work
from app.domain.income import Expense, Income, IncomeKind
from app.domain.person import Identity
from app.domain.registration import SupplementAsked
from tests.made_up import people
from ui.applicant import context as contexts
from ui.applicant.context import Context, Told
from ui.applicant.follow import RIGHT, WRONG, context_of
from ui.applicant.view import spoken, view_for
from ui.intake.steps import Step
from ui.sign import view as signing
from ui.sign.view import SignView

TODAY = date(2026, 11, 24)
STAFF = "邻居说他家打麻将"  # what only the staff may read
_VISITS = 25
_STATES = (signing.NOW, signing.SIGNED, signing.LATER, signing.STORING)


def _member(seed: int, relation: str) -> Member:
    made = people.person(seed, TODAY)
    identity = Identity(made.name, made.sex, made.ethnic, made.birth.isoformat(), made.address, made.id_number)
    return Member(
        id=f"m{seed}",
        identity=identity,
        relation=relation,
        away=Away.PRISON.value,
        away_place=STAFF,
        health=Health.SERIOUS.value,
        disability_kind=6,
        disability_grade=1,
        work=Work.NONE.value,
    )


def _household(first: int, size: int) -> Draft:
    relations = [Relation.SELF, Relation.SPOUSE, Relation.SON, Relation.MOTHER, Relation.OTHER_RELATIVE]
    members = tuple(_member(first + nth, relations[min(nth, 4)].value) for nth in range(size))
    return Draft(
        id=f"d{first}",
        household=f"h{first}",
        started_at="2026-11-24T01:00:00.000Z",
        officer="o",
        members=members,
        incomes=tuple(
            Income(f"i{n}", kind.value, members[0].id, STAFF, 123_400 + n) for n, kind in enumerate(IncomeKind)
        ),
        expenses=(Expense("e", "medical", 9_999_900),),
        replies={question.value: Reply("yes", STAFF) for question in Question},
        troubles=tuple(trouble.value for trouble in Trouble),
        duplicate_reason=STAFF,
        description=STAFF,
        late_reason=STAFF,
    )


DAY = tuple(_household(nth * 7, 1 + nth % 5) for nth in range(_VISITS))
NAMES = {member.identity.name for draft in DAY for member in draft.members}
NUMBERS = {member.identity.id_number for draft in DAY for member in draft.members}


def _signing(draft: Draft, state: str, *, pen: bool) -> SignView:
    rows = tuple(
        signing.SignerRow(one.id, one.identity.name, STAFF, state, away=True, may_be_later=True)
        for one in draft.members
    )
    return SignView(rows=rows, at=len(rows) - 1, pen=pen, missing=STAFF, refused=STAFF)


@st.composite
def _contexts(draw: st.DrawFn) -> tuple[Draft, Context]:
    """Give a household and what may be known of it at some moment of its visit."""
    draft = draw(st.sampled_from(DAY))
    step = draw(st.sampled_from([*(step.value for step in Step), "reason", "a step of another program"]))
    view = _signing(draft, draw(st.sampled_from(_STATES)), pen=draw(st.booleans()))
    answer = draw(st.sampled_from(["", RIGHT, WRONG]))
    return draft, context_of(step, draft, view, Told("渠县青龙镇人民政府"), answer)


@given(_contexts())
def test_no_name_and_no_number_of_anybody_else(seen: tuple[Draft, Context]) -> None:
    draft, context = seen
    said = spoken(view_for(context))
    own = {member.identity.name for member in draft.members}
    strangers = {name for name in NAMES - own if not any(name in mine for mine in own)}
    assert [name for name in strangers if name in said] == []
    assert [number for number in NUMBERS if number in said] == []


def _village(draft: Draft) -> str:
    card = contexts.card(draft)
    assert isinstance(card, contexts.CardShown)
    return card.village


@given(_contexts())
def test_no_village_but_the_own_one(seen: tuple[Draft, Context]) -> None:
    draft, context = seen
    said = spoken(view_for(context))
    villages = {_village(one) for one in DAY} - {"", _village(draft)}
    assert [village for village in villages if village in said] == []


@given(_contexts())
def test_no_state_of_health_no_remark_and_no_guess(seen: tuple[Draft, Context]) -> None:
    _, context = seen
    said = spoken(view_for(context))
    assert STAFF not in said
    assert [word for word in ("可能可以", "评分", "得分", "重病", "服刑", "残疾人", "麻将") if word in said] == []
    assert [sum_of for sum_of in ("99,999", "99999") if sum_of in said] == []  # what was paid for illness


def test_a_context_has_no_place_for_what_may_not_be_seen() -> None:
    kinds = (contexts.CardShown, contexts.Person, contexts.People, contexts.Money, contexts.Sign, contexts.Others)
    names = {field.name for kind in kinds for field in fields(kind)}
    assert names == {"name", "year", "village", "number", "denied", "by_agent", "relation", "people", "sums"}


def test_what_is_lacking_names_only_what_was_told() -> None:
    told = SupplementAsked("2026-11-24", (), "511725123-20261124-0A-00147-U", STAFF)
    assert STAFF not in spoken(view_for(contexts.lacking(told)))
    assert "0A-00147" not in spoken(view_for(contexts.lacking(replace(told, handler=STAFF))))
