"""A real county on a loopback port, and windows that speak to it with nothing but HTTP."""

import hashlib
import itertools
import json
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app import clock
from app.ids import uuid7
from app.journal import sign
from app.journal.entry import ZERO_HASH, Entry, Place, write
from sync.county.embedded import County
from sync.protocol import ASSERTION_TYPE, NDJSON, OFFSET_TYPE, PushHeader, ndjson, write_metadata
from tests.county.postgres import Postgres

Answer = httpx.Response
SQLITE, POSTGRESQL = "sqlite", "postgresql"
_divisions = itertools.count(511_725_100)


class Window:
    """A device as the protocol sees it: a key, a chain, a token. It never retries and believes nothing."""

    def __init__(self, http: httpx.Client, url: str) -> None:
        self._http = http
        self.url = url
        self.id = uuid7()
        self.private = sign.new_key()
        self.chain: list[Entry] = []
        self.scope = ""
        self.token = ""

    @property
    def public(self) -> str:
        return sign.public_key(self.private)

    @property
    def kid(self) -> str:
        return sign.kid(self.public)

    def call(self, method: str, path: str, **parts: Any) -> Answer:
        headers = {"Authorization": f"Bearer {self.token}"} | dict(parts.pop("headers", {}))
        return self._http.request(method, self.url + path, headers=headers, **parts)

    def bare(self, method: str, path: str, **parts: Any) -> Answer:
        """Call without a token."""
        return self._http.request(method, self.url + path, **parts)

    def said(self, **changed: Any) -> dict[str, Any]:
        """What the window says of itself at enrolment."""
        plain = {"device": self.id, "name": "一号窗口", "public_key": self.public, "age_recipient": "age1" + "q" * 58}
        return plain | changed

    def enrol(self, code: str, **changed: Any) -> Answer:
        answer = self.bare("POST", "/v1/enrol", content=json.dumps(self.said(code=code, **changed)))
        if answer.status_code in {200, 201}:
            self.scope = answer.json()["scopes"][0]
        return answer

    def assertion(self, headers: dict[str, Any] | None = None, **changed: Any) -> str:
        now = int(time.time())
        claims: dict[str, Any] = {"iss": self.id, "sub": self.id, "aud": "yimen-county", "jti": uuid7()}
        claims |= {"iat": now, "exp": now + 300} | changed
        kept = {name: value for name, value in claims.items() if value is not None}
        key = Ed25519PrivateKey.from_private_bytes(self.private)
        return jwt.encode(kept, key, algorithm="EdDSA", headers={"kid": self.kid} | (headers or {}))

    def ask_token(self, assertion: str, **changed: str) -> Answer:
        form = {"grant_type": "client_credentials", "client_assertion_type": ASSERTION_TYPE}
        return self.bare("POST", "/v1/token", data=form | {"client_assertion": assertion} | changed)

    def sign_in(self) -> Answer:
        answer = self.ask_token(self.assertion())
        self.token = answer.json().get("access_token", "")
        return answer

    def append(self, body: dict[str, Any] | None = None, **changed: Any) -> Entry:
        """Write the next entry of the chain, without sending it."""
        entry = self.next_entry(body, **changed)
        self.chain.append(entry)
        return entry

    def next_entry(self, body: dict[str, Any] | None = None, **changed: Any) -> Entry:
        last = self.chain[-1] if self.chain else None
        place: dict[str, Any] = {
            "device": self.id,
            "seq": last.seq + 1 if last else 1,
            "prev": last.hash if last else ZERO_HASH,
            "parents": (),
            "at": clock.text(clock.now()),
            "clock": "ok",
            "actor": self.id,
            "grant": ZERO_HASH,
            "scope": self.scope,
        }
        subject = changed.pop("subject", None) or f"case:{uuid7()}"
        kind = changed.pop("kind", "case.note_added")
        return write(Place(**(place | changed)), subject, kind, 1, body if body is not None else {"note": "张三来问"})

    def push(self, entries: list[Entry] | None = None, **changed: Any) -> Answer:
        entries = self.chain if entries is None else entries
        return self.push_lines([entry.to_line() for entry in entries], [e.hash for e in entries], **changed)

    def push_lines(self, lines: list[bytes], hashes: list[str], from_seq: int | None = None, **changed: Any) -> Answer:
        first = json.loads(lines[0]) if from_seq is None else {}
        header = PushHeader.signed(self.private, self.id, from_seq or first["seq"], hashes)
        return self.push_body(ndjson(header, lines), **changed)

    def push_body(self, body: bytes, **changed: Any) -> Answer:
        headers = {"Content-Type": NDJSON} | changed.pop("headers", {})
        return self.call("POST", "/v1/journal", content=body, headers=headers, **changed)

    def pull(self, after: int = 0, **query: Any) -> list[dict[str, Any]]:
        answer = self.call("GET", "/v1/journal", params={"after": after, **query})
        assert answer.status_code == 200, answer.text
        return [json.loads(line) for line in answer.text.splitlines()]

    def create_upload(self, content: bytes, media_type: str = "image/jpeg", **headers: str) -> Answer:
        plain = {
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(len(content)),
            "Upload-Metadata": write_metadata(sha256(content), media_type),
        }
        return self.call("POST", "/v1/uploads", headers=plain | headers)

    def patch(self, location: str, offset: int, content: bytes, **headers: str) -> Answer:
        plain = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset), "Content-Type": OFFSET_TYPE}
        return self.call("PATCH", location, headers=plain | headers, content=content)

    def upload_head(self, location: str) -> Answer:
        return self.call("HEAD", location, headers={"Tus-Resumable": "1.0.0"})

    def upload(self, content: bytes, media_type: str = "image/jpeg") -> str:
        """Send a blob whole and give its SHA-256."""
        created = self.create_upload(content, media_type)
        assert created.status_code == 201, created.text
        sent = self.patch(created.headers["Location"], 0, content)
        assert sent.status_code == 204, sent.text
        return sha256(content)

    def blob(self, digest: str, method: str = "GET", **headers: str) -> Answer:
        return self.call(method, f"/v1/blobs/{digest}", headers=headers)

    def checkpoint(self, size: int, root: str, /, **changed: Any) -> Answer:
        statement = sign.statement("checkpoint", self.id, size, root)
        body = {"device": self.id, "size": size, "root": root, "at": clock.text(clock.now())}
        body |= {"signature": sign.sign(self.private, statement), "kid": self.kid} | changed
        return self.call("POST", "/v1/checkpoints", json=body)

    def takeover_body(self, new: "Window", from_seq: int = 1, **changed: Any) -> dict[str, Any]:
        """What `new` sends to go on from this device; `changed` is signed too."""
        from sync.protocol import takeover_statement  # noqa: PLC0415 - beside its one use

        plain = new.said(replaces=self.id, from_seq=from_seq) | changed
        return plain | {"signature": sign.sign(self.private, takeover_statement(plain)), "kid": self.kid}


