from typing import Any

import pytest
from sqlalchemy import insert

from app.ids import uuid7
from sync.county import schema
from sync.county.embedded import County

PICTURE = b"\xff\xd8 made-up picture " * 1_000


def naming(sha256: str, **more: Any) -> dict[str, Any]:
    return {"document": {"sha256": sha256, "size": len(PICTURE), "media_type": "image/jpeg"}, **more}


def unique(name: str) -> bytes:
    return f"{name} {uuid7()}".encode() + PICTURE


@pytest.fixture
def picture() -> bytes:
    """A document that no other test has."""
    return unique("picture")


def test_a_blob_comes_back_as_it_was_sent_with_what_it_was_declared_to_be(window: Any, picture: bytes) -> None:
    sha256 = window.upload(picture, "image/png")

    answer = window.blob(sha256)

    assert answer.status_code == 200
    assert answer.content == picture
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["etag"] == f'"{sha256}"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["accept-ranges"] == "bytes"


def test_a_head_tells_the_same_without_the_content(window: Any, picture: bytes) -> None:
    sha256 = window.upload(picture)
    got, told = window.blob(sha256), window.blob(sha256, "HEAD")

    assert told.status_code == 200
    assert told.content == b""
    assert dict(told.headers) == dict(got.headers)


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=100-", 100, None),
        ("bytes=-7", -7, None),
        ("bytes=5-999999999", 5, None),
        ("bytes=-999999999", 0, None),
        ("Bytes = 10-19", 10, 20),
    ],
)
def test_a_range_is_given(window: Any, picture: bytes, asked: str, start: int, end: int | None) -> None:
    sha256 = window.upload(picture)

    answer = window.blob(sha256, Range=asked)

    wanted = picture[start:end]
    first = len(picture) + start if start < 0 else start
    assert answer.status_code == 206
    assert answer.content == wanted
    assert answer.headers["content-length"] == str(len(wanted))
    assert answer.headers["content-range"] == f"bytes {first}-{first + len(wanted) - 1}/{len(picture)}"


def test_what_is_no_single_range_gives_everything(window: Any, picture: bytes) -> None:
    sha256 = window.upload(picture)
    for asked in ("bytes=1-2,4-5", "lines=1-2", "bytes=x-y", "bytes=-", "bytes=5-4", "bytes", "", "bytes=1-2-3"):
        answer = window.blob(sha256, Range=asked)
        assert (answer.status_code, len(answer.content)) == (200, len(picture)), asked


def test_a_range_beyond_the_end_is_416(window: Any, picture: bytes, problem_of: Any) -> None:
    sha256 = window.upload(picture)
    for asked in (f"bytes={len(picture)}-", f"bytes={len(picture)}-{len(picture) + 5}", "bytes=-0"):
        answer = window.blob(sha256, Range=asked)
        assert problem_of(answer) == (416, "range"), asked
        assert answer.headers["content-range"] == f"bytes */{len(picture)}"


def test_a_range_of_another_version_gives_everything(window: Any, picture: bytes) -> None:
    sha256 = window.upload(picture)

    assert window.blob(sha256, Range="bytes=0-1", **{"If-Range": f'"{sha256}"'}).status_code == 206
    assert window.blob(sha256, Range="bytes=0-1", **{"If-Range": '"other"'}).status_code == 200


def test_a_copy_that_is_still_right_is_not_sent_again(window: Any, picture: bytes) -> None:
    sha256 = window.upload(picture)

    assert window.blob(sha256, **{"If-None-Match": f'"{sha256}"'}).status_code == 304


def test_an_absent_and_a_hidden_blob_are_the_same_404(window: Any, make_window: Any, picture: bytes) -> None:
    sha256 = window.upload(picture)
    window.append(naming(sha256))
    window.push()
    other = make_window("511799030")

    hidden = [other.blob(sha256), other.blob(sha256, Range="bytes=0-1")]
    absent = [other.blob("0" * 64), other.blob("0" * 64, Range="bytes=0-1")]

    assert [answer.content for answer in hidden] == [answer.content for answer in absent]
    assert [dict(answer.headers) for answer in hidden] == [dict(answer.headers) for answer in absent]
    assert {answer.status_code for answer in hidden} == {404}
    assert other.blob(sha256, "HEAD").status_code == other.blob("0" * 64, "HEAD").status_code == 404


@pytest.mark.parametrize("name", ["x", "A" * 64, "../county.db", "%2e%2e", "0" * 63, "0" * 65, "%00" * 64])
def test_a_name_that_is_no_digest_does_not_exist(window: Any, name: str) -> None:
    assert window.blob(name).status_code == 404


