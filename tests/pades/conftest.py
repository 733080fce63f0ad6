"""Made-up papers, an authority of the test's own, and an officer and an office with keys of it."""

import hashlib
from dataclasses import dataclass

import pytest

from app.forms.binding import Signing, sign
from app.forms.form import Form, FormSet
from app.forms.papers import make_forms
from app.forms.seal import drawn_seal
from app.pades.key_file import read_key_file
from app.pades.sign import SealBox, certify, seal
from tests.forms.test_binding import INK, signing
from tests.made_up import household
from tests.pades.authority import NOW, PASSWORD, Authority, Issued

OFFICE = "渠县土溪镇人民政府"
BOX = SealBox(0, 160.0, 240.0, 21.0)


@dataclass(frozen=True)
class People:
    """Who signs: the authority, the officer's key, the office's."""

    authority: Authority
    officer: Issued
    office: Issued

    def certified(self, pdf: bytes, box: SealBox | None = BOX) -> bytes:
        key = read_key_file(self.officer.p12(), PASSWORD, NOW)
        return certify(pdf, hashlib.sha256(pdf).hexdigest(), key, NOW, box)

    def sealed(self, pdf: bytes) -> bytes:
        return seal(self.certified(pdf), read_key_file(self.office.p12(), PASSWORD, NOW), NOW, drawn_seal(OFFICE))


@pytest.fixture(scope="session")
def people() -> People:
    authority = Authority()
    return People(authority, authority.issue("陈素华"), authority.issue(OFFICE))


@pytest.fixture(scope="session")
def papers() -> FormSet:
    return make_forms(household.draft(), household.office(), household.TODAY, "陈素华")


@pytest.fixture(scope="session")
def page(papers: FormSet) -> Form:
    return papers.authorisations[0]


@pytest.fixture(scope="session")
def inked(papers: FormSet, page: Form) -> bytes:
    told: Signing = signing(papers)
    return sign(page, INK, told)


@pytest.fixture(scope="session")
def certified(people: People, inked: bytes) -> bytes:
    return people.certified(inked)


@pytest.fixture(scope="session")
def sealed(people: People, inked: bytes) -> bytes:
    return people.sealed(inked)
