"""How many strokes a new family of four takes, and the seconds that a keystroke-level model makes of them.

Operators (Card, Moran, Newell): K a stroke 0.20 s (a practised typist at a window), C a Chinese character by pinyin
3 K, M a thought before a choice 1.35 s, H a hand to a document and back 0.40 s, S a picture taken and read 2.5 s.
"""

from collections.abc import Callable

from app.services.desk import Desk
from tests.intake.at_the_window import CARD, Intake, Pictures
from tests.intake.test_by_keyboard import sign
from tests.made_up.household import id_number
from ui.intake.steps import Step

OpenIntake = Callable[..., Intake]
K, M, H, S = 0.20, 1.35, 0.40, 2.5
STROKES_A_CHARACTER = 3
NAMED = {"Enter", "PgDn", "Ins"}
REASON, PICTURES, LIMIT_RETURNING_S = 1, 2, 16


class Counted:
    """Hands that count: what is typed of Chinese costs three strokes a character."""

    def __init__(self, window: Intake) -> None:
        self._window, self.strokes, self.thoughts = window, REASON, 1

    def press(self, *keys: str) -> "Counted":
        for key in keys:
            self.strokes += 1 if key in NAMED else len(key)
            self._window.press(key)
        return self

    def think(self) -> "Counted":
        self.thoughts += 1
        return self

    def say(self, text: str) -> "Counted":
        self.strokes += STROKES_A_CHARACTER * len(text)
        self._window.say(text)
        return self

    @property
    def seconds(self) -> float:
        return self.strokes * K + self.thoughts * M + PICTURES * (S + H)


def member(hands: Counted, name: str, number: str, relation: str) -> Counted:
    hands.think().press("Ins").say(name).press("Enter", number, "Enter", relation)
    return hands


def test_a_new_family_of_four_is_at_most_220_strokes_and_180_seconds(
    at_window: OpenIntake, pictures: Pictures, desk: Desk
) -> None:
    window = at_window().lay_card(pictures)
    hands = Counted(window)
    hands.press("PgDn").think().press("13800001234", "PgDn")
    hands.think().press("1", "2", "1")
    member(hands, "李桂兰", id_number("1955-12-30", 22), "1").press("1", "2", "4")
    member(hands, "王建军", id_number("1978-07-01", 13), "2").press("2").say("广东").press("Enter", "1", "2")
    member(hands, "王雨欣", id_number("2012-09-10", 24), "7").press("1", "1")
    hands.think().press("3").say("打工").press("Enter", "9600", "Enter")
    hands.think().press("1").say("种地").press("Enter", "5200-2000", "Enter")
    hands.think().press("5", "5", "5", "PgDn")
    hands.think().press("12600", "Enter", "Enter", "Enter", *"111111").think().press("1", "6", "Enter", "PgDn")
    assert window.model.step is Step.SIGN
    hands.strokes += len(["F9", "Enter", "F10"])
    sign(window)
    window.press("F10").wait()
    case = desk.store.case(window.draft.id)
    assert case is not None
    assert case.accepted is not None
    assert [m.identity.name for m in case.accepted.members] == [CARD.name, "李桂兰", "王建军", "王雨欣"]
    assert len(case.accepted.incomes) == 5
    assert hands.strokes <= 220, hands.strokes
    assert hands.seconds <= 180, hands.seconds


def test_a_returning_applicant_is_at_most_16_seconds() -> None:
    """Eight keys, four thoughts, one picture: the keys are pressed in test_returning."""
    assert 8 * K + 4 * M + S + H <= LIMIT_RETURNING_S
