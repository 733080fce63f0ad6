"""The lists of rare names that input methods import."""

import re

import pytest

from resources import path

FILES = {"ibus": r"(\S) ([a-z]{1,6}) 5000", "fcitx5": r"(\S) ([a-z]{1,6}) 4"}


def words(name: str) -> list[tuple[str, str]]:
    found = [
        re.fullmatch(FILES[name], line) for line in path(f"input_method/{name}.txt").read_text("utf-8").splitlines()
    ]
    assert None not in found
    return [(match[1], match[2]) for match in found if match]


def test_both_input_methods_learn_the_same_words() -> None:
    assert words("ibus") == words("fcitx5")


def test_no_word_stands_twice_and_all_are_in_order() -> None:
    pairs = [(pinyin, word) for word, pinyin in words("ibus")]
    assert pairs == sorted(set(pairs))


@pytest.mark.parametrize("word", [("䶮", "yan"), ("㛃", "jie"), ("𬱖", "di"), ("𠅤", "xi"), ("𩽾", "an")])
def test_names_that_people_have_are_there(word: tuple[str, str]) -> None:
    assert word in words("ibus")
