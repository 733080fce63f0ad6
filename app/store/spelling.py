"""The words under which somebody is found: characters, pinyin, initials, digits. One token each, lower case."""

import itertools
import os
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

import resources
from app.domain import case_number
from app.domain.id_number import tidy
from app.errors import Refused

# Tokens of one kind share no term with those of another: else a search in one column would read through all
# columns. An id number is kept from its end as well, so that its last digits find it.
FROM_END, WHOLE, PLACE = "z", "i", "¶"
_LONGEST: Final = 24  # letters of a spelling: nobody types more
_MOST_WAYS: Final = 8  # of reading one name
_MOST_SYLLABLES: Final = 5  # of a village's name at once
_READINGS: Final = 2  # of one character; the others are rare


@dataclass(frozen=True, slots=True)
class Words:
    """What is searched of one person in one matter: tokens with a space between them. `member` tells people apart."""

    member: str
    name: str
    id_number: str
    number: str
    place: str


def words(member: str, name: str, id_number: str, number: str, place: str) -> Words:
    """Give the words of somebody: name, id number, the matter's number, and where the person lives."""
    return Words(member, _spelt(name), _id_words(id_number), _number_words(number), _place_words(place))


def runs(text: str) -> Iterator[str]:
    """Cut a text into pieces of one script: letters and digits, or other characters; all else only divides."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    for is_word, piece in itertools.groupby(plain, _script):
        if is_word:
            yield "".join(piece)


def warm() -> None:
    """Load the readings before they are needed."""
    _table()


def _script(character: str) -> str:
    """Name the script of a character; empty for what only divides. 〓 stands for a character nobody could type."""
    if character.isascii():
        return "digit" if character.isdigit() else "letter" if character.isalpha() else ""
    category = unicodedata.category(character)
    return "han" if category[0] in "LNM" or category in {"So", "Co"} or character == "\u3013" else ""


def _spelt(text: str) -> str:
    pieces = list(runs(text))
    tokens = [" ".join(piece) if not piece.isascii() else piece for piece in pieces]
    spelt: dict[str, None] = {}
    for piece in pieces:
        if not piece.isascii():
            spelt |= dict.fromkeys(_latin(piece))
    return " ".join([*tokens, *spelt])


@lru_cache(maxsize=256)
def _place_words(place: str) -> str:
    """Give a village's characters, and its sound by syllables from any one to any other: it is asked for exactly."""
    tokens: list[str] = []
    sounds: dict[str, None] = {}
    for piece in runs(place):
        if piece.isascii():
            tokens.append(piece)
            continue
        tokens.extend(piece)
        for syllables in itertools.islice(_ways(piece), _MOST_WAYS):
            sounds |= dict.fromkeys(_stretches(syllables))
            sounds |= dict.fromkeys(_stretches(tuple(syllable[0] for syllable in syllables)))
    return " ".join(f"{PLACE}{token}" for token in [*tokens, *sounds])


def _stretches(syllables: tuple[str, ...]) -> Iterator[str]:
    """Give all that somebody may say of a name: no more than a few syllables."""
    for start, end in itertools.combinations(range(len(syllables) + 1), 2):
        if end - start <= _MOST_SYLLABLES:
            yield "".join(syllables[start:end])


def _latin(name: str) -> Iterator[str]:
    """Give a name's pinyin and initials from each of its characters on."""
    for syllables in itertools.islice(_ways(name), _MOST_WAYS):
        for start in range(len(syllables)):
            rest = syllables[start:]
            yield "".join(rest)[:_LONGEST]
            yield "".join(syllable[0] for syllable in rest)[:_LONGEST]


def _ways(name: str) -> Iterator[tuple[str, ...]]:
    """Give the ways to read a name, the surname's own first. What has no reading is passed over."""
    two = _surnames()["two"].get(name[:2])
    known = [(syllable,) for syllable in two.split()] if two else [_first(name[0])]
    each = [*known, *(_readings(character) for character in name[len(known) :])]
    return itertools.product(*(ways for ways in each if ways))


def _first(character: str) -> tuple[str, ...]:
    usual = _readings(character)
    return tuple(dict.fromkeys([*_surnames()["one"].get(character, ()), *usual]))


@cache
def _surnames() -> dict[str, Any]:
    return tomllib.loads(resources.path("search/surnames.toml").read_text("utf-8"))


def _readings(character: str) -> tuple[str, ...]:
    """Give the most usual readings of a character, without tones and with v for ü, as people type them."""
    told = _table().get(ord(character), "").split(",")[:_READINGS]
    return tuple(dict.fromkeys(filter(None, map(_typed, told))))


def _typed(reading: str) -> str:
    """Take the tone off a syllable."""
    parts = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in parts if letter.isascii() and letter.isalpha())


@cache
def _table() -> dict[int, str]:
    # Phrases are a second and larger dictionary, which single characters do not need.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 - 40,000 characters: at the first name, not before

    return dict(pinyin_dict)


def _id_words(id_number: str) -> str:
    plain = tidy(id_number).casefold()
    return f"{WHOLE}{plain} {FROM_END}{plain[::-1]}" if plain else ""


def _number_words(number: str) -> str:
    """Give a number whole, as it is said aloud, and its serial with and without the zeros before it."""
    if not number:
        return ""
    whole = f"{WHOLE}{joined(number)}"
    try:
        short = case_number.short(case_number.parse(number))
    except Refused:
        return whole
    serial = short.split("-")[1]
    return f"{whole} {joined(short)} {serial} {serial.lstrip('0')}"


def joined(text: str) -> str:
    """Give a number without what stands between its parts."""
    return "".join(runs(text))
