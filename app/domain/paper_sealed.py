"""电子签章: a paper of a case that an officer certified and the office sealed, as the journal tells it."""

from dataclasses import dataclass
from typing import Final

from app.domain.fact import BlobRef, Fact, plain

OFFICER: Final = "officer"
SEAL: Final = "seal"


@dataclass(frozen=True, slots=True)
class Mark:
    """One signature in the paper: `by` is ``officer`` or ``seal``, `source` where its key is (file, token, folder).

    `subject` and `issuer` are texts of the certificate, `serial` its number (hex), `certificate` the SHA-256 of its
    bytes; empty where the program that sealed uses an algorithm that is not read here. `signed_on` is the ISO day.
    """

    by: str
    source: str
    subject: str
    issuer: str
    serial: str
    certificate: str
    signed_on: str


@dataclass(frozen=True, slots=True)
class PaperSealed:
    """The body of ``case.paper_sealed`` version 1: permanent.

    `paper` is its name among those that are sealed, `before` the SHA-256 (hex) of the bytes that were there, of which
    `document` is the whole with the new marks. `awaits_seal` tells that the seal comes from another program.
    """

    paper: str
    before: str
    document: BlobRef
    marks: tuple[Mark, ...]
    awaits_seal: bool = False


def paper_sealed(case: str, body: PaperSealed) -> Fact:
    """Give the fact."""
    return Fact(f"case:{case}", "case.paper_sealed", 1, plain(body))
