"""Windows that speak to a county with nothing but HTTP. They never retry and believe nothing."""

import hashlib
import json
import socket
import time
from typing import Any
from urllib.parse import urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app import clock
from app.ids import uuid7
from app.journal import sign
from app.journal.entry import ZERO_HASH, Entry, Place, write
from sync.protocol import ASSERTION_TYPE, NDJSON, OFFSET_TYPE, PushHeader, ndjson, write_metadata

Answer = httpx.Response


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
