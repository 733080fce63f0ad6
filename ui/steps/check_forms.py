"""核对 and 入户, as they are asked."""

from typing import Final

from app.domain.case import Case
from app.domain.steps.extension import Reason
from app.domain.steps.home_visit import Investigator, KinNamed, Mode, Visited
from app.domain.steps.means_check import Doubt, Explained, Item
from app.domain.steps.self_care import Assessed
from app.errors import Refused
from app.services import check_steps, decision_steps, visit_steps
from app.services.intake import Picture
from ui.steps.spec import Ask, Kind, Photo, Place, Said, Spec, Told, say, word, words

_DOUBTS: Final = tuple(f"doubt_{nth}" for nth in range(1, 7))


def _request(place: Place, _said: Said, _picture: Picture | None) -> Case:
    return check_steps.request_check(place.desk, place.case.id)


def _request_lines(place: Place) -> tuple[str, ...]:
    names = say("join").join(name for _, name in place.people)
    return (say("line.checked", names=names),)


def _report_asks(place: Place) -> tuple[Ask, ...]:
    doubts = tuple(Ask(name, beside=nth % 2 == 0) for nth, name in enumerate(_DOUBTS))
    return (
        Ask("reported_on", Kind.DAY, start=place.today.isoformat(), needed=True, beside=True),
        Ask("number"),
        Ask("qualified", Kind.ONE, words("qualified"), needed=True),
        *doubts,
        Ask("valid_until", Kind.DAY, ahead=True),
    )


def _report(place: Place, said: Said, picture: Picture | None) -> Case:
    report = check_steps.Report(
        reported_on=said.day("reported_on"),
        qualified=said.yes("qualified"),
        number=said.text("number"),
        valid_until_on=said.day("valid_until", ahead=True),
        doubts=tuple(_doubt(said.text(name)) for name in _DOUBTS if said.text(name)),
    )
    return check_steps.report_check(place.desk, place.case.id, report, picture)


def _doubt(written: str) -> Doubt:
    """Read a line: a number says what it is about, the rest says what was found."""
    items, digits = tuple(Item), written[: len(written) - len(written.lstrip("0123456789"))]
    rest = written[len(digits) :].strip()
    if digits.isascii() and digits and 1 <= int(digits) <= len(items) and rest:
        return Doubt("", items[int(digits) - 1].value, rest)
    return Doubt("", Item.OTHER.value, written)


def _open_doubt(place: Place) -> Doubt:
    open_ones = place.case.progress.open_doubts
    found = next((doubt for doubt in open_ones if doubt.id == place.about), next(iter(open_ones), None))
    if found is None:
        raise Refused("doubt.unknown")
    return found


def _doubt_lines(place: Place) -> tuple[str, ...]:
    doubts = place.case.progress.open_doubts
    if not doubts:
        return ()
    doubt = _open_doubt(place)
    return (say("line.doubt", item=word("item", doubt.item), text=doubt.text), say("line.doubts", count=len(doubts)))


def _explain(place: Place, said: Said, picture: Picture | None) -> Case:
    explained = Explained(
        doubt=_open_doubt(place).id,
        verdict=said.text("verdict"),
        note=said.text("note"),
        evidence=said.text("evidence"),
        explained_on="",
        by="",
        amount_fen=said.fen("amount"),
    )
    return check_steps.explain_doubt(place.desk, place.case.id, explained, picture)


def _tell(place: Place, said: Said, _picture: Picture | None) -> Case:
    return check_steps.tell_check(place.desk, place.case.id, said.text("way"))


def _contest(place: Place, said: Said, _picture: Picture | None) -> Case:
    return check_steps.contest_check(place.desk, place.case.id, said.text("content"))


# --- the visit
def _team_asks(place: Place) -> tuple[Ask, ...]:
    return (
        Ask("first", start=place.desk.officer_name, needed=True, beside=True),
        Ask("second", start=_second(place), needed=True),
        Ask("second_is", Kind.ONE, words("second_is"), start="staff"),
    )


def _second(place: Place) -> str:
    prepared = place.case.progress.visit_prepared
    names = [one.name for one in prepared.investigators] if prepared else []
    return next((name for name in names if name != place.desk.officer_name), "")


def _team(place: Place, said: Said) -> tuple[Investigator, ...]:
    known = {slot.name: slot.officer_id for slot in place.colleagues}
    known[place.desk.officer_name] = place.desk.author.officer
    first, second = said.text("first"), said.text("second")
    is_staff = second in known or said.text("second_is") == "staff"
    return (Investigator(first, staff=True, officer=known.get(first, "")),
            Investigator(second, is_staff, known.get(second, "")))  # fmt: skip


def _prepare(place: Place, said: Said, _picture: Picture | None) -> Case:
    return visit_steps.prepare_round(place.desk, (place.case.id,), _team(place, said))[0]


