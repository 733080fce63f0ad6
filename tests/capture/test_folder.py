"""A folder into which another program puts its pictures: written in pieces, many at once, gone and back."""

import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.capture import folder as folder_module
from app.capture.ending import is_whole
from app.capture.folder import Folder, Found, Seen
from app.errors import Refused, Unavailable

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def picture(form: str, grey: int = 90, side: int = 24) -> bytes:
    stream = io.BytesIO()
    noisy = Image.effect_noise((side, side), 40).point(lambda level: (level + grey) % 256)
    noisy.convert("RGB").save(stream, form)
    return stream.getvalue()


FILES = {form: picture(form) for form in ("JPEG", "PNG", "BMP", "TIFF", "WEBP", "GIF")} | {"PDF": PDF}


def looked(folder: Folder, times: int = 2) -> list[str]:
    """Look so often; give the names of what was found."""
    return [found.path.name for _ in range(times) if (found := folder.look())]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "scans").mkdir()
    return tmp_path / "scans"


def test_what_lay_there_already_is_never_taken(place: Path) -> None:
    (place / "old.jpg").write_bytes(FILES["JPEG"])
    folder = Folder(place)
    assert looked(folder, 6) == []


def test_a_picture_is_given_once_with_its_bytes_and_stays_where_it_is(place: Path) -> None:
    folder = Folder(place)
    (place / "new.jpg").write_bytes(FILES["JPEG"])
    (place / "note.txt").write_bytes(b"no picture")
    assert folder.look() is None
    assert folder.look() == Found(place / "new.jpg", FILES["JPEG"])
    assert looked(folder, 6) == []
    assert (place / "new.jpg").read_bytes() == FILES["JPEG"]


@pytest.mark.parametrize("form", FILES)
def test_a_file_that_grows_is_waited_for_however_long_it_rests_within_four_looks(place: Path, form: str) -> None:
    whole, name = FILES[form], f"scan.{form.lower()}"
    if form == "GIF":
        name = "scan.png"
    folder = Folder(place)
    for part in (0, len(whole) // 3, len(whole) // 2, len(whole) - 8):
        (place / name).write_bytes(whole[:part])
        assert looked(folder, 4) == []
    (place / name).write_bytes(whole)
    assert looked(folder, 2) == [name]


def test_a_file_that_stays_half_is_named_once_and_stops_no_other(place: Path) -> None:
    folder = Folder(place)
    (place / "a.jpg").write_bytes(FILES["JPEG"][:-40])
    (place / "b.png").write_bytes(FILES["PNG"])
    assert looked(folder, 4) == ["b.png"]
    with pytest.raises(Refused) as refused:
        folder.look()
    assert (refused.value.code, refused.value.facts) == ("folder.half", {"name": "a.jpg"})
    assert looked(folder, 6) == []
    (place / "a.jpg").write_bytes(FILES["JPEG"])
    assert looked(folder) == ["a.jpg"]


def test_many_at_once_come_in_the_order_in_which_people_count(place: Path) -> None:
    folder = Folder(place)
    names = ["page10.jpg", "page9.jpg", "page1.jpg", "Page2.jpg", "b.jpg", "a3x.jpg"]
    for nth, name in enumerate(names):
        (place / name).write_bytes(picture("JPEG", nth * 30))
    folder.look()
    assert looked(folder, 8) == ["a3x.jpg", "b.jpg", "page1.jpg", "Page2.jpg", "page9.jpg", "page10.jpg"]


def test_the_same_bytes_are_taken_once_whatever_they_are_called(place: Path) -> None:
    seen = Seen()
    folder = Folder(place, seen)
    (place / "one.jpg").write_bytes(FILES["JPEG"])
    assert looked(folder) == ["one.jpg"]
    (place / "one.jpg").rename(place / "two.jpg")
    os.utime(place / "two.jpg", ns=(1, 1))
    assert looked(folder, 4) == []
    (place.parent / "elsewhere").mkdir()
    again = Folder(place.parent / "elsewhere", seen)
    (place.parent / "elsewhere" / "three.jpg").write_bytes(FILES["JPEG"])
    assert looked(again, 4) == []


def test_a_name_that_is_written_again_with_another_picture_is_another_picture(place: Path) -> None:
    folder = Folder(place)
    (place / "scan.jpg").write_bytes(picture("JPEG", 10))
    assert looked(folder) == ["scan.jpg"]
    (place / "scan.jpg").write_bytes(picture("JPEG", 200, side=32))
    assert looked(folder) == ["scan.jpg"]


def test_folders_within_and_files_that_a_program_hides_are_left_alone(place: Path) -> None:
    folder = Folder(place)
    (place / "within.jpg").mkdir()
    (place / "within.jpg" / "page.jpg").write_bytes(FILES["JPEG"])
    (place / ".scan.jpg").write_bytes(FILES["JPEG"])
    (place / "~scan.jpg").write_bytes(FILES["JPEG"])
    assert looked(folder, 4) == []


def test_a_file_that_is_too_large_is_named_and_not_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "MOST_BYTES", 100)
    folder = Folder(place)
    (place / "scan.jpg").write_bytes(FILES["JPEG"])
    (place / "scan.pdf").write_bytes(PDF + b" " * 100 + b"%%EOF")
    folder.look()
    with pytest.raises(Refused) as refused:
        folder.look()
    assert refused.value.code == "picture.too_large"
    assert looked(folder, 4) == ["scan.pdf"]


