"""A small client of the county, written from docs/protocol.md alone: enrol, token, upload, push, pull.

    python client.py http://127.0.0.1:8470 ENROL-CODE picture.jpg

Needs `httpx` and `cryptography`. It keeps nothing: a real client stores its key, its chain and its uploads' places.
"""

import base64
import hashlib
import json
import os
import sys
import time
from pathlib import Path
from uuid import UUID

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PIECE = 256 * 1024  # of an upload: what a checksum covers is taken whole or not at all


def b64url(content: bytes) -> str:
    """Encode as keys and signatures are: base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def canonical(value: object) -> bytes:
    """Give RFC 8785, for values as entries have them (names of members inside the BMP)."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def uuid7() -> str:
    """Make an id: 48 bits of milliseconds, the version, the variant, and chance."""
    number = (time.time_ns() // 1_000_000 << 80) | int.from_bytes(os.urandom(10), "big")
    return str(UUID(int=number & ~(0xF << 76) & ~(0x3 << 62) | 7 << 76 | 2 << 62))


url, code, picture = sys.argv[1:]
county, device, key = httpx.Client(base_url=url, timeout=60), uuid7(), Ed25519PrivateKey.generate()
public = b64url(key.public_key().public_bytes_raw())
kid = b64url(hashlib.sha256(canonical({"crv": "Ed25519", "kty": "OKP", "x": public})).digest())

# Become known by a one-time code. Bundles would be sealed to the age key.
said = {"code": code, "device": device, "name": "example", "public_key": public, "age_recipient": "age1" + "q" * 58}
scope = county.post("/v1/enrol", json=said).raise_for_status().json()["scopes"][0]

# Exchange a signed assertion for a token.
now = int(time.time())
claims = {"iss": device, "sub": device, "aud": "yimen-county", "jti": uuid7(), "iat": now, "exp": now + 300}
assertion = ".".join(b64url(canonical(part)) for part in ({"alg": "EdDSA", "kid": kid}, claims))
form = {
    "grant_type": "client_credentials",
    "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    "client_assertion": f"{assertion}.{b64url(key.sign(assertion.encode()))}",
}
token = county.post("/v1/token", data=form).raise_for_status().json()["access_token"]
county.headers["Authorization"] = f"Bearer {token}"

# Send the picture in pieces (tus 1.0.0).
content = Path(picture).read_bytes()
document = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "media_type": "image/jpeg"}
about = (f"{name} {base64.b64encode(str(document[name]).encode()).decode()}" for name in ("sha256", "media_type"))
tus = {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(content)), "Upload-Metadata": ",".join(about)}
place = county.post("/v1/uploads", headers=tus).raise_for_status().headers["Location"]
for at in range(0, len(content), PIECE):
    piece = content[at : at + PIECE]
    checksum = base64.b64encode(hashlib.sha256(piece).digest()).decode()
    tus = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(at), "Upload-Checksum": f"sha256 {checksum}"}
    tus["Content-Type"] = "application/offset+octet-stream"
    county.patch(place, content=piece, headers=tus).raise_for_status()

# Write the first entry of this device's chain, and push it.
body, salt = {"document": document}, os.urandom(16)
entry: dict[str, object] = {
    "device": device, "seq": 1, "prev": "0" * 64, "parents": [], "clock": "unknown", "actor": device,
    "at": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()), "grant": "0" * 64, "scope": scope,
    "subject": f"case:{uuid7()}", "kind": "case.document_filed", "v": 1,
    "body_hash": hashlib.sha256(salt + canonical(body)).hexdigest(),
}  # fmt: skip
head = hashlib.sha256(canonical(entry)).hexdigest()
signature = b64url(key.sign(f"yimen/push/1\n{device}\n1\n{head}".encode()))
header = {"device": device, "from_seq": 1, "count": 1, "head_hash": head, "signature": signature, "kid": kid}
lines = b"\n".join(map(canonical, [header, entry | {"hash": head, "salt": salt.hex(), "body": body}]))
typed = {"Content-Type": "application/x-ndjson"}
acked = county.post("/v1/journal", content=lines, headers=typed).raise_for_status().json()["acked_seq"]

# Read all entries of the scopes that this device may read.
pulled, after = list[dict[str, object]](), {"after": 0}
while page := county.get("/v1/journal", params=after).raise_for_status().content.splitlines():
    pulled += map(json.loads, page)
    after = {"after": pulled[-1]["order"]}
print(json.dumps({"device": device, "acked_seq": acked, "pulled": len(pulled), "blob": document["sha256"]}))
