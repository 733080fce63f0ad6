"""A paper that was made, and where it is signed."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignField:
    """A place for a signature: page (from 0) of its own PDF, and mm from that page's top left corner.

    `member` is who signs there: the id of a member, or on a paper of a step the name of the place (``witness:1``).
    `day` is where year, month and day are left open (their middles), in the line whose middle is at `line`.
    """

    member: str
    page: int
    left: float
    top: float
    width: float
    height: float
    line: float = 0
    day: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class SealPlace:
    """A ring for the office's seal: page from 0, and its middle in mm from that page's top left corner."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Form:
    """A PDF as it is shown: its bytes, its pages, where it is signed; `member` is empty for a whole household's paper.

    `first_page` and `of_pages` say where it stands in its set, counted from 1, as its pages print it. `seals` are the
    places that wait for the office's seal.
    """

    paper: str
    member: str
    pdf: bytes
    pages: int
    first_page: int
    of_pages: int
    fields: tuple[SignField, ...] = ()
    seals: tuple[SealPlace, ...] = ()

    @property
    def sha256(self) -> str:
        """The SHA-256 (hex) of the PDF's bytes: what a signature binds to."""
        return hashlib.sha256(self.pdf).hexdigest()


@dataclass(frozen=True, slots=True)
class FormSet:
    """The application and one authorisation page for each adult, in signing order, the applicant first."""

    application: Form
    authorisations: tuple[Form, ...]

    def authorisation(self, member: str) -> Form:
        """Give the page of a member; KeyError for one who signs nothing."""
        for form in self.authorisations:
            if form.member == member:
                return form
        raise KeyError(member)
