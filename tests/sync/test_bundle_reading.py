"""What a reader of bundles makes of bytes from outside: the tar, the manifest, the sealed file."""

import hashlib
import io
import itertools
import tarfile
from pathlib import Path
from typing import Any

import pyrage
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.errors import Refused
from app.ids import uuid7
from app.journal import sign
from app.journal.canonical import canonical
from sync.bundle import tar
from sync.bundle.file import read_bundle, write_bundle
from sync.bundle.manifest import ACKS, JOURNAL, MAX_MANIFEST_BYTES, Manifest, Member, Reached
from sync.bundle.tar import NotATar, Unpacker
from sync.reading import NotProtocol, write_json


def a_digest(written: str) -> str:
    return hashlib.sha256(written.encode()).hexdigest()


PRIVATE = bytes(range(32))
AGE = pyrage.x25519.Identity.generate()


class Kept:
    """A sink that keeps what it got."""

    def __init__(self) -> None:
        self.members: list[tuple[str, bytes]] = []
        self._name, self._content = "", b""

    def begin(self, name: str, size: int) -> None:
        assert size >= 0
        self._name, self._content = name, b""

    def more(self, piece: bytes) -> None:
        self._content += piece

    def end(self) -> None:
        self.members.append((self._name, self._content))


def packed(members: list[tuple[str, bytes]]) -> bytes:
    parts = [tar.header(name, len(content)) + content + tar.padding(len(content)) for name, content in members]
    return b"".join(parts) + tar.END


def unpacked(source: bytes, piece: int = 8_192) -> list[tuple[str, bytes]]:
    kept = Kept()
    unpacker = Unpacker(kept)
    for at in range(0, len(source), piece):
        unpacker.feed(source[at : at + piece])
    unpacker.close()
    return kept.members


@given(st.lists(st.tuples(st.sampled_from(["a", "blobs/" + "0" * 64]), st.binary(max_size=1_500))), st.integers(1, 700))
@settings(max_examples=50)
def test_a_tar_comes_out_as_it_went_in_whatever_the_pieces(members: list[tuple[str, bytes]], piece: int) -> None:
    source = packed(members)

    with tarfile.open(fileobj=io.BytesIO(source)) as foreign:
        seen = [(info.name, info.size) for info in foreign]

    assert unpacked(source, piece) == members
    assert seen == [(name, len(content)) for name, content in members]


@given(st.binary(max_size=3_000), st.integers(0, 2_000), st.binary(max_size=40))
@settings(max_examples=50)
@example(b"", 0, b"")
def test_no_bytes_break_the_reader_of_tars(noise: bytes, at: int, splice: bytes) -> None:
    whole = packed([("manifest.json", b"{}"), ("journal.ndjson", b"x" * 700)])
    for source in (noise, whole[:at] + splice + whole[at + len(splice) :], whole[:at]):
        try:
            members = unpacked(source)
        except NotATar:
            continue
        assert all(isinstance(content, bytes) for _, content in members)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.BLKTYPE,
                                  tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.GNUTYPE_SPARSE])  # fmt: skip
def test_nothing_but_regular_files_is_read(kind: bytes) -> None:
    info = tarfile.TarInfo("journal.ndjson")
    info.type, info.linkname = kind, "../../etc/passwd"
    with pytest.raises(NotATar):
        unpacked(info.tobuf(tarfile.USTAR_FORMAT) + tar.END)


@pytest.mark.parametrize("size", [2**40, 8 * 2**30 - 1])
def test_a_size_that_is_a_lie_takes_no_memory(size: int) -> None:
    info = tarfile.TarInfo("journal.ndjson")
    info.size = size
    with pytest.raises(NotATar, match="cut"):
        unpacked(info.tobuf(tarfile.GNU_FORMAT) + bytes(4_096))


def test_something_behind_the_end_is_refused() -> None:
    with pytest.raises(NotATar, match="behind"):
        unpacked(packed([("a", b"1")]) + tar.header("b", 1))


def test_a_tar_without_its_end_is_refused() -> None:
    with pytest.raises(NotATar, match="cut"):
        unpacked(packed([("a", b"1")])[: -len(tar.END)])


# --- the manifest
def a_manifest(**changed: Any) -> dict[str, Any]:
    members = (Member(JOURNAL, a_digest("j"), 10), Member.blob(a_digest("b"), 20, "image/jpeg"))
    made = Manifest(uuid7(), "kid", "epoch", uuid7(), 1, 2, "2026-11-30T08:00:00.000Z", members, Reached(3, 2, 1))
    return made.signed(PRIVATE).to_dict() | changed


