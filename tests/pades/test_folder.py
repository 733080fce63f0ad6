"""Another program's seal is taken back only when our paper stands in it untouched and nothing but a seal came."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import Refused, Unavailable
from app.forms.seal import drawn_seal
from app.pades.folder import Folder
from app.pades.key_file import read_key_file
from app.pades.sign import seal
from tests.pades.authority import NOW, PASSWORD, Authority
from tests.pades.conftest import OFFICE, People
from tests.pades.tampering import overlaid

NAME = "511725102-2026-1-Y"


@pytest.fixture
def client(tmp_path: Path) -> Folder:
    (tmp_path / "out").mkdir()
    return Folder(tmp_path / "out")


def sealed_elsewhere(people: People, pdf: bytes) -> bytes:
    """What an e-seal client makes: its authority is not one of ours."""
    office = replace(people, office=Authority("别家").issue(OFFICE)).office
    return seal(pdf, read_key_file(office.p12(), PASSWORD, NOW), NOW, drawn_seal(OFFICE))


@pytest.mark.parametrize("name", [f"{NAME}.pdf", f"{NAME}_signed.PDF"])
def test_what_comes_back_with_a_seal_is_taken(client: Folder, people: People, certified: bytes, name: str) -> None:
    client.hand_over(NAME, certified)
    back = sealed_elsewhere(people, certified)
    (client.path / name).write_bytes(back)

    taken, report = client.take_back(NAME, certified, NOW)
    assert taken == back
    assert [one.field for one in report.signatures] == ["Officer", "Seal"]
    client.clear(NAME)
    assert list(client.path.iterdir()) == []


def test_what_has_not_come_is_waited_for(client: Folder, certified: bytes) -> None:
    client.hand_over(NAME, certified)
    with pytest.raises(Refused, match=r"seal\.not_back"):
        client.take_back(NAME, certified, NOW)


def test_what_came_back_altered_is_not_taken(client: Folder, people: People, certified: bytes, inked: bytes) -> None:
    back, chance = sealed_elsewhere(people, certified), random.Random(3)
    wrong = {
        "another paper": people.sealed(inked),
        "ours changed": back.replace(b"ReportLab", b"reportlab", 1),
        "drawn over": overlaid(people, certified, back, chance),
        "nothing but bytes": certified + b"%%EOF\n",
        "no pdf": b"%PDF-1.7\n",
        "drawn over first": sealed_elsewhere(people, overlaid(people, certified, certified, chance)),
    }
    for name, content in wrong.items():
        (client.path / f"{NAME}.pdf").write_bytes(content)
        with pytest.raises(Refused, match=r"seal\.came_back_altered"):
            client.take_back(NAME, certified, NOW)
        assert name


def test_a_folder_that_is_gone_is_said(client: Folder, certified: bytes) -> None:
    client.path.rmdir()
    with pytest.raises(Unavailable, match=r"seal\.no_folder"):
        client.hand_over(NAME, certified)
    with pytest.raises(Unavailable, match=r"seal\.no_folder"):
        client.take_back(NAME, certified, NOW)
