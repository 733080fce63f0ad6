"""A picture is kept as soon as it is taken, and leaves the tray in the same breath in which it is filed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.course import SignedOnPaper
from app.domain.draft import Draft
from app.domain.tray import Taken
from app.errors import Refused
from app.services import afterwards, intake, pages, signing, tray
from app.services.desk import Desk
from app.services.intake import Picture
from app.services.upkeep import sweep
from app.vault import BlobVault
from tests.services.conftest import MONDAY
from tests.services.conftest import quickly_signed as signed

FRAME = b"the frame as it was taken"
File = Callable[[Desk, Draft, Picture], object]


def laid(desk: Desk, content: bytes = FRAME, about: str = "") -> Taken:
    return tray.put(desk, content, "image/png", "camera", about)


def picture_of(taken: Taken, content: bytes = FRAME) -> Picture:
    return Picture(content, "image/png", b"the flat page", {}, "ok", taken.source, taken=taken.id)


def inked(member: str) -> SignedOnPaper:
    return SignedOnPaper(member, "post", (), "2026-10-12", "2026-10-12")


def as_page(desk: Desk, draft: Draft, picture: Picture) -> object:
    return pages.put(desk, draft.id, ("id_front", draft.applicant.id), picture, {})


def as_picture(desk: Desk, draft: Draft, picture: Picture) -> object:
    return intake.add_picture(desk, draft, "id_front", draft.applicant.id, picture)


def as_signature(desk: Desk, draft: Draft, picture: Picture) -> object:
    return signing.add_paper_signature(desk, draft, inked(draft.applicant.id), (picture,))


def as_paper(desk: Desk, draft: Draft, picture: Picture) -> object:
    return afterwards.add_paper(desk, intake.accept(desk, signed(desk, draft)).case.id, "other", "", picture)


def as_later_signature(desk: Desk, draft: Draft, picture: Picture) -> object:
    case = intake.accept(desk, signed(desk, draft)).case
    return afterwards.sign_on_paper(desk, case.id, inked(draft.members[1].id), (picture,))


def as_withdrawal(desk: Desk, draft: Draft, picture: Picture) -> object:
    return afterwards.withdraw(desk, intake.accept(desk, signed(desk, draft)).case.id, "王德贵", picture)


ALL = [as_page, as_picture, as_signature, as_paper, as_later_signature, as_withdrawal]


def test_a_picture_is_kept_with_what_is_known_when_it_is_taken(desk: Desk) -> None:
    first = laid(desk, about="a case")
    second = laid(replace(desk, now=lambda: MONDAY + timedelta(minutes=1)), b"another")

    assert tray.waiting(desk) == (first, second)
    assert (first.source, first.about, first.officer, first.part) == ("camera", "a case", desk.author.officer, 0)
    assert (first.taken_at, first.original.media_type) == (desk.moment(), "image/png")
    assert [desk.document(one.original) for one in tray.waiting(desk)] == [FRAME, b"another"]


def test_a_picture_that_is_not_wanted_goes_alone(desk: Desk) -> None:
    one, other = laid(desk), laid(desk, b"another")

    tray.drop(desk, one.id)

    assert tray.waiting(desk) == (other,)


@pytest.mark.parametrize("file", ALL)
def test_what_is_filed_is_out_of_the_tray(desk: Desk, draft: Draft, file: File) -> None:
    intake.save(desk, draft)
    filed, other = laid(desk), laid(desk, b"another")

    file(desk, draft, picture_of(filed))

    assert tray.waiting(desk) == (other,)


@pytest.mark.parametrize("file", [as_page, as_picture])
def test_what_lay_in_the_tray_is_not_written_once_more(desk: Desk, draft: Draft, file: File) -> None:
    intake.save(desk, draft)
    taken = laid(desk)
    before = set(desk.vault.files())

    file(desk, draft, picture_of(taken))

    capture = desk.store.drafts()[0].captures[0]
    assert capture.original == taken.original
    assert set(desk.vault.files()) - before == {desk.store.sealed(capture.archive.sha256).file}
    assert (desk.document(capture.original), desk.document(capture.archive)) == (FRAME, b"the flat page")


def test_a_case_knows_the_picture_as_it_was_taken_and_keeps_only_the_page(desk: Desk, draft: Draft) -> None:
    taken = laid(desk)

    as_paper(desk, draft, picture_of(taken))
    sweep(desk.store, BlobVault(desk.data / "blobs"))

    case = desk.store.case(draft.id)
    assert case is not None
    assert case.filed[0].original == taken.original.sha256
    assert desk.store.blob(taken.original.sha256) is None
    assert desk.document(case.filed[0].document) == b"the flat page"


def test_what_cannot_be_filed_stays_in_the_tray(desk: Desk, draft: Draft) -> None:
    accepted = intake.accept(desk, signed(desk, draft)).case
    taken = laid(desk)
    tomorrow = replace(inked(draft.members[1].id), received_on="2026-10-13")

    with pytest.raises(Refused, match=r"case\.content_missing"):
        as_page(desk, draft, picture_of(taken))
    with pytest.raises(Refused, match=r"signature\.in_future"):
        afterwards.sign_on_paper(desk, accepted.id, tomorrow, (picture_of(taken),))
    with pytest.raises(Refused, match=r"signature\.not_awaited"):
        signing.add_paper_signature(desk, draft, inked("nobody"), (picture_of(taken),))

    assert tray.waiting(desk) == (taken,)
    assert desk.document(taken.original) == FRAME


def test_the_same_picture_twice_has_two_places_and_one_document(desk: Desk, draft: Draft) -> None:
    intake.save(desk, draft)
    one, other = laid(desk), laid(desk)

    as_page(desk, draft, picture_of(one))
    intake.discard(desk, draft.id)
    sweep(desk.store, BlobVault(desk.data / "blobs"))

    assert tray.waiting(desk) == (other,)
    assert len(set(BlobVault(desk.data / "blobs").files())) == 1
    assert desk.document(other.original) == FRAME


def test_each_of_several_things_on_a_picture_has_a_place_until_it_is_filed(desk: Desk, draft: Draft) -> None:
    intake.save(desk, draft)
    whole, other = laid(desk, about=draft.id), laid(desk, b"another")

    first, second, third = tray.split(desk, whole, 3)
    as_page(desk, draft, picture_of(second))
    sweep(desk.store, BlobVault(desk.data / "blobs"))

    assert set(tray.waiting(desk)) == {first, third, other}
    assert [(one.part, one.about, one.original) for one in (first, second, third)] == [
        (nth, draft.id, whole.original) for nth in (1, 2, 3)
    ]
    assert desk.document(third.original) == FRAME


@pytest.mark.parametrize("parts", [0, 1])
def test_one_thing_on_a_picture_keeps_its_place(desk: Desk, parts: int) -> None:
    taken = laid(desk)

    assert tray.split(desk, taken, parts) == tray.waiting(desk) == (taken,)


def test_a_picture_that_was_dropped_and_swept_is_filed_from_what_the_window_holds(desk: Desk, draft: Draft) -> None:
    intake.save(desk, draft)
    taken = laid(desk)
    tray.drop(desk, taken.id)
    sweep(desk.store, BlobVault(desk.data / "blobs"))

    as_page(desk, draft, picture_of(taken))

    assert desk.document(desk.store.drafts()[0].captures[0].original) == FRAME
