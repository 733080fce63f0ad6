"""A survey and a record of a hearing signed on the screen by several: who may, in which order, and what is kept."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from app.domain.case import Case
from app.domain.draft import Draft
from app.domain.paper_signed import awaited, survey_waits
from app.domain.signable import signable
from app.domain.steps.home_visit import Heard, Investigator, KinNamed, Visited
from app.domain.steps.opinion import Opinion
from app.errors import Refused
from app.forms.ink import Ink, Point, from_json
from app.forms.signed_paper import check, check_mark
from app.rules.agenda import todos
from app.services import afterwards, check_steps, decision_steps, paper_signing, visit_steps
from app.services.check_steps import Report
from app.services.desk import Desk
from app.services.paper_signing import Mark, SignedPaper, open_paper, sign_paper
from tests.services.conftest import NAME
from tests.services.on_the_way import accepted, on

AT = "2026-10-14T02:00:00.000Z"
FATHER, OTHER, VILLAGE = "王德贵", "孙主任", "周会计"


def ink(strokes: int = 3) -> Ink:
    """Made-up ink of so many strokes."""
    lines = tuple(
        tuple(Point(200 + 900 * nth + 30 * step, 200 + 20 * (step % 30), None, 8 * step) for step in range(40))
        for nth in range(strokes)
    )
    return Ink(6_400, 1_100, lines)


def visited(desk: Desk, case: Case, *, heard: bool = False, **changes: Any) -> Case:
    """Note a visit on the 14th, whose survey is signed on the screen."""
    team = (Investigator(NAME, staff=True, officer=desk.author.officer), Investigator(OTHER, staff=False))
    neighbour = (Heard("李大嫂", "邻居", "日子过得紧", "2026-10-14"),) if heard else ()
    body = Visited("2026-10-14", "家里", team, (FATHER,), "土墙房两间", True, "", on_screen=True, heard=neighbour)
    return visit_steps.record_visit(desk, case.id, replace(body, **changes))


@pytest.fixture
def there(desk: Desk) -> Desk:
    """The desk on the day of the visit."""
    return on(desk, "2026-10-14")


@pytest.fixture
def case(there: Desk, desk: Desk, draft: Draft) -> Case:
    """A household that was visited, nobody having signed yet."""
    return visited(there, accepted(desk, draft))


def paper(desk: Desk, case: Case, name: str = "survey") -> SignedPaper:
    now = desk.store.case(case.id)
    assert now is not None
    return open_paper(desk, now, name)


def mark(desk: Desk, case: Case, place: str, who: str, paper_name: str = "survey", **changes: Any) -> Mark:
    shown = hashlib.sha256(paper(desk, case, paper_name).pdf).hexdigest()
    return replace(Mark(place, who, "pen", shown, 4, AT, AT, ink()), **changes)


def sign(desk: Desk, case: Case, place: str, who: str, paper_name: str = "survey", **changes: Any) -> Case:
    return sign_paper(desk, case.id, paper_name, mark(desk, case, place, who, paper_name, **changes))


def decline(desk: Desk, case: Case, place: str = "member:1", who: str = FATHER, **changes: Any) -> Case:
    said = {"way": "refused", "ink": None, "reason": "他说等儿子回来", "present": (VILLAGE,)}
    return sign(desk, case, place, who, **(said | changes))


def test_a_survey_is_signed_by_the_household_then_by_two_investigators(there: Desk, case: Case) -> None:
    assert paper(there, case).awaits == ("member:1", "investigator:1", "investigator:2")

    for place, who in (("member:1", FATHER), ("investigator:1", NAME), ("investigator:2", OTHER)):
        case = sign(there, case, place, who)

    done = paper(there, case)
    assert done.awaits == ()
    assert [one.signing.name for one in check(done.pdf)] == [FATHER, NAME, OTHER]
    assert done.pdf.startswith(done.form.pdf)
    assert case.inked[-1].awaits == ()


def test_each_entry_names_who_in_which_way_on_which_bytes(there: Desk, case: Case) -> None:
    first = sign(there, case, "member:1", FATHER).inked[0]
    second = sign(there, case, "investigator:1", NAME, way="touch").inked[1]

    assert (first.name, first.way, first.member, first.officer) == (FATHER, "pen", case.members[0].id, "")
    assert (second.way, second.officer) == ("touch", there.author.officer)
    assert first.made == first.shown.sha256
    assert second.shown == first.document
    assert there.document(second.document).startswith(there.document(first.document))
    assert there.document(first.document).startswith(there.document(first.shown))


def test_the_paper_the_ink_and_the_entry_say_the_same(there: Desk, case: Case) -> None:
    done = sign(there, case, "member:1", FATHER)
    told = done.inked[0]
    assert told.ink is not None
    raw = from_json(there.document(told.ink))
    writer = (case.id, there.device().id, there.author.officer)

    record = check_mark(there.document(told.document), told, writer, raw)

    assert (record.signing.shown, record.signing.pages_seen) == (told.made, 4)
    for other in (replace(told, name=OTHER), replace(told, signed_on="2026-10-15"), replace(told, pages_seen=3)):
        with pytest.raises(Refused, match=r"form\.altered"):
            check_mark(there.document(told.document), other, writer, raw)
    with pytest.raises(Refused, match=r"form\.altered"):
        check_mark(there.document(told.document), told, writer, ink(2))
    with pytest.raises(Refused, match=r"form\.altered"):
        check_mark(there.document(told.document), told, ("x", *writer[1:]), raw)


def test_a_refusal_has_a_reason_and_who_was_there_and_then_somebody_who_stood_by_signs(there: Desk, case: Case) -> None:
    declined = decline(there, case)

    assert paper(there, case).awaits == ("witness:1", "investigator:1", "investigator:2")
    told = declined.inked[0]
    assert (told.ink, told.reason, told.present) == (None, "他说等儿子回来", (VILLAGE,))
    assert check(there.document(told.document))[0].signing.present == (VILLAGE,)
    assert decline(there, visited(there, case, found="两间"), way="unable").inked[-1].way == "unable"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "no_reason"),
        ({"reason": "长" * 121}, "long_reason"),
        ({"present": ()}, "nobody_present"),
        ({"present": (" ", FATHER)}, "nobody_present"),
        ({"place": "investigator:1", "who": NAME}, "not_in_turn"),
        ({"place": "witness:1", "who": VILLAGE}, "not_in_turn"),
        ({"way": "pen"}, "no_ink"),
    ],
)
def test_a_refusal_without_reason_or_anybody_there_is_refused(
    there: Desk, case: Case, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused, match=rf"mark\.{code}"):
        decline(there, case, **changes)
    assert there.store.case(case.id) == case


def test_only_papers_that_say_what_is_done_then_may_go_without_a_name(there: Desk, case: Case) -> None:
    sign(there, case, "member:1", FATHER)
    with pytest.raises(Refused, match=r"mark\.may_not_decline"):
        decline(there, case, "investigator:1", NAME)


@pytest.mark.parametrize(
    ("place", "who", "changes", "code"),
    [
        ("member:1", FATHER, {"ink": ink(0)}, r"ink\.too_little"),
        ("member:1", FATHER, {"shown": "0" * 64}, r"mark\.changed"),
        ("member:1", "  ", {}, r"mark\.no_name"),
        ("member:9", FATHER, {}, r"mark\.no_place"),
        ("investigator:1", NAME, {}, r"mark\.not_in_turn"),
        ("witness:1", FATHER, {}, r"mark\.not_in_turn"),
        ("member:1", FATHER, {"way": "refused"}, r"mark\.no_ink"),
    ],
)
def test_what_is_no_signature_is_refused_and_nothing_is_written(
    there: Desk, case: Case, place: str, who: str, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        sign(there, case, place, who, **changes)
    assert there.store.case(case.id) == case


@pytest.mark.parametrize(
    ("before", "place", "who", "code"),
    [
        ((("member:1", FATHER),), "member:1", FATHER, "signed_already"),
        ((("member:1", FATHER),), "member:2", FATHER, "signer_twice"),
        ((("member:1", FATHER),), "witness:1", FATHER, "witness_signs"),
        ((("member:1", FATHER), ("witness:1", OTHER)), "investigator:1", OTHER, "witness_signs"),
        ((("member:1", FATHER), ("investigator:1", NAME)), "witness:1", NAME, "witness_signs"),
        ((("member:1", FATHER), ("investigator:1", NAME)), "investigator:2", NAME, "same_investigator"),
        ((("member:1", FATHER), ("investigator:1", OTHER)), "investigator:2", "孙 主任", "same_investigator"),
        ((("member:1", FATHER),), "investigator:1", "路人", "not_official"),
        ((("member:1", FATHER),), "investigator:1", FATHER, "not_official"),
    ],
)
def test_nobody_signs_for_two(
    there: Desk, case: Case, before: tuple[tuple[str, str], ...], place: str, who: str, code: str
) -> None:
    for at, name in before:
        sign(there, case, at, name)

    with pytest.raises(Refused, match=rf"mark\.{code}"):
        sign(there, case, place, who)
    assert len(paper(there, case).marks) == len(before)


def test_two_of_one_name_are_two_people_where_both_are_known(there: Desk, case: Case) -> None:
    body = sign(there, case, "member:1", FATHER).inked[0]
    from app.domain.paper_signed import put_mark  # noqa: PLC0415 - what is asked here

    son = replace(case.members[0], id="son")
    grown = replace(case, accepted=replace(case.accepted, members=(*case.members, son)))  # type: ignore[type-var]  # accepted
    other = replace(body, place="member:2", member="son")

    assert put_mark(grown, other, (body,), ("member:1", "member:2"), {}).kind == "case.paper_signed"


def test_near_kin_of_the_household_does_not_sign_as_investigator(there: Desk, case: Case) -> None:
    sign(there, case, "member:1", FATHER)
    kin = KinNamed(case.members[0].id, OTHER, "村委会", "主任", "侄子", "2026-10-14", "他自己说的", "")
    visit_steps.name_kin(there, case.id, kin)

    with pytest.raises(Refused, match=r"visit\.kin"):
        sign(there, case, "investigator:1", OTHER)


def test_a_colleague_with_a_key_may_sign_though_no_step_names_them(
    there: Desk, case: Case, colleague: tuple[str, str]
) -> None:
    sign(there, case, "member:1", FATHER)

    assert sign(there, case, "investigator:1", "赵勇").inked[-1].officer == colleague[0]


def test_a_child_of_the_household_signs_nothing(there: Desk, desk: Desk, draft: Draft) -> None:
    child = replace(draft.members[1], identity=replace(draft.members[1].identity, birth="2016-05-06"), away="")
    whole = replace(draft, members=(draft.applicant, child))
    from app.services import intake  # noqa: PLC0415 - as above
    from tests.services.conftest import quickly_signed  # noqa: PLC0415 - as on_the_way has it
    from tests.services.test_intake import CARD  # noqa: PLC0415 - as above

    made = intake.accept(
        desk, quickly_signed(desk, intake.add_picture(desk, whole, "id_front", whole.applicant.id, CARD))
    )
    case = visited(there, made.case)

    with pytest.raises(Refused, match=r"mark\.minor"):
        sign(there, case, "member:1", child.identity.name)


def test_a_paper_that_says_something_else_is_signed_anew(there: Desk, case: Case) -> None:
    sign(there, case, "member:1", FATHER)
    stale = mark(there, case, "investigator:1", NAME)

    afterwards.correct(there, case.id, {"phone": "13700000000"}, "号码换了")

    assert (paper(there, case).marks, paper(there, case).is_void) == ((), True)
    with pytest.raises(Refused, match=r"mark\.changed"):
        sign_paper(there, case.id, "survey", stale)
    sign(there, case, "member:1", FATHER)
    assert (len(paper(there, case).marks), paper(there, case).is_void) == (1, False)


def test_a_part_signed_paper_is_taken_up_again(there: Desk, case: Case) -> None:
    sign(there, case, "member:1", FATHER)

    again = paper(on(there, "2026-10-16"), case)

    assert again.awaits == ("investigator:1", "investigator:2")
    assert [one.name for one in again.marks] == [FATHER]
    last = sign(on(there, "2026-10-16"), case, "investigator:1", NAME).inked[-1]
    assert last.signed_on == "2026-10-16"


def test_what_somebody_else_put_on_the_paper_meanwhile_is_seen(
    there: Desk, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, seen = mark(there, case, "member:1", FATHER), paper(there, case)
    sign(there, case, "member:1", FATHER)
    monkeypatch.setattr(paper_signing, "open_paper", lambda *_: seen)

    with pytest.raises(Refused, match=r"mark\.changed"):
        sign_paper(there, case.id, "survey", late)


def test_no_opinion_before_the_survey_is_signed(there: Desk, case: Case) -> None:
    people = tuple(one.id for one in case.members)
    said = Opinion("", "dibao", "grant", people, "符合条件", "", monthly_fen=69_300)
    check_steps.request_check(there, case.id)
    check_steps.report_check(there, case.id, Report("2026-10-14", qualified=True))
    with pytest.raises(Refused, match=r"opinion\.survey_unsigned"):
        decision_steps.give_opinion(there, case.id, said)
    assert [todo.what for todo in todos(case)][-1] == "sign_survey"

    for place, who in (("member:1", FATHER), ("investigator:1", NAME), ("investigator:2", OTHER)):
        case = sign(there, case, place, who)
    assert not survey_waits(case)
    assert not survey_waits(visited(there, case)), "a visit that was told twice is one"
    assert survey_waits(visited(there, case, found="又去看了一次"))
    sign(there, case, "member:1", FATHER)
    with pytest.raises(Refused, match=r"opinion\.survey_unsigned"):
        decision_steps.give_opinion(there, case.id, said)
    for place, who in (("investigator:1", NAME), ("investigator:2", OTHER)):
        sign(there, case, place, who)
    assert decision_steps.give_opinion(there, case.id, said).progress.opinion is not None


def test_a_paper_whose_words_are_not_there_is_not_offered(there: Desk, case: Case, desk: Desk) -> None:
    assert signable(case) == ("survey",)
    with pytest.raises(Refused, match=r"case\.content_missing"):
        open_paper(there, case, "hearing")
    with pytest.raises(Refused, match=r"case\.content_missing"):
        sign_paper(desk, "01900000-0000-7000-8000-0000000000f9", "survey", mark(there, case, "member:1", FATHER))


def test_neighbours_sign_what_they_said(there: Desk, case: Case) -> None:
    case = visited(there, case, heard=True)
    assert paper(there, case, "testimony").awaits == ("neighbour:1", "investigator:1", "investigator:2")

    assert sign(there, case, "neighbour:1", "李大嫂", "testimony").inked[-1].paper == "testimony"


def test_those_nobody_waits_for_are_not_awaited() -> None:
    places = ("attendee:1", "attendee:2", "chair:1", "recorder:1", "witness:1", "member:1", "member:2")

    assert awaited(places, ()) == ("member:1", "chair:1", "recorder:1")


def test_a_field_that_is_nowhere_is_refused(there: Desk, case: Case) -> None:
    with pytest.raises(Refused, match=r"mark\.no_place"):
        paper(there, case).field("nobody:1")
