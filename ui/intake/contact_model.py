"""Address and telephone: takes what is typed."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

import resources
from ui.intake import contact
from ui.intake.contact import ContactView
from ui.intake.draft_keeper import DraftKeeper


class ContactModel(QObject):
    """`shown(ContactView)` when the page was prepared; changes of the draft are the keeper's to tell."""

    shown = Signal(object)

    def __init__(self, keeper: DraftKeeper) -> None:
        super().__init__()
        self._keeper = keeper

    @property
    def view(self) -> ContactView:
        """What the page shows now."""
        return contact.view(self._keeper.draft)

    def open(self) -> None:
        """Begin with village and group as the card names them."""
        self._keeper.change(contact.guessed)
        self.shown.emit(self.view)

    def set_phone(self, written: str) -> None:
        """Take a number as typed."""
        self._keeper.change(lambda draft: replace(draft, phone=contact.tidy_phone(written)))

    def set_owner(self, written: str) -> None:
        """Take whose telephone it is; the applicant's own is stored as nothing."""
        own = written.strip() == resources.text("intake", "contact.own")
        self._keeper.change(lambda draft: replace(draft, phone_owner="" if own else written.strip()))

    def set_village(self, written: str) -> None:
        """Take the village."""
        self._keeper.change(lambda draft: replace(draft, village=written.strip()))

    def set_group(self, written: str) -> None:
        """Take the group, without its word."""
        word = resources.text("intake", "contact.group")
        self._keeper.change(lambda draft: replace(draft, group=written.strip().removesuffix(word)))

    def set_same(self, *, same: bool) -> None:
        """Take whether the applicant lives where the card says."""
        self._keeper.change(lambda draft: replace(draft, same_as_hukou=same, residence="" if same else draft.residence))

    def set_residence(self, written: str) -> None:
        """Take where the applicant really lives."""
        self._keeper.change(lambda draft: replace(draft, residence=written.strip()))