def test_a_colleague_reads_it_once_an_ordered_entry_names_it(window: Any, make_window: Any, picture: bytes) -> None:
    colleague = make_window()
    sha256 = window.upload(picture)
    assert colleague.blob(sha256).status_code == 404

    window.append(naming(sha256))
    window.push()

    assert colleague.blob(sha256).content == picture


def test_it_makes_no_difference_which_comes_first(window: Any, make_window: Any, picture: bytes, digest: Any) -> None:
    colleague = make_window()
    window.append(naming(digest(picture)))
    window.push()
    assert colleague.blob(digest(picture)).status_code == 404

    window.upload(picture)

    assert colleague.blob(digest(picture)).content == picture


def test_a_withheld_entry_opens_nothing_until_it_is_released(
    window: Any, make_window: Any, county: County, picture: bytes
) -> None:
    other = make_window("511799031")
    sha256 = window.upload(picture)
    window.append(naming(sha256), scope=other.scope)
    window.push()
    assert other.blob(sha256).status_code == 404

    county.release(window.id, 1)

    assert other.blob(sha256).content == picture


def test_naming_a_foreign_blob_does_not_open_it(window: Any, make_window: Any, picture: bytes) -> None:
    sha256 = window.upload(picture)
    window.append(naming(sha256))
    window.push()
    thief, accomplice = make_window("511799032"), make_window("511799032")

    thief.append(naming(sha256))
    thief.push()

    assert thief.blob(sha256).status_code == 404
    assert accomplice.blob(sha256).status_code == 404


def test_a_foreign_blob_named_before_it_came_does_not_open_either(
    window: Any, make_window: Any, picture: bytes, digest: Any
) -> None:
    thief = make_window("511799033")
    thief.append(naming(digest(picture)))
    thief.push()

    window.upload(picture)
    window.append(naming(digest(picture)))
    window.push()

    assert thief.blob(digest(picture)).status_code == 404


def test_a_colleague_who_can_read_a_blob_may_pass_it_on(
    county_of_own: County, make_window: Any, picture: bytes
) -> None:
    author = make_window("511725001", at=county_of_own)
    both = make_window("511725001", at=county_of_own)
    reader = make_window("511725002", at=county_of_own)
    grant = insert(schema.device_scope).values(device=both.id, scope=reader.scope)
    county_of_own.site.database.write(lambda c: c.execute(grant).rowcount).result()
    sha256 = author.upload(picture)
    author.append(naming(sha256))
    author.push()
    assert reader.blob(sha256).status_code == 404

    both.append(naming(sha256), scope=reader.scope)
    both.push()

    assert reader.blob(sha256).content == picture


def test_a_blob_named_deep_inside_a_body_is_open(window: Any, make_window: Any, picture: bytes) -> None:
    sha256 = window.upload(picture)
    window.append({"pages": [{"sides": [[naming(sha256)]]}]})
    window.push()

    assert make_window().blob(sha256).content == picture


@pytest.mark.parametrize(
    "described",
    [
        {"size": 1},
        {"media_type": "image/jpeg"},
        {"size": "1", "media_type": "image/jpeg"},
        {"size": True, "media_type": "image/jpeg"},
        {"size": 1, "media_type": 7},
    ],
)
def test_what_only_looks_like_a_document_is_ignored(
    window: Any, make_window: Any, picture: bytes, described: dict[str, Any]
) -> None:
    sha256 = window.upload(picture)
    window.append({"document": {"sha256": sha256, **described}})

    assert window.push().status_code == 200
    assert make_window().blob(sha256).status_code == 404


def test_an_erased_entry_opens_nothing(window: Any, make_window: Any, picture: bytes) -> None:
    sha256 = window.upload(picture)
    window.append(naming(sha256))
    window.push([window.chain[0].without_body()])

    assert make_window().blob(sha256).status_code == 404


def test_a_blob_lost_from_the_folder_is_not_claimed_and_mended_by_sending_it_again(
    window: Any, county: County, picture: bytes, digest: Any
) -> None:
    sha256 = window.upload(picture)
    path = county.site.blobs / sha256[:2] / sha256
    for spoil in (path.unlink, lambda: path.write_bytes(picture[:-1])):
        spoil()
        assert window.blob(digest(picture), "HEAD").status_code == 404
        window.upload(picture)
        assert window.blob(digest(picture)).content == picture


def test_many_documents_in_one_push_are_all_opened(window: Any, make_window: Any) -> None:
    pictures = [unique(str(number)) for number in range(30)]
    hashes = [window.upload(content) for content in pictures]
    for sha256 in hashes:
        window.append(naming(sha256, again=naming(sha256)))
    window.push()

    colleague = make_window()

    assert [colleague.blob(sha256, "HEAD").status_code for sha256 in hashes] == [200] * 30
