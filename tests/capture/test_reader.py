"""The reading process from outside: it may die, hang or babble, and the program goes on."""

import io
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import resources
from app.capture import Reader, pipe, read_pictures
from app.errors import Refused, Unavailable

_ODD = Path(__file__).with_name("odd_workers.py")
_ROOT = Path(__file__).parents[2]


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[Callable[..., Reader]]:
    """Make a reader whose process misbehaves in the given way; its starts are lines of `starts`."""
    made: list[Reader] = []

    def make(way: str, timeout_s: float = 10) -> Reader:
        code = f"import runpy, sys; sys.path.insert(0, {str(_ROOT)!r}); sys.argv[0] = 'odd'; "
        code += f"runpy.run_path({str(_ODD)!r}, run_name='__main__')"
        command = (sys.executable, "-c", code, way, str(tmp_path / "starts"))
        made.append(Reader(command=command, timeout_s=timeout_s))
        return made[-1]

    yield make
    for reader in made:
        reader.close()


def _starts(tmp_path: Path) -> int:
    return len((tmp_path / "starts").read_text().splitlines())


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, app.capture; print([m for m in ('cv2', 'numpy', 'PIL', 'onnxruntime') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=_ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_process_that_dies_once_is_replaced_and_the_picture_read(odd: Callable[..., Reader], tmp_path: Path) -> None:
    reading = odd("dies_once").read(b"picture")
    assert (reading.width, reading.archive) == (8, b"abc")
    assert _starts(tmp_path) == 2


def test_a_picture_that_kills_two_processes_is_unreadable(odd: Callable[..., Reader], tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        odd("dies").read(b"picture")
    assert refused.value.code == "picture.unreadable"
    assert _starts(tmp_path) == 2


def test_a_process_that_hangs_is_ended_and_the_next_picture_gets_another(
    odd: Callable[..., Reader], tmp_path: Path
) -> None:
    reader = odd("hangs", timeout_s=0.3)
    for _ in range(2):
        with pytest.raises(Unavailable) as unavailable:
            reader.read(b"picture")
        assert unavailable.value.code == "reader.timeout"
        assert reader.process_id() is None
    assert _starts(tmp_path) == 2


def test_a_process_that_takes_no_picture_in_is_ended_too(odd: Callable[..., Reader]) -> None:
    with pytest.raises(Unavailable) as unavailable:
        odd("deaf", timeout_s=0.5).read(bytes(4 * 2**20))
    assert unavailable.value.code == "reader.timeout"


def test_a_process_that_babbles_is_taken_for_dead(odd: Callable[..., Reader]) -> None:
    with pytest.raises(Refused) as refused:
        odd("babbles").read(b"picture")
    assert refused.value.code == "picture.unreadable"


def test_a_process_that_grew_too_large_is_ended_after_its_answer(odd: Callable[..., Reader]) -> None:
    reader = odd("fat")
    assert reader.read(b"picture").width == 8
    assert reader.process_id() is None


def test_a_program_that_cannot_be_started_is_said_so() -> None:
    reader = Reader(command=("/nowhere/yimen-reader",))
    with pytest.raises(Unavailable) as unavailable:
        reader.warm()
    assert unavailable.value.code == "reader.not_started"


def test_a_program_that_ends_at_once_is_said_so() -> None:
    reader = Reader(command=(sys.executable, "-c", "pass"))
    with pytest.raises(Unavailable) as unavailable:
        reader.read(b"picture")
    assert unavailable.value.code == "reader.not_started"


def test_two_threads_may_ask_at_once(odd: Callable[..., Reader]) -> None:
    reader, widths = odd("behaves"), []
    threads = [threading.Thread(target=lambda: widths.append(reader.read(b"picture").width)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert widths == [8, 8, 8, 8]


def test_the_real_process_ends_when_nobody_asks_any_more() -> None:
    command = [sys.executable, "-m", "app.capture.worker", "0.2"]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        pipe.send(process.stdin, {"op": "read", "expect": None}, b"")
        head, _ = pipe.receive(process.stdout)
        assert head["refused"] == "picture.empty"
        assert process.wait(timeout=20) == 0


def test_the_real_process_ends_with_its_program() -> None:
    command = [sys.executable, "-m", "app.capture.worker", "600"]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_a_process_that_was_killed_from_outside_is_replaced(reader: Reader) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (300, 200), "gray").save(picture, "PNG")
    reader.warm()
    child = reader._child  # noqa: SLF001 - the test kills what the reader hides
    assert child
    child.process.kill()
    child.process.wait()
    assert reader.read(picture.getvalue()).width == 300


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.jpg", b"", "picture.empty"),
        ("text.jpg", "身份证".encode() * 99, "picture.unreadable"),
        ("large.jpg", bytes(21 * 2**20), "picture.too_large"),
        ("gone.jpg", None, "picture.missing"),
    ],
)
def test_a_file_that_is_no_picture_is_refused(
    reader: Reader, tmp_path: Path, name: str, content: bytes | None, code: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused) as refused:
        reader.read(tmp_path / name)
    assert refused.value.code == code
    assert resources.text("errors", f"refused.{code}", **refused.value.facts)


def test_a_file_too_large_is_refused_before_anything_is_read_or_started(tmp_path: Path) -> None:
    large = tmp_path / "large.jpg"
    with large.open("wb") as sparse:
        sparse.truncate(30 * 2**30)
    with pytest.raises(Refused) as refused:
        Reader(command=("/nowhere/yimen-reader",)).read(large)
    assert (refused.value.code, refused.value.facts) == ("picture.too_large", {"mib": 30 * 1024})


def test_bytes_too_many_are_refused_before_anything_is_started() -> None:
    with pytest.raises(Refused) as refused:
        Reader(command=("/nowhere/yimen-reader",)).read(bytes(70 * 2**20))
    assert (refused.value.code, refused.value.facts) == ("picture.too_large", {"mib": 70})


def test_a_folder_is_no_picture(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        reader.read(tmp_path)
    assert refused.value.code == "picture.missing"


def test_files_are_read_one_by_one_and_a_bad_one_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.jpg").write_bytes(b"no")
    good = resources.path("training/wang_degui_front.jpg")
    first, second = read_pictures([tmp_path / "bad.jpg", good])
    assert (first["error"], first["page"], first["fields"]) == ("picture.unreadable", None, {})
    assert first["text"] == resources.text("errors", "refused.picture.unreadable")
    assert (second["kind"], second["fields"]["name"]["value"]) == ("id_front", "王德贵")
    assert second["picture"] == str(good)


def test_a_folder_stands_for_the_pictures_in_it(tmp_path: Path) -> None:
    good = resources.path("training/wang_degui_front.jpg")
    mixed = tmp_path / "mixed"
    (mixed / "older").mkdir(parents=True)
    (mixed / "b.JPG").write_bytes(good.read_bytes())
    (mixed / "a.png").write_bytes(b"no")
    (mixed / "notes.txt").write_bytes(b"no picture, and nobody says it is")
    first, second = read_pictures([mixed])
    assert (first["picture"], first["error"]) == (str(mixed / "a.png"), "picture.unreadable")
    assert (second["picture"], second["fields"]["name"]["value"]) == (str(mixed / "b.JPG"), "王德贵")
    (empty,) = read_pictures([mixed / "older"])
    assert (empty["picture"], empty["error"]) == (str(mixed / "older"), "picture.missing")


@pytest.mark.parametrize("head", [b"[1]", b"null", b"{", b"\xff\xff"])
def test_a_head_that_is_no_json_object_is_broken(head: bytes) -> None:
    with pytest.raises(pipe.Broken):
        pipe.receive(io.BytesIO(len(head).to_bytes(4, "big") + bytes(4) + head))


@given(st.binary(max_size=200))
def test_bytes_that_are_no_message_are_broken_and_nothing_else(data: bytes) -> None:
    try:
        head, _ = pipe.receive(io.BytesIO(data))
    except pipe.Broken:
        return
    assert isinstance(head, dict)


@given(st.dictionaries(st.text(max_size=8), st.integers()), st.binary(max_size=300))
def test_a_message_comes_out_as_it_went_in(head: dict[str, int], body: bytes) -> None:
    stream = io.BytesIO()
    pipe.send(stream, head, body)
    stream.seek(0)
    assert pipe.receive(stream) == (head, body)