def test_a_manifest_is_read_as_it_was_written_and_its_signature_holds() -> None:
    source = a_manifest()

    read = Manifest.read(write_json(source))

    assert read.to_dict() == source
    assert read.is_signed(sign.public_key(PRIVATE))
    assert not read.is_signed(sign.public_key(sign.new_key()))


def test_a_member_that_nobody_knows_yet_is_covered_by_the_signature_and_ignored() -> None:
    bare = {name: value for name, value in a_manifest(later="x").items() if name not in {"signature", "kid"}}
    statement = sign.statement("bundle", bare["from"], 1, hashlib.sha256(canonical(bare)).hexdigest())
    public = sign.public_key(PRIVATE)
    source = bare | {"signature": sign.sign(PRIVATE, statement), "kid": sign.kid(public)}

    assert Manifest.read(write_json(source)).is_signed(public)
    assert not Manifest.read(write_json(source | {"later": "y"})).is_signed(public)


@pytest.mark.parametrize(
    "changed",
    [
        {"format": 2}, {"from": "x"}, {"part": 0}, {"part": 3}, {"parts": 10**6}, {"cursor": -1}, {"to": 7},
        {"part": 1.0}, {"members": {}}, {"members": [{"name": "../x", "sha256": "0" * 64, "size": 1}]},
        {"members": [{"name": JOURNAL, "sha256": "0" * 64, "size": 2**31}]},
        {"members": [{"name": "blobs/" + "0" * 64, "sha256": "1" * 64, "size": 1, "media_type": "image/jpeg"}]},
        {"members": [{"name": "blobs/" + "0" * 64, "sha256": "0" * 64, "size": 2**25, "media_type": "image/jpeg"}]},
        {"members": [{"name": "blobs/" + "0" * 64, "sha256": "0" * 64, "size": 1, "media_type": "nonsense"}]},
        {"members": [{"name": JOURNAL, "sha256": "0" * 64, "size": 1}] * 2},
        {"members": [{"name": "blobs/" + "0" * 64, "sha256": "0" * 64, "size": 1, "media_type": "image/jpeg"},
                     {"name": JOURNAL, "sha256": "0" * 64, "size": 1}]},
        {"x": 1.5}, {"x": 2**60},
    ],
)  # fmt: skip
def test_what_no_bundle_has_is_no_manifest(changed: dict[str, Any]) -> None:
    with pytest.raises(NotProtocol):
        Manifest.read(write_json(a_manifest(**changed)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(a_manifest())), JSON, st.integers(0, 600), st.binary(max_size=6))
@settings(max_examples=50)
def test_whatever_stands_in_a_manifest_is_read_or_refused(name: str, value: Any, at: int, splice: bytes) -> None:
    whole = write_json(a_manifest())
    for source in (write_json_loosely(a_manifest() | {name: value}), whole[:at] + splice + whole[at + len(splice) :]):
        try:
            read = Manifest.read(source)
        except NotProtocol:
            continue
        assert 1 <= read.part <= read.parts
        assert all(member.size >= 0 and ".." not in member.name for member in read.members)


def write_json_loosely(value: Any) -> bytes:
    try:
        return write_json(value)
    except UnicodeEncodeError:
        return b"\xff"


# --- the file as a whole
class Taken:
    """A receiver that keeps what was proved."""

    def __init__(self) -> None:
        self.proved: dict[str, bytes] = {}
        self._content = b""

    def accept(self, manifest: Manifest) -> None:
        if not manifest.is_signed(sign.public_key(PRIVATE)):
            raise Refused("bundle.signature")

    def begin(self, _member: Member) -> None:
        self._content = b""

    def more(self, piece: bytes) -> None:
        self._content += piece

    def end(self, member: Member) -> None:
        self.proved[member.name] = self._content


CONTENT = {JOURNAL: b"text\n" * 300, "blobs/" + a_digest("picture"): b"picture"}


def whole_bundle(path: Path, content: dict[str, bytes] | None = None) -> Path:
    blob = Member.blob(a_digest("picture"), 7, "image/jpeg")
    members = (Member(JOURNAL, a_digest(CONTENT[JOURNAL].decode()), len(CONTENT[JOURNAL])), blob)
    made = Manifest(uuid7(), "kid", "epoch", uuid7(), 1, 1, "2026-11-30T08:00:00.000Z", members)
    given = CONTENT if content is None else content
    write_bundle(path, made.signed(PRIVATE), lambda member: [given[member.name]], str(AGE.to_public()))
    return path


def code_of(path: Path, identity: str = str(AGE)) -> str:
    taken = Taken()
    with pytest.raises(Refused) as refused:
        read_bundle(path, identity, taken)
    assert all(CONTENT[name] == content for name, content in taken.proved.items())
    return refused.value.code