def cut_patch(window: Window, location: str, offset: int, content: bytes, come: int, **headers: str) -> None:
    """Send a PATCH whose line is cut after `come` bytes of its body."""
    url = urlsplit(window.url)
    lines = [
        f"PATCH {location} HTTP/1.1",
        f"Host: {url.netloc}",
        f"Authorization: Bearer {window.token}",
        "Tus-Resumable: 1.0.0",
        f"Upload-Offset: {offset}",
        f"Content-Type: {OFFSET_TYPE}",
        f"Content-Length: {len(content)}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    with socket.create_connection((url.hostname or "", url.port or 0)) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode() + content[:come])


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def code_of(answer: Answer) -> tuple[int, str]:
    """Give status and problem code of an answer, after a look at its form."""
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert document["status"] == answer.status_code
    assert document["title"]
    return answer.status_code, document["type"].removeprefix("urn:yimen:problem:")


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=20, trust_env=False, verify=False) as client:  # noqa: S501 - plain HTTP here; reading CAs would only cost time
        yield client


# What is said in these modules holds whatever the database is.
ON_BOTH: Final = (
    "backup", "blobs", "checkpoints", "database", "deciding", "isolation", "pull", "push", "push_entries", "relay",
    "takeover", "token", "uploads", "verify", "withheld",
)  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kind" in metafunc.fixturenames:
        both = metafunc.module.__name__.rpartition("test_")[2] in ON_BOTH
        metafunc.parametrize("kind", [SQLITE, POSTGRESQL] if both else [SQLITE], scope="session")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with Postgres() as server:
        yield server


