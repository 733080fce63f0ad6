"""A small client of the county, written from docs/protocol.md alone: enrol, token, push, upload, pull.

    python client.py http://127.0.0.1:8470 ENROL-CODE picture.jpg

Needs Python and `cryptography`. It keeps nothing: a real client stores its key, its chain and where its uploads stand.
"""

import base64
import hashlib
import json
import os
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
PIECE = 256 * 1024


def b64url(content: bytes) -> str:
    """Encode as keys and signatures are: base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def canonical(value: object) -> bytes:
    """Give RFC 8785, for values as entries have them (names of members inside the BMP)."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def uuid7() -> str:
    """Make an id: 48 bits of milliseconds, the version, the variant, and chance."""
    number = (time.time_ns() // 1_000_000 << 80) | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) & ~(0x3 << 62) | 7 << 76 | 2 << 62
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


class Device:
    """One device: its key, its id, its chain."""

    def __init__(self, url: str) -> None:
        self.url, self.id, self.token, self.scope = url, uuid7(), "", ""
        self.chain: list[dict[str, object]] = []
        self._key = Ed25519PrivateKey.generate()
        self.public = b64url(self._key.public_key().public_bytes_raw())
        self.kid = b64url(hashlib.sha256(canonical({"crv": "Ed25519", "kty": "OKP", "x": self.public})).digest())

    def call(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[bytes, dict[str, str]]:
        """Send a request; urllib raises for whatever is not a success."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.url + path, body, headers, method=method)  # noqa: S310 - the county's address
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - as above
            return answer.read(), {name.lower(): value for name, value in answer.headers.items()}

    def sign(self, purpose: str, number: int, digest: str) -> str:
        """Sign the four lines that everything signed consists of."""
        return b64url(self._key.sign(f"yimen/{purpose}/1\n{self.id}\n{number}\n{digest}".encode()))

    def enrol(self, code: str) -> None:
        """Become known by a one-time code."""
        said = {"code": code, "device": self.id, "name": "example", "public_key": self.public}
        said["age_recipient"] = "age1" + "q" * 58  # of an age key of its own, for bundles sealed to it
        answer, _ = self.call("POST", "/v1/enrol", json.dumps(said).encode())
        self.scope = json.loads(answer)["scopes"][0]

    def sign_in(self) -> None:
        """Exchange a signed assertion for a token."""
        now = int(time.time())
        claims = {"iss": self.id, "sub": self.id, "aud": "yimen-county", "jti": uuid7(), "iat": now, "exp": now + 300}
        head = b64url(canonical({"alg": "EdDSA", "kid": self.kid})) + "." + b64url(canonical(claims))
        assertion = head + "." + b64url(self._key.sign(head.encode()))
        form = {"grant_type": "client_credentials", "client_assertion_type": JWT_BEARER, "client_assertion": assertion}
        answer, _ = self.call("POST", "/v1/token", urllib.parse.urlencode(form).encode())
        self.token = json.loads(answer)["access_token"]

    def write(self, subject: str, kind: str, body: dict[str, object]) -> None:
        """Write the next entry of the chain."""
        salt, at = os.urandom(16), time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
        entry: dict[str, object] = {
            "device": self.id, "seq": len(self.chain) + 1, "prev": self.chain[-1]["hash"] if self.chain else "0" * 64,
            "parents": [], "at": at, "clock": "unknown", "actor": self.id, "grant": "0" * 64, "scope": self.scope,
            "subject": subject, "kind": kind, "v": 1, "body_hash": hashlib.sha256(salt + canonical(body)).hexdigest(),
        }  # fmt: skip
        entry["hash"] = hashlib.sha256(canonical(entry)).hexdigest()
        self.chain.append(entry | {"salt": salt.hex(), "body": body})

    def push(self) -> dict[str, object]:
        """Send the whole chain (at most 1,000 entries and 8 MiB at a time); a repeat is harmless."""
        last = self.chain[-1]
        header = {"device": self.id, "from_seq": 1, "count": len(self.chain), "head_hash": last["hash"]}
        header |= {"signature": self.sign("push", len(self.chain), str(last["hash"])), "kid": self.kid}
        body = b"\n".join(map(canonical, [header, *self.chain]))
        answer, _ = self.call("POST", "/v1/journal", body, Content_Type="application/x-ndjson")
        return dict(json.loads(answer))

    def upload(self, content: bytes, media_type: str) -> str:
        """Send a document in pieces (tus 1.0.0) and give its SHA-256."""
        digest = hashlib.sha256(content).hexdigest()
        named = {"sha256": digest, "media_type": media_type}
        about = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in named.items())
        _, told = self.call(
            "POST", "/v1/uploads", Tus_Resumable="1.0.0", Upload_Length=str(len(content)), Upload_Metadata=about
        )
        for at in range(0, len(content), PIECE):
            piece = content[at : at + PIECE]
            checksum = "sha256 " + base64.b64encode(hashlib.sha256(piece).digest()).decode()
            self.call(
                "PATCH", told["location"], piece, Tus_Resumable="1.0.0", Upload_Offset=str(at),
                Upload_Checksum=checksum, Content_Type="application/offset+octet-stream",
            )  # fmt: skip
        return digest

    def pull(self) -> list[dict[str, object]]:
        """Read all entries of the scopes that this device may read."""
        lines: list[dict[str, object]] = []
        while True:
            after = lines[-1]["order"] if lines else 0
            answer, _ = self.call("GET", f"/v1/journal?after={after}")
            if not answer:
                return lines
            lines += map(json.loads, answer.splitlines())


def main(url: str, code: str, picture: str) -> None:
    """Say hello to a county."""
    device = Device(url)
    device.enrol(code)
    device.sign_in()
    content = Path(picture).read_bytes()
    digest = device.upload(content, "image/jpeg")
    named = {"sha256": digest, "size": len(content), "media_type": "image/jpeg"}
    device.write(f"case:{uuid7()}", "case.document_filed", {"document": named})
    acknowledged = device.push()
    pulled = device.pull()
    print(
        json.dumps({"device": device.id, "acked_seq": acknowledged["acked_seq"], "pulled": len(pulled), "blob": digest})
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
