"""Where a page belongs that is no paper of ours: whose it is by what it says, in the case that lies on the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.capture.reading import Reading
from app.domain import id_number
from app.domain.case import Case
from app.domain.draft import Draft, Slot
from app.domain.duties import Act
from app.domain.household import Member
from app.services.desk import Desk
from app.services.duty import needs

_SLOTS = {
    "id_front": Slot.ID_FRONT,
    "id_back": Slot.ID_BACK,
    "hukou_head": Slot.HUKOU_HEAD,
    "hukou_page": Slot.HUKOU_PAGE,
    "disability_card": Slot.DISABILITY_CARD,
}
_OF_A_PERSON = {Slot.ID_FRONT, Slot.HUKOU_PAGE, Slot.DISABILITY_CARD}
_NUMBER_LENGTH = 18
_BIRTH = slice(6, 14)  # of a number


@dataclass(frozen=True, slots=True)
class Home:
    """The case on the desk: an application in the making, or one that was accepted."""

    draft: Draft | None = None
    case: Case | None = None

    @property
    def id(self) -> str:
        """The id of the case, also while it is a draft."""
        return self.case.id if self.case else self.draft.id if self.draft else ""

    @property
    def members(self) -> tuple[Member, ...]:
        """The household, the applicant first."""
        if self.case:
            return self.case.accepted.members if self.case.accepted else ()
        return self.draft.members if self.draft else ()

    @property
    def applicant(self) -> str:
        """The applicant's name; empty while nobody knows it."""
        return self.members[0].identity.name if self.members else ""

    def member(self, member_id: str) -> Member | None:
        """Give a member by id."""
        return next((one for one in self.members if one.id == member_id), None)


class Doubt(StrEnum):
    """Why the program cannot say where a page belongs."""

    NONE = ""
    NO_HOME = "no_home"  # no case lies on the desk, and none here has this person
    WHAT = "what"  # not one of the kinds that are read
    WHOSE = "whose"  # nothing on the page says whose it is


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a page belongs: home, slot and member.

    `member` is empty for a person who is not in the household yet, and for a paper of the whole household.
    `doubt` says that the officer has to choose; `slot` is then the guess. `told` are the fields read without doubt.
    """

    home: Home
    slot: str
    member: str = ""
    doubt: Doubt = Doubt.NONE
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_new_person(self) -> bool:
        """Whether the page speaks of somebody who is not in the household yet."""
        return not self.doubt and not self.member and Slot(self.slot).is_one_for_each


@needs(Act.HANDLE)
def home_of(desk: Desk, case_id: str) -> Home | None:
    """Give the case of that id, accepted or still a draft; None where nothing of it is here."""
    case = desk.store.case(case_id) if case_id else None
    if case and (case.accepted or case.closed):
        return Home(case=case)
    draft = next((one for one in desk.store.drafts() if one.id == case_id), None)
    return Home(draft=draft) if draft else None


@needs(Act.HANDLE)
def place(desk: Desk, home: Home | None, reading: Reading, last_front: str = "") -> Spot:
    """Give where a page belongs; `last_front` is the member whose card's front came just before.

    Without a home the page's own number decides, where exactly one open case or draft here has that person.
    """
    told = {name: one.value for name, one in reading.fields.items() if not one.is_doubtful}
    slot = _SLOTS.get(reading.kind)
    if home is None:
        home = home_by_number(desk, number_on(told))
    if home is None:
        return Spot(Home(), (slot or Slot.OTHER).value, doubt=Doubt.NO_HOME, told=told)
    if slot is None:
        return Spot(home, Slot.OTHER.value, doubt=Doubt.WHAT, told=told)
    return _in_home(home, slot, told, last_front)


def number_on(told: Mapping[str, str]) -> str:
    """Give the id number that a page says of its holder; empty where it says none that holds."""
    number = id_number.tidy(told.get("id_number") or told.get("disability_number", "")[:_NUMBER_LENGTH])
    return number if id_number.holds(number) else ""


def _in_home(home: Home, slot: Slot, told: Mapping[str, str], last_front: str) -> Spot:
    member = _whose_in(home, slot, told, last_front)
    if member:
        return Spot(home, slot.value, member, told=told)
    # Whose number is not known yet may be meant by a number without a name.
    is_named = bool(told.get("name")) or all(one.identity.id_number for one in home.members)
    if home.draft and number_on(told) and is_named and slot in {Slot.ID_FRONT, Slot.HUKOU_PAGE}:
        return Spot(home, slot.value, _nameless(home.draft), told=told)
    return Spot(home, slot.value, doubt=Doubt.WHOSE, told=told)


def _whose_in(home: Home, slot: Slot, told: Mapping[str, str], last_front: str) -> str:
    """A booklet's first page is kept with the applicant, whoever its head is."""
    if slot is Slot.HUKOU_HEAD:
        return home.members[0].id if home.members else ""
    return whose(home.members, told) if slot in _OF_A_PERSON else _of_back(home, last_front)


def whose(members: tuple[Member, ...], told: Mapping[str, str]) -> str:
    """Give the id of the member that a page speaks of: by number, else by a name that only one has.

    A name alone is not enough for a member whose number is known: two people may share it. Then the page has to say
    the same birth at least, where its number cannot be read.
    """
    number, name, birth = number_on(told), told.get("name", ""), told.get("birth", "")
    by_number = [one.id for one in members if number and id_number.tidy(one.identity.id_number) == number]
    if by_number:
        return by_number[0]
    alike = [one for one in members if name and one.identity.name == name]
    fitting = [one for one in alike if not _is_another(one, number, birth)]
    is_clear = len(fitting) == 1 and (birth or not fitting[0].identity.id_number)
    return fitting[0].id if is_clear else ""


def _is_another(member: Member, number: str, birth: str) -> bool:
    known = id_number.tidy(member.identity.id_number)
    return bool(known) and bool(number or (birth and birth.replace("-", "") != known[_BIRTH]))


def _of_back(home: Home, last_front: str) -> str:
    """The back of a card says nothing of its holder: it is of the card whose front came before, or of the only one.

    Nobody knows where the front that came before has its back already and another's is lacking, or was of another home.
    """
    filed = home.draft.captures if home.draft else home.case.filed if home.case else ()
    have = {(one.slot, one.member) for one in filed}
    lacking = [
        one.id
        for one in home.members
        if (Slot.ID_FRONT.value, one.id) in have and (Slot.ID_BACK.value, one.id) not in have
    ]
    if last_front:
        return last_front if last_front in lacking or (home.member(last_front) and not lacking) else ""
    return lacking[0] if len(lacking) == 1 else ""


def _nameless(draft: Draft) -> str:
    """The applicant, while nobody knows who that is: the first card or page is the applicant's."""
    first = draft.applicant
    return "" if first.identity.name or first.identity.id_number else first.id


@needs(Act.HANDLE)
def home_by_number(desk: Desk, number: str) -> Home | None:
    """Give the one open case or draft here that has a person of this number; None where there are none or several."""
    if not number:
        return None
    hits = dict.fromkeys(hit.case_id for hit in desk.store.find_person(number))
    homes = [Home(case=one) for one in map(desk.store.case, hits) if one and one.accepted and not one.closed]
    homes += [Home(draft=one) for one in desk.store.drafts() if whose(one.members, {"id_number": number})]
    return homes[0] if len(homes) == 1 else None
