"""What the other departments give besides, opened by a class or by what has happened (社会救助法 24 to 27, 42)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.rules.assessment.finding import TEXTS, Finding
from app.rules.assessment.ground import Ground
from app.rules.assessment.person import Person
from resources import text

PACK, AID = "opened", "aid"
_WORKING_AGE, _HEAVY_GRADES = (16, 60), (1, 2)
_CLASSES = ("dibao", "dibao_danren", "dibao_bianyuan", "gangxing_zhichu", "tekun")
# What an event opens: a fire may be a disaster; for an accident somebody may owe damages.
_BY_EMERGENCY = {
    "fire": ("disaster",),
    "other": ("disaster",),
    "illness": ("emergency_illness",),
    "accident": ("judicial",),
}
_CHILD_AIDS = ("guer", "shishi_wuren_fuyang")
_BY_CLASS = ("medical", "education", "housing", "employment")


@dataclass(frozen=True, slots=True)
class Opened:
    """One aid to hand on: to whom, where it is asked for, for which members (whoever it fits when empty).

    `recognised` are the classes whose result answers its question of means: nothing is checked again.
    """

    kind: str
    department: str
    entry: str
    members: tuple[str, ...]
    recognised: tuple[str, ...]
    source: str
    confirmed: bool

    @property
    def text(self) -> str:
        """The aid as a sentence for the officer."""
        sentence = text(
            TEXTS, f"opened.{self.kind}", department=self.department, entry=text(TEXTS, f"entry.{self.entry}")
        )
        return sentence if self.confirmed else sentence + text(TEXTS, "unconfirmed")


def opened(ground: Ground, findings: tuple[Finding, ...]) -> tuple[Opened, ...]:
    """Give every aid that is open to the household, each once."""
    classes = tuple(one for one in _CLASSES if _has(ground, findings, one))
    return (*_by_class(ground, classes), *_by_case(ground, findings, classes))


def _has(ground: Ground, findings: tuple[Finding, ...], programme: str) -> bool:
    return any(one.programme == programme and one.holds for one in findings) or any(
        one.programme == programme for one in ground.household.current or ()
    )


def _by_class(ground: Ground, classes: tuple[str, ...]) -> Iterator[Opened]:
    for kind in _BY_CLASS:
        rule = ground.rules.find(PACK, AID, kind=kind)
        recognised = tuple(one for one in classes if rule and one in rule.values["classes"])
        members = _for_whom(ground, kind)
        if recognised and members is not None:
            yield from _aid(ground, kind, members, recognised)


def _for_whom(ground: Ground, kind: str) -> tuple[str, ...] | None:
    """Give who an aid is for: some members, whoever it fits (empty), or nobody (None)."""
    if kind == "education":
        return tuple(one.id for one in ground.people if one.member.student not in {"none", None})
    if kind == "employment":
        return tuple(one.id for one in ground.people if _could_work(one)) or None
    return ()


def _could_work(person: Person) -> bool:
    young, old = _WORKING_AGE
    of_age = person.age is not None and young <= person.age < old
    heavy = person.member.disability is not None and person.member.disability.grade in _HEAVY_GRADES
    return of_age and not heavy and person.member.work == "none" and person.member.student in {"none", None}


def _by_case(ground: Ground, findings: tuple[Finding, ...], classes: tuple[str, ...]) -> Iterator[Opened]:
    """What a person's own case opens; a class that is recognised answers the question of means here too."""
    for kind, members in (*_by_event(ground), *_by_person(ground, findings, classes)):
        if members is not None:
            rule = ground.rules.find(PACK, AID, kind=kind)
            recognised = tuple(one for one in classes if rule and one in rule.values["classes"])
            yield from _aid(ground, kind, members, recognised)


def _by_event(ground: Ground) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What has happened: a disaster, an illness, an accident that somebody else answers for."""
    emergency = ground.household.emergency
    for kind in _BY_EMERGENCY.get(emergency.kind, ()) if emergency else ():
        yield kind, ()


def _by_person(
    ground: Ground, findings: tuple[Finding, ...], classes: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...] | None]]:
    """Who of the household an aid is for; None where there is nobody."""
    people = ground.people
    yield "vagrant", _those(people, _is_vagrant)
    yield "judicial", _those(people, _is_victim)
    yield "disability", _those(people, _is_disabled)
    yield "legal_aid", _to_be_supported(ground, findings)
    yield "union", _those(people, _is_employed) if classes else None
    yield "women", _women_and_children(ground, findings)
    yield "charity", () if _is_not_enough(findings, classes) else None


def _those(people: tuple[Person, ...], fits: Callable[[Person], bool]) -> tuple[str, ...] | None:
    return tuple(one.id for one in people if fits(one)) or None


def _is_vagrant(person: Person) -> bool:
    return person.has("vagrant")


def _is_victim(person: Person) -> bool:
    return person.has("crime_victim")


def _is_beaten(person: Person) -> bool:
    return person.has("domestic_violence")


def _is_disabled(person: Person) -> bool:
    return person.member.disability is not None


def _is_employed(person: Person) -> bool:
    return person.member.work == "employed"


def _women_and_children(ground: Ground, findings: tuple[Finding, ...]) -> tuple[str, ...] | None:
    """Give who is beaten at home, women who are seriously ill, and children whom nobody may be raising."""
    alone = {one.member for one in findings if one.programme in _CHILD_AIDS and one.holds is not False}
    ill = {one.id for one in ground.people if one.member.sex == "female" and one.member.serious_illness}
    return tuple(one.id for one in ground.people if one.id in alone | ill or _is_beaten(one)) or None


def _is_not_enough(findings: tuple[Finding, ...], classes: tuple[str, ...]) -> bool:
    """Tell whether public aid leaves much uncovered: over the year's cap, or spending that eats the income."""
    over = any(reason.said == "linshi_jiuzhu.over_cap" for one in findings for reason in one.reasons)
    return over or "gangxing_zhichu" in classes


def _to_be_supported(ground: Ground, findings: tuple[Finding, ...]) -> tuple[str, ...] | None:
    """Give whose obligors could pay and do not, and who is beaten at home."""
    unsupported = {one.member for one in findings if _could_be_supported(one)} if ground.household.obligors else set()
    return tuple(one.id for one in ground.people if one.id in unsupported or _is_beaten(one)) or None


def _could_be_supported(one: Finding) -> bool:
    """Tell whether only the obligors stand against 特困: able to pay is not yet paying."""
    failing = [reason.rule for reason in one.reasons if reason.holds is False]
    return failing == ["tekun.obligors"]


def _aid(
    ground: Ground, kind: str, members: tuple[str, ...] = (), recognised: tuple[str, ...] = ()
) -> Iterator[Opened]:
    rule, mutual = ground.rules.find(PACK, AID, kind=kind), ground.rules.find(PACK, "recognition")
    if rule is None:
        return
    sources = (rule.source, *((mutual.source,) if mutual and recognised else ()))
    values = rule.values
    yield Opened(
        kind,
        values["department"],
        values["entry"],
        members,
        recognised,
        "；".join(sources),
        rule.confidence != "unconfirmed",
    )
