"""Pages go into a draft with what an officer let stand of them, and come back out."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.domain.draft import Draft
from app.domain.household import Member
from app.domain.person import Identity
from app.domain.tray import Taken
from app.errors import Refused
from app.services import intake, pages, tray
from app.services.desk import Desk
from app.services.intake import Picture
from app.services.pages import Put
from tests.made_up import household
from tests.services.conftest import quickly_signed as signed

PAGE = Picture(b"the frame", "image/png", b"RIFF the page", {"name": "李桂兰"}, "ok", "camera")
GRANDMOTHER = household.person("李桂兰", "1935-12-30", 22)
SAID = {"name": "李桂兰", "id_number": GRANDMOTHER.id_number, "relation": "52"}


@pytest.fixture
def kept(desk: Desk, draft: Draft) -> Draft:
    """王德贵 and his son, saved."""
    intake.save(desk, draft)
    return draft


def put(
    desk: Desk, draft: Draft, slot: str, member: str, values: Mapping[str, str] | None = None, picture: Picture = PAGE
) -> Put:
    return pages.put(desk, draft.id, (slot, member), picture, values or {})


def lying(desk: Desk) -> tuple[Taken, Picture]:
    """A picture in the tray, and as it is filed from there."""
    taken = tray.put(desk, PAGE.original, PAGE.original_type, PAGE.source)
    return taken, replace(PAGE, taken=taken.id)


def test_a_page_is_kept_with_its_pictures_and_what_was_read(desk: Desk, kept: Draft) -> None:
    edit = {"quarters": 1, "corners": [[0.5, 1.0], [9.0, 1.0], [9.0, 9.0], [0.5, 9.0]]}
    picture = replace(PAGE, overruled="只有这张", edit=edit)

    done = put(desk, kept, "id_front", kept.applicant.id, picture=picture)

    (capture,) = done.after.captures
    assert done.before == kept
    assert desk.store.drafts() == (done.after,)
    assert (capture.id, capture.slot, capture.member) == (done.capture, "id_front", kept.applicant.id)
    assert (capture.read, capture.overruled, capture.edit) == (PAGE.read, "只有这张", edit)
    assert (capture.original.media_type, capture.archive.media_type) == ("image/png", "image/webp")
    assert (desk.document(capture.original), desk.document(capture.archive)) == (b"the frame", b"RIFF the page")
    assert done.after == replace(kept, captures=(capture,))


def test_what_an_officer_let_stand_goes_into_the_household_with_the_page(desk: Desk, kept: Draft) -> None:
    son = kept.members[1]

    after = put(desk, kept, "id_front", son.id, {"id_number": "511725198505060018", "address": ""}).after

    assert after.members == (
        kept.applicant,
        replace(son, identity=replace(son.identity, id_number="511725198505060018")),
    )  # fmt: skip - one household


def test_a_page_without_a_member_brings_a_new_person(desk: Desk, kept: Draft) -> None:
    after = put(desk, kept, "hukou_page", "", SAID).after

    new = after.members[-1]
    assert (len(after.members), new.identity.name, new.relation) == (3, "李桂兰", "52")
    assert after.captures[0].member == new.id


def test_two_new_people_are_two(desk: Desk, kept: Draft) -> None:
    put(desk, kept, "id_front", "", SAID)
    after = put(desk, kept, "id_front", "").after

    assert [one.identity.name for one in after.members] == ["王德贵", "王建军", "李桂兰", ""]
    assert len({one.id for one in after.members}) == 4


def test_the_page_of_somebody_who_was_taken_out_meanwhile_brings_that_person_back(desk: Desk, kept: Draft) -> None:
    son = kept.members[1]
    intake.save(desk, kept.without_member(son.id))

    after = put(desk, kept, "id_front", son.id, {"name": "王建军"}).after

    assert after.members[1] == Member(son.id, identity=Identity("王建军"))
    assert after.captures[0].member == son.id


@pytest.mark.parametrize("slot", ["other", "expense"])
def test_a_paper_of_the_whole_household_brings_nobody(desk: Desk, kept: Draft, slot: str) -> None:
    after = put(desk, kept, slot, "").after

    assert after.members == kept.members
    assert [(one.slot, one.member) for one in after.captures] == [(slot, "")]


def test_the_same_page_twice_is_there_once_and_the_same_bill_twice_is_two_bills(desk: Desk, kept: Draft) -> None:
    father = kept.applicant.id
    first = put(desk, kept, "id_front", father)
    for slot in ("id_front", "expense", "expense"):
        last = put(desk, kept, slot, father)

    assert [one.slot for one in last.after.captures] == ["id_front", "expense", "expense"]
    assert first.capture not in {one.id for one in last.after.captures}


def test_what_has_become_a_case_takes_no_page_as_a_draft(desk: Desk, kept: Draft) -> None:
    done = put(desk, kept, "id_front", kept.applicant.id)
    intake.accept(desk, signed(desk, done.after))

    for late in (
        lambda: put(desk, kept, "id_back", kept.applicant.id),
        lambda: pages.take_back(desk, done),
        lambda: pages.change(desk, kept.id, lambda draft: draft),
    ):
        with pytest.raises(Refused, match=r"case\.content_missing"):
            late()
    assert desk.store.drafts() == ()


def test_a_draft_is_changed_as_it_is_now(desk: Desk, kept: Draft) -> None:
    intake.save(desk, replace(kept, village="青龙村"))

    after = pages.change(desk, kept.id, lambda now: replace(now, phone="13900000000"))

    assert after == replace(kept, village="青龙村", phone="13900000000")
    assert desk.store.drafts() == (after,)


# --- and back again
@pytest.mark.parametrize("slot", ["id_front", "hukou_page", "other"])
def test_a_page_that_is_taken_back_leaves_nothing(desk: Desk, kept: Draft, slot: str) -> None:
    done = put(desk, kept, slot, "", SAID)

    assert pages.take_back(desk, done) == kept
    assert desk.store.drafts() == (kept,)


def test_pages_are_taken_back_one_after_the_other(desk: Desk, kept: Draft) -> None:
    first = put(desk, kept, "id_front", "", SAID)
    second = put(desk, kept, "id_back", first.after.members[-1].id, {"issuer": "渠县公安局"})

    assert pages.take_back(desk, second) == first.after
    assert pages.take_back(desk, first) == kept


@pytest.mark.parametrize("corners", [((0, 0.5), (1, 1)), [[0, 0.5], [1, 1]]])
def test_how_the_corners_were_written_down_does_not_keep_a_page_from_going(
    desk: Desk, kept: Draft, corners: object
) -> None:
    done = put(desk, kept, "id_front", "", SAID, replace(PAGE, edit={"corners": corners}))

    assert pages.take_back(desk, done) == kept


def test_what_was_typed_since_stays_and_only_the_picture_goes(desk: Desk, kept: Draft) -> None:
    done = put(desk, kept, "id_front", "", SAID)
    typed = replace(done.after, phone="13900000000")
    intake.save(desk, typed)

    after = pages.take_back(desk, done)

    assert after == replace(typed, captures=())
    assert desk.store.drafts() == (after,)


def test_a_picture_that_was_replaced_is_there_again(desk: Desk, kept: Draft) -> None:
    father = kept.applicant.id
    first = put(desk, kept, "id_front", father)
    bill = put(desk, kept, "expense", father)
    again = put(desk, kept, "id_front", father, picture=replace(PAGE, archive=b"worse"))
    intake.save(desk, replace(again.after, phone="13900000000"))

    after = pages.take_back(desk, again)

    assert {one.id for one in after.captures} == {first.capture, bill.capture}
    assert (len(after.captures), after.phone) == (2, "13900000000")


def test_a_picture_that_was_replaced_itself_is_not_taken_out_again(desk: Desk, kept: Draft) -> None:
    father = kept.applicant.id
    put(desk, kept, "id_front", father)
    second = put(desk, kept, "id_front", father)
    third = put(desk, kept, "id_front", father)

    after = pages.take_back(desk, second)

    assert [one.id for one in after.captures] == [third.capture]


def test_a_page_from_the_tray_lies_there_again_and_can_be_put_elsewhere(desk: Desk, kept: Draft) -> None:
    taken, picture = lying(desk)
    done = put(desk, kept, "id_front", "", SAID, picture)
    assert (done.taken, tray.waiting(desk)) == (taken, ())

    pages.take_back(desk, done)
    assert tray.waiting(desk) == (taken,)

    after = put(desk, kept, "id_front", kept.members[1].id, picture=picture).after
    assert desk.document(after.captures[0].original) == b"the frame"
    assert tray.waiting(desk) == ()


def test_a_page_that_came_from_elsewhere_is_not_put_into_the_tray(desk: Desk, kept: Draft) -> None:
    done = put(desk, kept, "id_front", kept.applicant.id)

    pages.take_back(desk, done)

    assert (done.taken, tray.waiting(desk)) == (None, ())


# --- pages that are cut, moved and taken out by hand
def test_a_page_that_was_taken_out_comes_back_unless_another_stands_in_its_place(desk: Desk, kept: Draft) -> None:
    father = kept.applicant.id
    front, bill = put(desk, kept, "id_front", father), put(desk, kept, "expense", father)
    out = [pages.remove(desk, kept.id, one.capture) for one in (front, bill)]
    assert desk.store.drafts()[0].captures == ()

    again = put(desk, kept, "id_front", father)
    put(desk, kept, "expense", father)

    assert pages.take_back(desk, out[0]).captures[0].id == again.capture
    after = pages.take_back(desk, out[1])
    assert [one.slot for one in after.captures] == ["id_front", "expense", "expense"]
    assert after.captures[-1].id == bill.capture


def test_a_page_is_cut_by_hand_and_the_others_stay(desk: Desk, kept: Draft) -> None:
    front, bill = (put(desk, kept, slot, kept.applicant.id) for slot in ("id_front", "expense"))

    after = pages.cut(desk, kept.id, front.capture, (b"cut", "image/webp"), {"quarters": 1})

    assert (desk.document(after.captures[0].archive), after.captures[0].edit) == (b"cut", {"quarters": 1})
    assert after.captures[1:] == bill.after.captures[1:]
    assert desk.store.drafts() == (after,)


@pytest.mark.parametrize(("places", "order"), [(-1, "acb"), (-9, "cab"), (0, "abc"), (9, "abc")])
def test_a_page_is_moved_among_the_pages(desk: Desk, kept: Draft, places: int, order: str) -> None:
    names = {put(desk, kept, "expense", kept.applicant.id).capture: name for name in "abc"}
    last = next(one for one, name in names.items() if name == "c")

    after = pages.move(desk, kept.id, last, places)

    assert "".join(names[one.id] for one in after.captures) == order
    assert pages.move(desk, kept.id, "no such page", 1) == after