def test_a_folder_that_disappears_is_said_so_and_goes_on_where_it_was_when_it_is_back(place: Path) -> None:
    (place / "old.jpg").write_bytes(picture("JPEG", 1))
    folder = Folder(place)
    (place / "new.jpg").write_bytes(FILES["JPEG"])
    assert looked(folder) == ["new.jpg"]
    away = place.rename(place.parent / "away")
    for _ in range(3):
        with pytest.raises(Unavailable) as unavailable:
            folder.look()
        assert unavailable.value.code == "folder.gone"
    away.rename(place)
    (place / "later.png").write_bytes(FILES["PNG"])
    assert looked(folder, 5) == ["later.png"]


def test_a_folder_that_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        Folder(tmp_path / "none")


@pytest.mark.parametrize("form", FILES)
@settings(max_examples=25)
@given(data=st.data())
def test_no_beginning_of_a_file_is_whole_and_the_whole_file_is(form: str, data: st.DataObject) -> None:
    whole = FILES[form]
    assert is_whole(whole)
    spared = {"PDF": 2, "GIF": 1}.get(form, 1)  # a line feed at the end of a PDF changes nothing
    assert not is_whole(whole[: data.draw(st.integers(0, len(whole) - spared))])


def test_a_tiff_without_its_last_row_is_not_whole() -> None:
    whole = FILES["TIFF"]
    assert not any(is_whole(whole[:cut]) for cut in range(0, len(whole) - 1, 7))


def test_a_file_that_was_laid_out_and_not_filled_is_not_whole() -> None:
    for form in ("JPEG", "PNG", "PDF"):  # of a TIFF nobody can tell
        half = FILES[form][: len(FILES[form]) // 2]
        assert not is_whole(half + bytes(len(FILES[form]) * 2))


@settings(max_examples=200)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF", b"BM", b"GIF8", b"II*\0", b"MM\0*", b"%PDF"]),
)
def test_no_bytes_make_the_check_fail(rest: bytes, head: bytes) -> None:
    assert is_whole(head + rest) in {True, False}


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=12))
def test_however_files_are_written_each_picture_comes_once(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    place = tmp_path_factory.mktemp("scans")
    folder, came = Folder(place), []
    whole = {name: picture("PNG", 40 * nth) for nth, name in enumerate("abc")}
    for name, quarter in steps:
        (place / f"{name}.png").write_bytes(whole[name][: len(whole[name]) * (quarter + 1) // 4])
        came += _came(folder)
    for name in "abc":
        (place / f"{name}.png").write_bytes(whole[name])
    for _ in range(8):
        came += _came(folder)
    assert sorted(came) == sorted(whole.values())


def _came(folder: Folder) -> list[bytes]:
    try:
        found = folder.look()
    except Refused:
        return []
    return [found.data] if found else []
