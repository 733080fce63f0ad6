"""A sealed paper is whole until somebody touches it; each way of touching it is found and told apart."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import NoReturn

import pytest
from asn1crypto import cms, core
from cryptography.exceptions import UnsupportedAlgorithm
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pades.check import check
from app.pades.report import Ink, Problem, Report, Verdict
from app.pades.roots import read_roots
from tests.pades.authority import NOW, YEAR, Authority
from tests.pades.conftest import OFFICE, People
from tests.pades.tampering import CLASSES

SOON = NOW + timedelta(days=3)


def found(pdf: bytes, people: People) -> Report:
    return check(pdf, read_roots([people.authority.pem]), SOON)


def test_a_sealed_paper_is_whole_and_says_who_and_when(people: People, sealed: bytes) -> None:
    report = found(sealed, people)

    assert report.verdict is Verdict.WHOLE
    assert report.is_whole
    assert report.ink is Ink.WHOLE
    officer, office = report.signatures
    assert [one.holder.subject for one in (officer, office) if one.holder] == [f"陈素华，{OFFICE}", OFFICE]
    assert (officer.certifies, office.certifies) == (True, False)
    assert {officer.at, office.at} == {"2026-11-24T02:00:00.000Z"}
    assert [one.what for one in officer.changes] == ["signature"]
    assert office.changes == ()


def test_a_certified_paper_waits_for_its_seal_or_needs_none(people: People, certified: bytes, inked: bytes) -> None:
    assert found(certified, people).verdict is Verdict.UNSEALED
    assert found(people.certified(inked, None), people).verdict is Verdict.WHOLE


def test_ink_alone_is_no_signature_that_others_can_check(people: People, inked: bytes) -> None:
    report = found(inked, people)
    assert (report.verdict, report.ink) == (Verdict.UNSIGNED, Ink.WHOLE)


def test_nobody_is_known_without_roots(people: People, sealed: bytes) -> None:
    assert check(sealed, (), SOON).verdict is Verdict.STRANGER
    assert check(sealed, read_roots([Authority().pem]), SOON).verdict is Verdict.STRANGER
    both = read_roots([Authority().pem + people.authority.pem])
    assert check(sealed, both, SOON).verdict is Verdict.WHOLE


def test_a_certificate_that_ended_later_was_good_when_it_signed(people: People, sealed: bytes) -> None:
    report = check(sealed, read_roots([people.authority.pem]), NOW + 2 * YEAR)
    assert report.is_whole
    assert [one.expired_since for one in report.signatures] == [True, True]


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_of_tampering_has_its_verdict(people: People, inked: bytes, sealed: bytes, name: str) -> None:
    tamper, verdicts = CLASSES[name]
    for seed in range(2):
        report = found(tamper(people, inked, sealed, random.Random(seed)), people)
        assert report.verdict in verdicts, (name, seed, report)


def container(pdf: bytes) -> tuple[int, int]:
    """Give where the newest signature's container begins and ends, in hexadecimal digits."""
    start = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    return start, pdf.index(b">", start)


def problems(pdf: bytes, people: People) -> set[Problem]:
    return {problem for one in found(pdf, people).signatures for problem in one.problems}


def test_nothing_hides_in_the_container_of_a_signature(people: People, sealed: bytes) -> None:
    start, end = container(sealed)
    letter = next(at for at in range(start, end) if sealed[at : at + 1] in b"abcdefABCDEF")
    read = cms.ContentInfo.load(bytes.fromhex(sealed[start:end].decode()))
    signer = read["content"]["signer_infos"][0]
    signer["unsigned_attrs"] = [{"type": "1.2.3.4", "values": [core.OctetString(b"hidden")]}]
    more = read.dump(force=True).hex().encode().ljust(end - start, b"0")

    assert problems(sealed[: end - 1] + b"1" + sealed[end:], people) == {Problem.LOOSE}
    assert problems(sealed[:letter] + sealed[letter : letter + 1].swapcase() + sealed[letter + 1 :], people) == {
        Problem.RANGE
    }
    assert problems(sealed[:start] + more + sealed[end:], people) == {Problem.LOOSE}
    assert problems(sealed[:start] + sealed[start:end].swapcase() + sealed[end:], people) == set()


