"""One household of the register: written by hand, changed, taken off, put back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain import masking
from app.domain.hukou_relation import parsed
from app.domain.id_number import tidy
from app.domain.low_income import ListedHousehold, ListedPerson, Listing
from app.errors import Refused, Unavailable
from app.services import low_income
from ui.jobs import Jobs
from ui.low_income.list_model import CHANGES
from ui.low_income.words import relation_word, relations, say, word
from ui.problems import sentence

if TYPE_CHECKING:
    from app.services.desk import Desk

_PLACES = {
    "low_income.nobody": "name",
    "low_income.id_number": "id_number",
    "low_income.on_list": "id_number",
    "low_income.twice": "id_number",
    "low_income.no_class": "classes",
    "low_income.since": "since",
    "low_income.no_reason": "reason",
}


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """The page. `members` are (name, id number, relation as a word); `is_listed` where it is on the register."""

    is_new: bool = True
    is_listed: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    members: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""
    matter: str = ""
    refused: str = ""
    busy: bool = False


class HouseholdModel(QObject):
    """`shown(HouseholdView)`; `done(sentence)` when it is written; `stopped(place)` where something is missing."""

    shown = Signal(object)
    done = Signal(str)
    stopped = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs, household: ListedHousehold | None) -> None:
        super().__init__()
        self._desk, self._jobs, self._household = desk, jobs, household
        self._view = _view(household)
        self._kept = {*self._view.fields.values(), *(member[1] for member in self._view.members)}

    @property
    def view(self) -> HouseholdView:
        """What the page shows now."""
        return self._view

    def keeps(self, text: str) -> bool:
        """Tell whether a number stood there before anything was typed: it is masked until it is wanted."""
        return masking.is_masked(text) and text in self._kept

    def write(self, name: str, text: str) -> None:
        """Take the text of a field."""
        self._change(fields=self._view.fields | {name: text}, refused="")

    def set_classes(self, codes: tuple[str, ...]) -> None:
        """Take what the household is on the register as."""
        self._change(classes=codes, refused="")

    def set_flags(self, codes: tuple[str, ...]) -> None:
        """Take what there is to keep an eye on."""
        self._change(flags=codes, refused="")

    def set_member(self, nth: int, which: int, text: str) -> None:
        """Take a text of a member: 0 name, 1 id number, 2 relation."""
        members = [list(member) for member in self._view.members]
        members[nth][which] = text
        self._change(members=tuple((one[0], one[1], one[2]) for one in members), refused="")

    def add_member(self) -> None:
        """Give room for one more; those without a name are nobody."""
        self._change(members=(*self._view.members, ("", "", "")), refused="")

    def set_reason(self, text: str) -> None:
        """Take why it leaves the register."""
        self._change(reason=text, refused="")

    def save(self) -> None:
        """Write it down; a household that had left comes back."""
        desk, household, listing = self._desk, self._household, self._listing()
        if household is None:
            self._run(lambda: low_income.add(desk, listing), "household.saved")
        elif household.on_list:
            self._run(lambda: low_income.change(desk, household.id, listing), "household.saved")
        else:
            self._run(lambda: low_income.put_back(desk, household.id, listing), "household.saved")

    def remove(self) -> None:
        """Take it off the register, for the reason written."""
        desk, household, reason = self._desk, self._household, self._view.reason
        if household is not None:
            self._run(lambda: low_income.remove(desk, household.id, reason), "household.removed")

    # --- within
    def _listing(self) -> Listing:
        view = self._view
        said = {name: text.strip() for name, text in view.fields.items()}
        before = self._household.listing if self._household else None
        return replace(
            before or Listing(""),
            name=said.get("name", ""),
            village=said.get("village", ""),
            group=said.get("group", ""),
            phone=said.get("phone", ""),
            number=said.get("number", ""),
            since=said.get("since", ""),
            id_number=tidy(said.get("id_number", "")),
            classes=tuple(sorted(view.classes)),
            flags=tuple(sorted(view.flags)),
            members=tuple(_member(one) for one in view.members if any(text.strip() for text in one)),
        )

    def _run(self, job: Callable[[], object], said: str) -> None:
        if self._view.busy:
            return
        self._change(busy=True, refused="")
        self._said = said
        self._jobs.run(job, done=self._is_written, failed=self._is_refused, changes=CHANGES)

    def _is_written(self, _household: object) -> None:
        self.done.emit(say(self._said))

    def _is_refused(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            raise error
        self._change(busy=False, refused=sentence(error))
        self.stopped.emit(_PLACES.get(error.code, ""))

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]  # fields of HouseholdView by name
        self.shown.emit(self._view)


def _view(household: ListedHousehold | None) -> HouseholdView:
    if household is None or household.listing is None:
        return HouseholdView()
    one = household.listing
    names = ("name", "id_number", "village", "group", "phone", "number", "since")
    return HouseholdView(
        is_new=False,
        is_listed=household.on_list,
        fields={name: getattr(one, name) for name in names},
        classes=one.classes,
        flags=one.flags,
        members=tuple((member.name, member.id_number, relation_word(member.relation)) for member in one.members),
        matter=_note(household),
    )


def _note(household: ListedHousehold) -> str:
    """Say what is the matter with a household of the register, where something is."""
    if not household.on_list:
        return say("household.off_list", reason=word("off", household.reason))
    return say("household.disputed") if household.disputed else ""


def _member(said: tuple[str, str, str]) -> ListedPerson:
    name, number, relation = (text.strip() for text in said)
    codes = {spoken: code for code, spoken in relations().items()}
    known = parsed(relation)
    return ListedPerson(name, tidy(number), codes.get(relation) or (known.value if known else relation))
