"""What the unlock page shows, and what it asks of the program."""

from dataclasses import dataclass
from typing import Protocol

import resources
from ui.shell.view import Sign
from ui.widgets.row import Cell, Row

_DIGITS = 9


@dataclass(frozen=True)
class Person:
    """An officer who has a key slot here; `role` is ``window``, ``leader`` or any later one, `token`: has a UKey."""

    officer_id: str
    name: str
    role: str
    token: bool = False


@dataclass(frozen=True)
class Glance:
    """What is known before a password: who may open, and, while the store is open behind the lock, what waits.

    `is_new`: another version was at work here last; `went_back`: the newer version that did not get well.
    """

    office: str
    people: tuple[Person, ...]
    device_number: str = ""
    version: str = ""
    online: bool | None = None
    unreported: int = 0
    drafts: int = 0
    training: bool = False
    is_new: bool = False
    went_back: str = ""


class Unlocker(Protocol):
    """What the page needs of the program; all are called outside the UI thread."""

    def glance(self) -> Glance:
        """Give what may be shown to anybody; Unavailable when the folder or the key file cannot be read."""
        ...

    def open(self, officer_id: str, password: str, *, by_token: bool = False) -> object:
        """Give the opened session; `by_token` with the UKey, `password` is its PIN.

        Refused with `wait_s` for a wrong password, Unavailable when the store is not to be had.
        """
        ...

    def recover(self, officer_id: str, key: str, password: str) -> None:
        """Give an officer a new password by the county's recovery key; Refused, Unavailable."""
        ...

    def rebuild(self, sheet: str, key: str, name: str, password: str) -> None:
        """Make the key file anew from the parts of a recovery sheet; Refused, Unavailable."""
        ...


@dataclass(frozen=True)
class UnlockView:
    """All that the page draws. `blocked` is why nobody can open now; `wait_s` counts down after a wrong password.

    `by_token`: what is typed is the PIN of a UKey.
    """

    office: str = ""
    day: str = ""
    people: tuple[Person, ...] = ()
    at: int = 0
    sentence: str = ""
    wait_s: int = 0
    busy: bool = False
    blocked: str = ""
    caps: bool = False
    lines: tuple[Sign, ...] = ()
    footer: str = ""
    training: bool = False
    dark: bool = False
    large: bool = False
    by_token: bool = False

    @property
    def has_token(self) -> bool:
        """Whether who is chosen can open with a UKey, too."""
        return 0 <= self.at < len(self.people) and self.people[self.at].token

    @property
    def hint(self) -> str:
        """What is to be done, above the people."""
        if self.by_token:
            return resources.text("unlock", "hint_token")
        return resources.text("unlock", "hint" if len(self.people) > 1 else "hint_one")

    @property
    def can_open(self) -> bool:
        """Whether pressing 打开 does something now."""
        return bool(self.people) and not (self.busy or self.wait_s or self.blocked)

    @property
    def why(self) -> str:
        """Why 打开 is off."""
        if self.busy:
            return resources.text("unlock", "busy")
        return resources.text("unlock", "wait", seconds=self.wait_s) if self.wait_s else ""


def role_word(role: str) -> str:
    """Give the word for a role; a role of a newer version is shown as it is."""
    words: dict[str, str] = resources.texts("duties")["role"]
    return words.get(role, role)


def people_rows(people: tuple[Person, ...]) -> tuple[Row, ...]:
    """Give the rows of the list: the number key of the first nine, the whole name, the role."""
    return tuple(
        Row(
            person.officer_id,
            (
                Cell(cap=str(number)) if number <= _DIGITS else Cell(),
                Cell(person.name, "ink", strong=True, wraps=True),
                Cell(role_word(person.role)),
            ),
        )
        for number, person in enumerate(people, start=1)
    )


def lines(glance: Glance) -> tuple[Sign, ...]:
    """Give what is worth knowing before opening: no network, work that waits, drafts."""
    found = []
    if glance.went_back:
        said = resources.text("unlock", "went_back", newer=glance.went_back, version=glance.version)
        found.append(Sign(said, "undo-2", "soon"))
    elif glance.is_new:
        found.append(Sign(resources.text("unlock", "is_new", version=glance.version), "refresh-cw"))
    if glance.online is False:
        name = "offline_waiting" if glance.unreported else "offline"
        found.append(Sign(resources.text("unlock", name, count=glance.unreported), "wifi-off", "soon"))
    elif glance.unreported:
        found.append(Sign(resources.text("unlock", "waiting", count=glance.unreported), "upload"))
    if glance.drafts:
        found.append(Sign(resources.text("unlock", "drafts", count=glance.drafts), "history"))
    return tuple(found)


def footer(glance: Glance) -> str:
    """Give version and computer number, as far as known."""
    version = resources.text("unlock", "version", version=glance.version) if glance.version else ""
    number = resources.text("unlock", "computer", number=glance.device_number) if glance.device_number else ""
    return "　".join(filter(None, (version, number)))
