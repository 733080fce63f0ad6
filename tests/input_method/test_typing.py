"""Chinese typed by pinyin, key by key, through real input methods into real windows on a real X server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services import input_method
from tests.input_method.desktop import Desktop, Window, desktop, start

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent


@pytest.fixture(params=["ibus", "fcitx5"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path) as made:
        start(made, request.param)
        yield made


def type_until(desk: Desktop, window: Window, pinyin: str, wanted: str) -> int:
    """Type `pinyin` and choose from the first page what an officer would see as `wanted`; give its place."""
    for choice in range(1, 10):
        desk.type(pinyin)
        desk.press(str(choice))
        if window.text() == wanted:
            return choice
        desk.press("Escape", "ctrl+a", "BackSpace")
    raise AssertionError(f"{wanted} is not on the first page for {pinyin}")


@pytest.mark.parametrize("asked", ["", "fcitx", "ibus"])
def test_a_name_is_typed_whatever_the_desktop_asks_for(desk: Desktop, asked: str) -> None:
    desk.environment["QT_IM_MODULE"] = asked
    window = Window(desk, str(HERE / "line_edit.py"))
    assert type_until(desk, window, "zhangsan", "张三") <= 3


def test_a_rare_name_is_on_the_first_page(desk: Desktop) -> None:
    window = Window(desk, str(HERE / "line_edit.py"))
    type_until(desk, window, "yan", "䶮")
    desk.shoot(f"{desk.input_method}-rare")


def test_doctor_says_which_input_method_answers(desk: Desktop) -> None:
    assert input_method.reached(desk.environment) == desk.input_method
