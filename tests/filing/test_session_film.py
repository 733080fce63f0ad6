"""A recorded session at a window, through the real desk, camera and reader: every page comes to its place, no other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.capture import Reader
from app.capture.camera import Camera
from app.capture.live import Means
from app.domain.draft import Draft
from app.domain.household import Relation
from app.domain.person import LONG_TERM, Identity
from app.services import filing, intake, tray
from app.services.desk import Desk
from tests.capture.driver import new_index
from tests.filing.returned import Table, accepted
from tests.made_up import hukou, id_card
from tests.made_up.family import Family, family
from tests.made_up.film import write
from tests.made_up.people import MadeUp
from tests.made_up.reel import Reel
from tests.made_up.session_film import Named, Session, session, signed

Open = Callable[..., Table]
_FILM_MS = 240_000


def identity_of(one: MadeUp) -> Identity:
    """What an officer typed of somebody: all that stands on the card."""
    until = one.valid_to.isoformat() if one.valid_to else LONG_TERM
    return Identity(
        one.name,
        one.sex,
        one.ethnic,
        one.birth.isoformat(),
        one.address,
        one.id_number,
        one.issuer,
        one.valid_from.isoformat(),
        until,
    )  # fmt: skip - as on the card


@dataclass(frozen=True)
class Desked:
    """What lies ready: the draft on the desk, two cases that wait for a page, and what is put down."""

    draft: Draft
    cases: tuple[Draft, Draft]
    told: Session


def form_of(desk: Desk, case: Draft, seed: int) -> Named:
    """The page of the one who has still to sign in a case, signed in ink."""
    found = filing.unsigned(desk, case.id)
    assert found is not None
    (form,) = filing.pages_to_sign(desk, *found)
    return f"signed:{case.id}", signed(form, seed=seed)


def lay_ready(desk: Desk, household: Family, *, whole: bool) -> Desked:
    """A household of three and more with its booklet; only the applicant is known. `whole` is the long session."""
    head, *others = household.members
    draft = intake.begin(desk)
    me = replace(draft.applicant, identity=identity_of(head.person), relation=Relation.SELF.value)
    draft = replace(draft, members=(me,))
    intake.save(desk, draft)
    cases = accepted(desk, 1), accepted(desk, 2)
    one, other = head.person, others[0].person
    cards = (("id_front:head", id_card.front(one)), ("id_back:head", id_card.back(one)))
    pages = [(f"page:{nth}", hukou.person_page(member)) for nth, member in enumerate(household.members[:3])]
    told = Session(
        cards=cards if whole else cards[:1],
        booklet=(("first", hukou.head_page(household)), *pages) if whole else (),
        forms=[form_of(desk, case, seed) for seed, case in enumerate(cases[: 2 if whole else 1], 1)],
        both=(("id_front:other", id_card.front(other)), ("id_back:other", id_card.back(other))) if whole else (),
    )  # fmt: skip - one kind of thing a line
    return Desked(draft, cases, told)


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader()
    made.warm()
    yield made
    made.close()


def play(qtbot: QtBot, table: Open, reader: Reader, reel: Reel, draft: Draft) -> Table:
    """Let the film run under the desk's camera, pages in a series, until its end."""
    means = Means(reel.open, patience_s=30, clock=reel.clock)
    shown = table(pictures=reader, open_camera=lambda: Camera(new_index(), paced=False, means=means))
    shown.capture.flashed.connect(reel.go_on)
    shown.model.lay(draft.id)
    shown.model.home.read()
    shown.model.toggle_series()
    qtbot.waitUntil(reel.ended.is_set, timeout=_FILM_MS)
    shown.model.capture.stop()
    return settled(qtbot, shown)


def settled(qtbot: QtBot, shown: Table) -> Table:
    """Wait until every page was read and placed."""
    qtbot.waitUntil(lambda: not shown.wait().model.pile.is_busy, timeout=_FILM_MS)
    return shown.wait()


def go_through(shown: Table) -> list[str]:
    """Say Enter to every page that is asked about; give what was asked beside fields and signatures."""
    asked = []
    shown.model.keep()
    while shown.wait().model.view.asks:
        view = shown.model.view
        if view.question or view.choose:
            asked.append(view.question.text if view.question else "choose")
            shown.model.answers.drop()
        for name in view.check.open if view.check else ():
            asked.append(name)
            shown.model.answers.let_stand(name, 0)
        shown.model.keep()
    return asked


def spots(desk: Desk, draft: Draft) -> list[tuple[str, str]]:
    now = next(one for one in desk.store.drafts() if one.id == draft.id)
    names = {one.id: one.identity.name for one in now.members}
    return sorted((one.slot, names[one.member]) for one in now.captures)


def missing(desk: Desk, case: Draft) -> tuple[str, ...]:
    found = desk.store.case(case.id)
    assert found is not None
    return tuple(one.identity.name for one in found.missing_signers())


def test_a_card_and_a_signed_form_are_taken_and_filed_by_themselves(
    desk: Desk, table: Open, qtbot: QtBot, reader: Reader, tmp_path: Path
) -> None:
    ready = lay_ready(desk, family(2), whole=False)
    film = write(session(ready.told), tmp_path / "session.avi")

    reel = Reel(film)
    shown = play(qtbot, table, reader, reel, ready.draft)

    assert reel.given_up == []
    assert len(shown.model.pile.sheets) == 2
    assert go_through(shown) == []
    shown.model.leave()
    shown.wait()
    assert spots(desk, ready.draft) == [("id_front", family(2).head.name)]
    assert missing(desk, ready.cases[0]) == ()
    assert tray.waiting(desk) == ()


@pytest.mark.slow
@pytest.mark.parametrize("lost_at", [None, 150], ids=["whole", "camera lost in the middle"])
def test_a_whole_session_ends_with_every_page_in_its_place(
    desk: Desk, table: Open, qtbot: QtBot, reader: Reader, tmp_path: Path, lost_at: int | None
) -> None:
    household = family(7)
    ready = lay_ready(desk, household, whole=True)
    film = write(session(ready.told), tmp_path / "session.avi")

    reel = Reel(film, lost_at=lost_at)
    shown = play(qtbot, table, reader, reel, ready.draft)

    assert reel.given_up == []
    assert len(shown.model.pile.sheets) == 10
    go_through(shown)
    shown.model.leave()
    shown.wait()
    names = [one.person.name for one in household.members[:3]]
    assert spots(desk, ready.draft) == sorted(
        [("id_front", names[0]), ("id_back", names[0]), ("hukou_head", names[0])]
        + [("hukou_page", name) for name in names]
        + [("id_front", names[1]), ("id_back", names[1])]
    )
    assert [missing(desk, case) for case in ready.cases] == [(), ()]
    assert tray.waiting(desk) == ()