def test_a_bundle_comes_out_as_it_went_in(tmp_path: Path) -> None:
    taken = Taken()
    read_bundle(whole_bundle(tmp_path / "a.age"), str(AGE), taken)
    assert taken.proved == CONTENT


def test_a_foreign_age_and_tar_open_it(tmp_path: Path) -> None:
    plain = pyrage.decrypt(whole_bundle(tmp_path / "a.age").read_bytes(), [AGE])
    with tarfile.open(fileobj=io.BytesIO(plain)) as foreign:
        assert foreign.getnames() == ["manifest.json", *CONTENT]


@pytest.mark.parametrize("altered", [{JOURNAL: b"toxt\n" * 300}, {"blobs/" + a_digest("picture"): b"pictuRe"}])
def test_a_member_that_is_another_one_is_refused(tmp_path: Path, altered: dict[str, bytes]) -> None:
    assert code_of(whole_bundle(tmp_path / "a.age", CONTENT | altered)) == "bundle.damaged"


def test_what_is_no_bundle_or_for_somebody_else_is_said(tmp_path: Path) -> None:
    bundle = whole_bundle(tmp_path / "a.age")
    (tmp_path / "b.age").write_bytes(b"hello")
    (tmp_path / "c.age").write_bytes(b"")
    assert code_of(bundle, str(pyrage.x25519.Identity.generate())) == "bundle.not_for_us"
    assert code_of(tmp_path / "b.age") == "bundle.none"
    assert code_of(tmp_path / "c.age") == "bundle.none"


def sealed_tar(path: Path, plain: bytes) -> Path:
    path.write_bytes(pyrage.encrypt(plain, [AGE.to_public()]))
    return path


@pytest.mark.parametrize("name", ["../manifest.json", "journal.ndjson", "/manifest.json", "x"])
def test_a_sealed_tar_that_begins_with_something_else_is_refused(tmp_path: Path, name: str) -> None:
    assert code_of(sealed_tar(tmp_path / "a.age", packed([(name, b"{}")]))) == "bundle.damaged"


def test_members_that_the_manifest_does_not_name_or_names_otherwise_are_refused(tmp_path: Path) -> None:
    plain = pyrage.decrypt(whole_bundle(tmp_path / "a.age").read_bytes(), [AGE])
    manifest, journal, blob = unpacked(plain)
    for members in (
        [manifest], [manifest, journal], [manifest, blob, journal], [manifest, journal, blob, blob],
        [manifest, journal, (blob[0], blob[1] + b"x")], [manifest, journal, ("../" + blob[0][3:], blob[1])], [],
    ):  # fmt: skip
        assert code_of(sealed_tar(tmp_path / "b.age", packed(members))) == "bundle.damaged"


def test_a_manifest_of_endless_size_is_refused(tmp_path: Path) -> None:
    plain = tar.header("manifest.json", MAX_MANIFEST_BYTES + 1) + bytes(2_000)
    assert code_of(sealed_tar(tmp_path / "a.age", plain)) == "bundle.damaged"


def test_acks_are_larger_than_a_manifest_may_be() -> None:
    assert Member.read({"name": ACKS, "sha256": "0" * 64, "size": MAX_MANIFEST_BYTES + 1}).size > MAX_MANIFEST_BYTES


def alterations(source: bytes, step: int) -> Any:
    """Give altered forms of a file: a flipped bit here and there, and cuts."""
    for at in itertools.chain(range(0, 300, max(1, step // 20)), range(300, len(source), step)):
        yield source[:at] + bytes([source[at] ^ 1 << at % 8]) + source[at + 1 :]
        yield source[:at]
    yield source + b"x"


def all_refused(tmp_path: Path, step: int) -> int:
    bundle = whole_bundle(tmp_path / "whole.age")
    spoilt, count = tmp_path / "spoilt.age", 0
    for altered in alterations(bundle.read_bytes(), step):
        spoilt.write_bytes(altered)
        assert code_of(spoilt).startswith("bundle.")
        count += 1
    return count


def test_an_altered_or_cut_file_is_refused(tmp_path: Path) -> None:
    assert all_refused(tmp_path, 160) > 90


@pytest.mark.slow
def test_a_thousand_of_a_thousand_alterations_are_refused(tmp_path: Path) -> None:
    assert all_refused(tmp_path, 7) > 1_000


def test_nothing_plain_is_in_the_file(tmp_path: Path) -> None:
    content = whole_bundle(tmp_path / "a.age").read_bytes()
    assert not any(word in content for word in (b"text\ntext", b"picture", b"manifest", b"journal", b"blobs/"))
