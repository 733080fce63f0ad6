"""A whole session under the camera, recorded: each thing is taken once, nothing else, also when the camera is lost."""

import io

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from app.capture.camera import Camera
from app.capture.live import Means
from app.forms.papers import make_forms
from tests.capture.driver import new_index
from tests.made_up import household, hukou, id_card, people
from tests.made_up.family import family
from tests.made_up.film import Film, write
from tests.made_up.reel import Reel
from tests.made_up.session_film import Session, session, signed
from ui.capture import preview as preview_module
from ui.capture.model import CaptureModel
from ui.capture.shot import Shot
from ui.jobs import Jobs
from ui.problems import Problems

WAIT_MS = 240_000
LARGE = (2048, 1536)
KEYS = ["front", "back", "head", "first", "second", "third", "form", "other form", "two"]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Film:
    one, two, home = people.person(3), people.person(4), family(2)
    forms = make_forms(household.draft(), household.office(), household.TODAY, "陈素华").authorisations
    pages = [hukou.person_page(member) for member in home.members[:3]]
    told = Session(
        cards=[("front", id_card.front(one)), ("back", id_card.back(one))],
        booklet=[("head", hukou.head_page(home)), *zip(("first", "second", "third"), pages, strict=True)],
        forms=[("form", signed(forms[0])), ("other form", signed(forms[1]))],
        both=[("two", id_card.front(two)), ("more", id_card.back(two))],
    )
    return write(session(told), tmp_path_factory.mktemp("film") / "session.avi")


def _taken(reel: Reel, jobs: Jobs, problems: Problems, qtbot: QtBot) -> list[tuple[str, Shot]]:
    """Play a film to its end and give what was taken, each with the key of what lay there."""
    means = Means(reel.open, patience_s=60, clock=reel.clock)
    index, taken = new_index(), list[tuple[str, Shot]]()
    capture = CaptureModel(jobs, problems, lambda: Camera(index, paced=False, means=means))

    def take(shot: Shot) -> None:
        here = reel.lies()
        taken.append((here.keys[0] if here else "nothing", shot))
        reel.go_on()

    capture.taken.connect(take)
    capture.framed.connect(lambda _frame: capture.drawn())
    capture.start()
    qtbot.waitUntil(reel.ended.is_set, timeout=WAIT_MS)
    capture.stop()
    return taken


@pytest.mark.slow
@pytest.mark.parametrize("lost_while", [None, "head", "form"])
def test_each_thing_is_taken_once_and_nothing_else(
    film: Film, jobs: Jobs, problems: Problems, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, lost_while: str | None
) -> None:
    monkeypatch.setattr(preview_module, "_TRY_AGAIN_S", 0.01)
    lost_at = next((one.first + 1 for one in film.lying if one.keys[0] == lost_while), None)
    reel = Reel(film, large=LARGE, draws=False, patience=60, lost_at=lost_at)
    taken = _taken(reel, jobs, problems, qtbot)
    assert [key for key, _ in taken] == KEYS
    assert reel.given_up == []
    assert [len(shot.look.items) if shot.look else 0 for _, shot in taken] == [1] * 8 + [2]
    for _, shot in taken:
        with Image.open(io.BytesIO(shot.data)) as picture:
            assert picture.size == LARGE
