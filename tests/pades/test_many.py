"""Papers of made-up households, certified and sealed, go round the verifiers of others, whole and tampered with."""

import random
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.forms.binding import Signing, check_below, sign
from app.forms.papers import make_forms
from app.pades.check import check
from app.pades.report import Ink
from app.pades.roots import read_roots
from tests.forms.test_binding_full import hand
from tests.made_up import household
from tests.made_up import people as made_up
from tests.pades.authority import NOW
from tests.pades.conftest import People
from tests.pades.outside import cms_is_whole, pdfsig_says, qpdf_is_clean
from tests.pades.tampering import CLASSES
from ui.signed_pdf.view import lines, say

FEW, MANY = 5, 500


@dataclass(frozen=True)
class Round:
    """How many papers went round, and what each verifier thought of them."""

    ours: int = 0
    poppler: int = 0
    openssl: int = 0
    qpdf: int = 0

    def with_one(self, *good: bool) -> "Round":
        ours, poppler, openssl, qpdf = (int(one) for one in good)
        return Round(self.ours + ours, self.poppler + poppler, self.openssl + openssl, self.qpdf + qpdf)


def paper(seed: int) -> bytes:
    """Give a page of a made-up household with somebody's ink on it, or an application without."""
    chance = random.Random(seed)
    draft = household.draft()
    identity = replace(draft.applicant.identity, name=made_up.person(seed).name)
    draft = replace(draft, members=(replace(draft.applicant, identity=identity), *draft.members[1:]))
    forms = make_forms(draft, household.office(), household.TODAY, "陈素华")
    if seed % 5 == 0:
        return forms.application.pdf
    form = chance.choice(forms.authorisations)
    at = f"2026-10-12T02:{chance.randrange(60):02}:{chance.randrange(60):02}.000Z"
    told = Signing(
        draft.id, form.member, household.uid(50), household.uid(102), "pen", (form.sha256,), 1, at, at, "2026-10-12"
    )
    return sign(form, hand(chance), told)


def is_whole_for_all(people: People, sealed: bytes, folder: Path) -> tuple[bool, bool, bool, bool]:
    """Ask all four."""
    poppler = pdfsig_says(sealed, folder, people.authority)
    return (
        check(sealed, read_roots([people.authority.pem]), NOW).is_whole,
        len(poppler) == 2 and all(one.is_valid and one.is_trusted for one in poppler) and poppler[0].covers_all,
        all(cms_is_whole(sealed, nth, people.authority, folder) for nth in range(2)),
        qpdf_is_clean(sealed, folder),
    )


def all_go_round(people: People, folder: Path, count: int) -> None:
    told, tampered = Round(), dict.fromkeys(CLASSES, 0)
    for seed in range(count):
        bare = paper(seed)
        sealed = people.sealed(bare)
        told = told.with_one(*is_whole_for_all(people, sealed, folder))
        has_ink = check(sealed, (), NOW).ink is Ink.WHOLE
        assert has_ink == (seed % 5 != 0)
        if has_ink:
            assert check_below(sealed)[1] == len(bare)
        name = list(CLASSES)[seed % len(CLASSES)]
        tampered[name] += is_found_and_said(people, bare, sealed, name, seed)
    assert told == Round(count, count, count, count)
    assert sum(tampered.values()) == count, tampered


def is_found_and_said(people: People, bare: bytes, sealed: bytes, name: str, seed: int) -> bool:
    """Tell whether a class of tampering gets its verdict, in words."""
    tamper, verdicts = CLASSES[name]
    report = check(tamper(people, bare, sealed, random.Random(seed)), read_roots([people.authority.pem]), NOW)
    words = lines(report, "x.pdf")[0]
    return report.verdict in verdicts and words == say(f"verdict.{report.verdict}") != say("verdict.whole")


def test_a_few_papers_go_round_all_verifiers(people: People, tmp_path: Path) -> None:
    all_go_round(people, tmp_path, FEW)


@pytest.mark.slow
def test_five_hundred_papers_go_round_all_verifiers(people: People, tmp_path: Path) -> None:
    all_go_round(people, tmp_path, MANY)
