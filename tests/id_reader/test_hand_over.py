"""The folder of a reader's program: a file is read once, when it is whole, and nobody's earlier card ever."""

import os
from datetime import date
from pathlib import Path

import pytest

from app.capture.hand_over import HandOver
from app.errors import Refused, Unavailable
from tests.id_reader.test_parsing import fields_of, labelled

TODAY = date(2026, 11, 24)


def write(folder: Path, seed: int, at: int, name: str = "card.txt", part: float = 1.0) -> None:
    """Write a card as a program does, at a time of its own."""
    content = labelled(fields_of(seed)).encode("gb18030")
    place = folder / name
    place.write_bytes(content[: int(len(content) * part)])
    os.utime(place, ns=(at, at))


def test_a_card_is_given_once_when_its_file_rests(tmp_path: Path) -> None:
    folder = HandOver(tmp_path)
    write(tmp_path, 1, 1)
    assert [folder.look(TODAY) for _ in range(4)] == [None, fields_of(1), None, None]


def test_what_lay_there_before_is_never_read(tmp_path: Path) -> None:
    write(tmp_path, 1, 1)
    folder = HandOver(tmp_path)
    assert [folder.look(TODAY) for _ in range(3)] == [None] * 3


def test_the_same_name_written_again_is_the_next_card(tmp_path: Path) -> None:
    write(tmp_path, 1, 1)
    folder = HandOver(tmp_path)
    write(tmp_path, 2, 2)
    assert [folder.look(TODAY) for _ in range(2)] == [None, fields_of(2)]
    write(tmp_path, 2, 3)  # the same card laid down once more
    assert [folder.look(TODAY) for _ in range(2)] == [None, fields_of(2)]


def test_a_file_that_is_still_written_is_waited_for(tmp_path: Path) -> None:
    folder = HandOver(tmp_path)
    write(tmp_path, 1, 1, part=0.3)
    assert [folder.look(TODAY) for _ in range(3)] == [None] * 3
    write(tmp_path, 1, 2)
    assert [folder.look(TODAY) for _ in range(2)] == [None, fields_of(1)]


def test_a_file_that_stays_half_is_refused_once(tmp_path: Path) -> None:
    folder = HandOver(tmp_path)
    write(tmp_path, 1, 1, part=0.3)
    told = []
    for _ in range(12):
        try:
            folder.look(TODAY)
        except Refused as refused:
            told.append(refused.code)
    assert told == ["chip.no_number"]


def test_the_portrait_beside_it_is_not_opened(tmp_path: Path) -> None:
    folder = HandOver(tmp_path)
    (tmp_path / "photo.bmp").write_bytes(b"BM")
    (tmp_path / "card.txt").mkdir()
    assert [folder.look(TODAY) for _ in range(3)] == [None] * 3


def test_an_emptied_file_is_no_card(tmp_path: Path) -> None:
    folder = HandOver(tmp_path)
    (tmp_path / "card.txt").touch()
    assert [folder.look(TODAY) for _ in range(6)] == [None] * 6


def test_a_file_without_its_last_lines_is_waited_for_and_then_taken_as_it_is(tmp_path: Path) -> None:
    folder = HandOver(tmp_path)
    lines = labelled(fields_of(1)).splitlines()[:6]
    (tmp_path / "card.txt").write_text("\n".join(lines), "utf-8")
    looks = [folder.look(TODAY) for _ in range(8)]
    assert looks[:4] == [None] * 4
    assert [found["name"] for found in looks if found] == [fields_of(1)["name"]]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    place = tmp_path / "reader"
    place.mkdir()
    folder = HandOver(place)
    place.rmdir()
    with pytest.raises(Unavailable, match=r"chip\.folder_gone"):
        folder.look(TODAY)
    with pytest.raises(Unavailable, match=r"chip\.folder_gone"):
        HandOver(place)


def test_an_oversized_file_is_refused(tmp_path: Path) -> None:
    folder = HandOver(tmp_path)
    (tmp_path / "card.txt").write_bytes(b"x" * 10_000_000)
    with pytest.raises(Refused, match=r"chip\.too_large"):
        for _ in range(8):
            folder.look(TODAY)