def _visit_asks(place: Place) -> tuple[Ask, ...]:
    accepted = place.case.accepted
    home = say("line.home", village=accepted.village, group=accepted.group) if accepted else ""

    def is_remote(told: Told) -> bool:
        return told.get("mode") == Mode.REMOTE

    return (
        Ask("mode", Kind.ONE, words("mode"), start=Mode.HOME.value),
        Ask("event", shown=is_remote, beside=True),
        Ask("event_from", Kind.DAY, shown=is_remote),
        Ask("visited_on", Kind.DAY, start=place.today.isoformat(), needed=True, beside=True),
        Ask("place", start=home, needed=True),
        *_team_asks(place),
        Ask("present", start=place.applicant),
        Ask("found", needed=True),
        Ask("matches", Kind.ONE, words("matches"), needed=True),
        Ask("signed_where", Kind.ONE, words("signed_where"), start="paper"),
        Ask("refusal", shown=lambda told: told.get("signed_where") != "screen"),
    )


def _visit(place: Place, said: Said, picture: Picture | None) -> Case:
    visited = Visited(
        visited_on=said.day("visited_on"),
        place=said.text("place"),
        investigators=_team(place, said),
        present=said.names("present"),
        found=said.text("found"),
        matches=said.yes("matches"),
        by="",
        mode=said.text("mode") or Mode.HOME.value,
        event=said.text("event"),
        event_from_on=said.day("event_from"),
        refusal=said.text("refusal"),
        on_screen=said.text("signed_where") == "screen",
    )
    return visit_steps.record_visit(place.desk, place.case.id, visited, (picture,) if picture else ())


def _visit_lines(place: Place) -> tuple[str, ...]:
    count = len(visit_steps.filed_survey(place.case))
    return (say("line.survey", count=count),) if count else (say("line.no_survey"),)


def _kin_asks(place: Place) -> tuple[Ask, ...]:
    return (
        Ask("member", Kind.ONE, place.people, start=place.people[0][0] if place.people else "", needed=True),
        Ask("official", needed=True, beside=True),
        Ask("relation", needed=True),
        Ask("unit", beside=True),
        Ask("post"),
        Ask("how"),
    )


def _kin(place: Place, said: Said, _picture: Picture | None) -> Case:
    kin = KinNamed(
        member=said.text("member"),
        official=said.text("official"),
        unit=said.text("unit"),
        post=said.text("post"),
        relation=said.text("relation"),
        learned_on=place.today.isoformat(),
        how=said.text("how"),
        by="",
    )
    return visit_steps.name_kin(place.desk, place.case.id, kin)


def _own_kin_asks(place: Place) -> tuple[Ask, ...]:
    return (
        Ask("member", Kind.ONE, place.people, start=place.people[0][0] if place.people else "", needed=True),
        Ask("relation", needed=True),
    )


def _own_kin(place: Place, said: Said, _picture: Picture | None) -> Case:
    return visit_steps.declare_kin(place.desk, place.case.id, said.text("member"), said.text("relation"))


def _self_care_asks(place: Place) -> tuple[Ask, ...]:
    return (
        Ask("member", Kind.ONE, place.people, start=place.people[0][0] if len(place.people) == 1 else "", needed=True),
        Ask("unmet", Kind.SOME, words("ability")),
        Ask("assessed_on", Kind.DAY, start=place.today.isoformat(), needed=True, beside=True),
        Ask("assessors", start=place.desk.officer_name, needed=True),
        Ask("reported_on", Kind.DAY),
    )


def _self_care(place: Place, said: Said, picture: Picture | None) -> Case:
    assessed = Assessed(
        assessed_on=said.day("assessed_on"),
        member=said.text("member"),
        unmet=said.some("unmet"),
        assessors=said.names("assessors"),
        by="",
        reported_on=said.day("reported_on"),
    )
    return visit_steps.assess_self_care(place.desk, place.case.id, assessed, (picture,) if picture else ())


def _extend_asks(_place: Place) -> tuple[Ask, ...]:
    return (
        Ask("why_longer", Kind.ONE, words("why_longer"), needed=True),
        Ask("note", shown=lambda told: told.get("why_longer") == Reason.OTHER),
    )


def _extend(place: Place, said: Said, _picture: Picture | None) -> Case:
    return decision_steps.extend(place.desk, place.case.id, said.text("why_longer"), said.text("note"))


def _extend_lines(place: Place) -> tuple[str, ...]:
    return (say("line.due", day=place.case.due_on),) if place.case.due_on else ()


SPECS: Final = (
    Spec("request_check", lambda _place: (), _request, lines=_request_lines),
    Spec("report_check", _report_asks, _report, Photo.OFFERED, lambda _place: (say("line.items"),)),
    Spec(
        "explain_doubt",
        lambda _place: (
            Ask("verdict", Kind.ONE, words("verdict"), needed=True),
            Ask("note", needed=True),
            Ask("evidence"),
            Ask("amount", Kind.MONEY, shown=lambda told: told.get("verdict") == "deduct"),
        ),
        _explain,
        Photo.OFFERED,
        _doubt_lines,
    ),
    Spec("tell_check", lambda _place: (Ask("way", Kind.ONE, words("way"), start="window", needed=True),), _tell),
    Spec("contest_check", lambda _place: (Ask("content", needed=True),), _contest),
    Spec("prepare_visit", _team_asks, _prepare),
    Spec("visit", _visit_asks, _visit, Photo.OFFERED, _visit_lines),
    Spec("name_kin", _kin_asks, _kin),
    Spec("declare_kin", _own_kin_asks, _own_kin),
    Spec("assess_self_care", _self_care_asks, _self_care, Photo.OFFERED),
    Spec("extend", _extend_asks, _extend, lines=_extend_lines),
)