def test_a_file_that_ends_in_the_middle_is_broken_wherever_that_is(people: People, inked: bytes, sealed: bytes) -> None:
    end = inked.index(b"%%EOF\n") + 6
    for at in (end + 1, end + 600, len(inked) - 2, len(inked) + 1, len(sealed) - 2):
        assert found(sealed[:at], people).verdict is Verdict.BROKEN
    assert found(sealed[:end], people).verdict is Verdict.UNSIGNED


def test_a_file_with_something_behind_the_last_signature_is_not_whole(people: People, sealed: bytes) -> None:
    for more in (b"\n", b"%%EOF\n", b"% a word\n"):
        assert not found(sealed + more, people).is_whole


def test_what_came_behind_a_signature_is_named(people: People, inked: bytes, sealed: bytes) -> None:
    named = {}
    for name in ("overlay", "page replaced", "note"):
        report = found(CLASSES[name][0](people, inked, sealed, random.Random(1)), people)
        named[name] = [(one.what, one.page) for one in report.signatures[1].changes]
    assert named == {"overlay": [("page", 1)], "page replaced": [("page", 1)], "note": [("annotation", 1)]}


def test_ink_that_was_forged_before_the_seal_is_found(people: People, inked: bytes) -> None:
    report = found(people.sealed(inked.replace(b'"pages_seen":5', b'"pages_seen":7')), people)
    assert (report.verdict, report.ink) == (Verdict.ALTERED, Ink.ALTERED)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_any_changed_bit_is_found(people: People, sealed: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(sealed) - 1))
    other = bytes([sealed[at] ^ 1 << data.draw(st.integers(0, 7))])
    assert not found(sealed[:at] + other + sealed[at + 1 :], people).is_whole


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_a_cut_or_lengthened_file_is_found(people: People, sealed: bytes, data: st.DataObject) -> None:
    assert not found(sealed[: data.draw(st.integers(0, len(sealed) - 1))], people).is_whole
    assert not found(sealed + data.draw(st.binary(min_size=1, max_size=40)), people).is_whole


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_of_anybody_are_broken_or_unsigned_and_never_an_error(content: bytes) -> None:
    assert check(b"%PDF-1.7\n" + content, (), SOON).verdict in {Verdict.BROKEN, Verdict.UNSIGNED}


def raising(error: Exception) -> Callable[..., NoReturn]:
    def look(*_: object, **_named: object) -> NoReturn:
        raise error

    return look


# What foreign readers were seen to raise over damaged files, and what they might.
SEEN = [AssertionError(), UnsupportedAlgorithm("Unknown key type"), BufferError(), OSError("seek")]


@pytest.mark.parametrize("error", SEEN, ids=repr)
def test_whatever_the_foreign_reader_raises_the_file_is_broken(
    people: People, sealed: bytes, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr("app.pades.check.PdfFileReader", raising(error))
    assert found(sealed, people).verdict is Verdict.BROKEN


@pytest.mark.parametrize("error", SEEN, ids=repr)
def test_whatever_is_raised_over_one_signature_the_paper_is_not_whole(
    people: People, sealed: bytes, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr("app.pades.check.look_at", raising(error))
    report = found(sealed, people)
    assert not report.is_whole
    assert len(report.signatures) == 2


def test_too_little_memory_is_for_whoever_set_the_limit(
    people: People, sealed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("look_at", "PdfFileReader"):
        monkeypatch.setattr(f"app.pades.check.{name}", raising(MemoryError()))
        with pytest.raises(MemoryError):
            found(sealed, people)