@pytest.fixture(scope="session")
def counties(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], County]]:
    """One county of each kind for all tests that leave each other alone."""
    made: dict[str, County] = {}

    def give(kind: str) -> County:
        if kind not in made:
            database = request.getfixturevalue("postgres").new() if kind == POSTGRESQL else ""
            made[kind] = County(tmp_path_factory.mktemp("county"), database=database).start()
        return made[kind]

    yield give
    for county in made.values():
        county.stop()


@pytest.fixture
def county(kind: str, counties: Callable[[str], County]) -> County:
    """A county that tests share: each takes an office of its own."""
    return counties(kind)


@pytest.fixture
def new_database(kind: str, request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Give a function that gives the address of an empty database; the empty text for a file in the data folder."""
    made: list[str] = []

    def make() -> str:
        made.append(request.getfixturevalue("postgres").new() if kind == POSTGRESQL else "")
        return made[-1]

    yield make
    for url in filter(None, made):
        request.getfixturevalue("postgres").take_back(url)


@pytest.fixture
def new_empty(postgres: Postgres) -> Iterator[Callable[[], str]]:
    """Give a function that gives the address of a PostgreSQL database without tables."""
    made: list[str] = []

    def make() -> str:
        made.append(postgres.empty())
        return made[-1]

    yield make
    for url in made:
        postgres.take_back(url)


@pytest.fixture
def database_url(new_database: Callable[[], str]) -> str:
    """The address of a database of this test's own."""
    return new_database()


@pytest.fixture
def county_of_own(tmp_path: Path, database_url: str) -> Iterator[County]:
    """A county that a test may stop, spoil or look into whole."""
    county = County(tmp_path / "county", database=database_url).start()
    yield county
    county.stop()


@pytest.fixture
def division() -> str:
    """The division code of an office that no other test knows."""
    return str(next(_divisions))


@pytest.fixture
def stranger(http: httpx.Client, county: County) -> Window:
    """A device that the county does not know."""
    return Window(http, county.url)


MakeWindow = Callable[..., Window]


@pytest.fixture
def make_window(http: httpx.Client, county: County, division: str) -> MakeWindow:
    """Give a function that enrols a window, of this test's office or of another, and signs it in."""

    def make(office: str = division, at: County = county) -> Window:
        window = Window(http, at.url)
        enrolled = window.enrol(at.enrol_code(office, "清河镇").code)
        assert enrolled.status_code == 201, enrolled.text
        assert window.sign_in().status_code == 200
        return window

    return make


@pytest.fixture
def window(make_window: MakeWindow) -> Window:
    """An enrolled window with a token."""
    return make_window()


@pytest.fixture
def problem_of() -> Callable[[Answer], tuple[int, str]]:
    """Give a function that reads status and code of a problem document, after a look at its form."""
    return code_of


@pytest.fixture
def make_stranger(http: httpx.Client) -> Callable[[County], Window]:
    """Give a function that makes a device which a county does not know."""
    return lambda county: Window(http, county.url)


@pytest.fixture
def digest() -> Callable[[bytes], str]:
    return sha256


@pytest.fixture
def cut() -> Callable[..., None]:
    return cut_patch


@pytest.fixture
def make_stranger_at(http: httpx.Client) -> Callable[[str], Window]:
    """Give a function that makes an unknown device which speaks to an address."""
    return lambda url: Window(http, url)
