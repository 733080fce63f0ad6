import numpy as np
import pytest
from numpy.typing import NDArray

from app.capture.settle import Settle

_PAGE = np.array([[100.0, 100], [500, 100], [500, 360], [100, 360]])


def _looks(settle: Settle, pages: list[NDArray[np.float64] | None]) -> list[bool]:
    return [settle.look(page) for page in pages]


def test_a_page_that_lies_still_over_three_frames_is_taken_once() -> None:
    assert _looks(Settle(), [_PAGE] * 8) == [False, False, False, True, False, False, False, False]


def test_small_trembling_is_still() -> None:
    pages = [_PAGE + nth % 2 * 12 for nth in range(5)]
    assert True in _looks(Settle(), list(pages))


def test_a_page_that_still_slides_is_not_taken() -> None:
    assert True not in _looks(Settle(), [_PAGE + 21 * nth for nth in range(9)])


def test_one_corner_that_moves_is_enough_to_wait() -> None:
    pages = []
    for nth in range(6):
        page = _PAGE.copy()
        page[2] += 25 * (nth % 2)
        pages.append(page)
    assert True not in _looks(Settle(), list(pages))


def test_the_next_page_is_taken_after_the_mat_was_empty() -> None:
    settle = Settle()
    _looks(settle, [_PAGE] * 4)
    assert _looks(settle, [None, None, None, *[_PAGE] * 4])[-1] is True


def test_a_blink_does_not_take_the_same_page_twice() -> None:
    settle = Settle()
    _looks(settle, [_PAGE] * 4)
    assert True not in _looks(settle, [None, *[_PAGE] * 6])


def test_a_page_that_was_moved_far_is_taken_again() -> None:
    settle = Settle()
    _looks(settle, [_PAGE] * 4)
    assert _looks(settle, [_PAGE + 90] * 5)[-2:] == [True, False]


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_the_corner_that_comes_first_does_not_matter(turn: int) -> None:
    pages = [np.roll(_PAGE, turn * (nth % 2), axis=0) for nth in range(4)]
    assert _looks(Settle(), list(pages)) == [False, False, False, True]
