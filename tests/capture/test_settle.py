from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from app.capture.glance import Print, is_other
from app.capture.settle import Settle

_Quad = NDArray[np.float64]
_PAGE = np.array([[100.0, 100], [500, 100], [500, 360], [100, 360]])
_ASIDE = _PAGE * 0.3 + 400


def _print(seed: int) -> Print:
    """What is printed on one page: thirty rows of strokes."""
    chance = np.random.default_rng(seed)
    strokes = np.repeat(np.repeat(chance.integers(0, 2, (28, 40)), 4, axis=0), 4, axis=1) * 90.0
    return np.asarray(strokes - strokes.mean(), np.float32)


def _same(_thing: _Quad) -> Print:
    return _print(1)


def _looks(
    settle: Settle, frames: Sequence[_Quad | None], print_of: Callable[[_Quad], Print] = _same, *, is_quiet: bool = True
) -> list[bool]:
    return [settle.look(() if page is None else (page,), print_of, is_quiet=is_quiet).is_settled for page in frames]


def test_a_page_that_lies_still_over_three_frames_is_taken_once() -> None:
    assert _looks(Settle(), [_PAGE] * 8) == [False, False, False, True, False, False, False, False]


def test_progress_goes_from_nothing_to_one() -> None:
    settle = Settle()
    seen = [settle.look((_PAGE,), _same).progress for _ in range(5)]
    assert seen == pytest.approx([0, 1 / 3, 2 / 3, 1, 1])


def test_small_trembling_is_still() -> None:
    pages = [_PAGE + nth % 2 * 12 for nth in range(5)]
    assert True in _looks(Settle(), pages)


def test_a_page_that_still_slides_is_not_taken() -> None:
    assert True not in _looks(Settle(), [_PAGE + 21 * nth for nth in range(9)])


def test_one_corner_that_moves_is_enough_to_wait() -> None:
    pages = []
    for nth in range(6):
        page = _PAGE.copy()
        page[2] += 25 * (nth % 2)
        pages.append(page)
    assert True not in _looks(Settle(), pages)


def test_a_page_over_which_something_moves_is_not_taken() -> None:
    assert True not in _looks(Settle(), [_PAGE] * 9, is_quiet=False)


def test_the_next_page_is_taken_after_the_mat_was_empty() -> None:
    settle = Settle()
    _looks(settle, [_PAGE] * 4)
    assert _looks(settle, [None, None, None, *[_PAGE] * 4])[-1] is True


def test_a_blink_does_not_take_the_same_page_twice() -> None:
    settle = Settle()
    _looks(settle, [_PAGE] * 4)
    assert True not in _looks(settle, [None, *[_PAGE] * 6])


def test_a_hand_that_hides_a_page_for_long_does_not_take_it_twice() -> None:
    settle = Settle()
    _looks(settle, [_PAGE] * 4)
    _looks(settle, [None] * 30, is_quiet=False)
    assert True not in _looks(settle, [_PAGE] * 6)


def test_a_page_that_was_moved_far_is_taken_again() -> None:
    settle = Settle()
    _looks(settle, [_PAGE] * 4)
    assert _looks(settle, [_PAGE + 90] * 5)[-2:] == [True, False]


def test_another_page_at_the_same_place_is_taken_too() -> None:
    settle = Settle()
    _looks(settle, [_PAGE] * 4)
    _looks(settle, [_PAGE] * 3, is_quiet=False)
    assert True in _looks(settle, [_PAGE] * 4, lambda _thing: _print(2))


def test_the_same_page_after_a_hand_was_there_is_not_taken_again() -> None:
    settle = Settle()
    _looks(settle, [_PAGE] * 4)
    _looks(settle, [_PAGE] * 3, is_quiet=False)
    assert True not in _looks(settle, [_PAGE + 2] * 6)


def test_a_second_thing_beside_the_first_is_what_is_fresh() -> None:
    settle = Settle()
    _looks(settle, [_PAGE] * 4)
    rests = [settle.look((_PAGE, _ASIDE), _same) for _ in range(5)]
    assert [rest.is_settled for rest in rests] == [False, False, False, True, False]
    assert rests[3].fresh == (1,)


def test_what_was_taken_can_be_asked_for_again() -> None:
    settle = Settle()
    _looks(settle, [_PAGE] * 4)
    settle.again()
    assert True in _looks(settle, [_PAGE] * 4)


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_the_corner_that_comes_first_does_not_matter(turn: int) -> None:
    pages = [np.roll(_PAGE, turn * (nth % 2), axis=0) for nth in range(4)]
    assert _looks(Settle(), pages) == [False, False, False, True]


def test_a_print_that_is_shifted_or_grainy_is_the_same_and_a_changed_line_is_another() -> None:
    page, chance = _print(5), np.random.default_rng(1)
    grainy = np.roll(page, (1, -2), axis=(0, 1)) + chance.normal(0, 3, page.shape).astype(np.float32)
    other_line = page.copy()
    other_line[48:64] = _print(6)[48:64]
    assert not is_other(page, grainy)
    assert is_other(page, other_line)
