"""Ways to change an exported journal: by somebody without keys, and by somebody who holds the window's key.

The county's public key and the window's fingerprint are known to who checks; receipts lie with residents.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from app.journal import sign
from app.journal.canonical import canonical
from app.journal.entry import ZERO_HASH
from app.journal.merkle import grown, receipt_code
from tests.evidence.journals import Export

Lines = list[dict[str, Any]]
STRANGER = bytes(range(128, 160))


def lines_of(out: Export) -> Lines:
    return [json.loads(line) for line in out.content.splitlines()]


def with_lines(out: Export, lines: Lines) -> Export:
    return replace(out, content=b"".join(canonical(line) + b"\n" for line in lines))


def entries(lines: Lines) -> list[int]:
    return [at for at, line in enumerate(lines) if "entry" in line]


def points(lines: Lines, *kinds: str) -> list[int]:
    return [at for at, line in enumerate(lines) if set(line) & set(kinds)]


# --- without any key
def flip(out: Export, chance: Random) -> Export:
    spoilt = bytearray(out.content)
    spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return replace(out, content=bytes(spoilt))


def cut(out: Export, chance: Random) -> Export:
    return replace(out, content=out.content[: chance.randrange(len(out.content))])


def swap(out: Export, chance: Random) -> Export:
    lines = lines_of(out)
    one, other = chance.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return with_lines(out, lines)


def repeat(out: Export, chance: Random) -> Export:
    lines = lines_of(out)
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    return with_lines(out, lines)


def remove(out: Export, chance: Random) -> Export:
    lines = lines_of(out)
    del lines[chance.randrange(len(lines))]
    return with_lines(out, lines)


def insert(out: Export, chance: Random) -> Export:
    lines = lines_of(out)
    at = chance.choice(entries(lines))
    lines.insert(at, {"entry": rehashed({**lines[at]["entry"], "kind": "case.dreamt"}, chance)})
    return with_lines(out, lines)


def change_checkpoint(out: Export, chance: Random) -> Export:
    return changed_point(out, chance, "checkpoint")


def change_countersignature(out: Export, chance: Random) -> Export:
    return changed_point(out, chance, "countersign")


def changed_point(out: Export, chance: Random, kind: str) -> Export:
    lines = lines_of(out)
    (point,) = lines[chance.choice(points(lines, kind))].values()
    name = chance.choice(sorted(point))
    if name == "size":
        point[name] += chance.choice((-1, 1, 1000))
    else:
        at = chance.randrange(len(point[name]))
        point[name] = point[name][:at] + chance.choice("fghijkl") + point[name][at:]
    return with_lines(out, lines)


def rehash_alone(out: Export, chance: Random) -> Export:
    """Change an entry so that its own hashes fit."""
    lines = lines_of(out)
    at = chance.choice(entries(lines))
    lines[at] = {"entry": rehashed(lines[at]["entry"], chance)}
    return with_lines(out, lines)


def rehash_tail(out: Export, chance: Random) -> Export:
    """Change an entry and make all hashes behind it fit, without the key: signatures are a stranger's."""
    lines = lines_of(out)
    forge(lines, chance.choice(entries(lines)), chance, STRANGER)
    return resealed(replace(out, key=STRANGER), lines)


def claimed_signatures(out: Export, chance: Random) -> Export:
    """Change an entry that nobody else has seen; all fits, and the signatures only claim to be the window's."""
    lines = lines_of(out)
    forge(lines, entries(lines)[-1], chance, STRANGER, out.key)
    return resealed(replace(out, key=STRANGER), lines, out.key)


def wrong_receipt(out: Export, chance: Random) -> Export:
    """A receipt that was copied with mistakes, or made up."""
    size, code = chance.choice(out.receipts)
    for at in chance.sample(range(12), chance.randint(1, 12)):
        others = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".replace(code[at], "")
        code = code[:at] + chance.choice(others) + code[at + 1 :]
    return replace(out, receipts=((size, code),))


def newer_receipt(out: Export, chance: Random) -> Export:
    """An older export with a receipt that was given later."""
    size = sum("entry" in line for line in lines_of(out)) + chance.randint(1, 50)
    return replace(out, receipts=((size, receipt_code(chance.randbytes(32).hex())),))


# --- with the window's key: everything of the window's own fits again
def insider_changes(out: Export, chance: Random) -> Export:
    """Change an entry that the county had signed; the county's words stay in the file."""
    lines = lines_of(out)
    last = max(next(iter(lines[at].values()))["size"] for at in points(lines, "countersign"))
    forge(lines, chance.choice(entries(lines)[:last]), chance, out.key)
    return resealed(replace(out, receipts=()), lines)


def insider_removes(out: Export, chance: Random) -> Export:
    """Take out an entry that the county had signed and close the gap."""
    lines = lines_of(out)
    last = max(next(iter(lines[at].values()))["size"] for at in points(lines, "countersign"))
    at = chance.choice(entries(lines)[:last])
    del lines[at]
    forge(lines, at, chance, out.key)
    return resealed(replace(out, receipts=()), lines)


def insider_cuts(out: Export, chance: Random) -> Export:
    """Leave the end out, back into what the county had signed."""
    lines = lines_of(out)
    last = max(next(iter(lines[at].values()))["size"] for at in points(lines, "countersign"))
    keep = chance.randrange(last)
    lines = [line for at, line in enumerate(lines) if at not in entries(lines)[keep:]]
    forge(lines, len(lines), chance, out.key)
    return resealed(replace(out, receipts=()), lines)


def insider_hides_the_county(out: Export, chance: Random) -> Export:
    """Change an entry, and take the county's words out of the file; a resident still has the receipt."""
    lines = lines_of(out)
    size, _ = receipt = max(out.receipts)
    forge(lines, chance.choice(entries(lines)[:size]), chance, out.key)
    lines = [line for line in lines if "countersign" not in line]
    return resealed(replace(out, receipts=(receipt,)), lines)


def insider_leaves_the_hash(out: Export, chance: Random) -> Export:
    """Say that an entry was written at another time, under the hash that it had."""
    lines = lines_of(out)
    entry = lines[chance.choice(entries(lines))]["entry"]
    entry["at"] = "2020-01-01T00:00:00.000Z"
    return resealed(replace(out, receipts=()), lines)


def insider_leaves_the_body_hash(out: Export, chance: Random) -> Export:
    """Give an entry another content under the hashes that it had."""
    lines = lines_of(out)
    whole = [at for at in entries(lines) if "body" in lines[at]["entry"]]
    lines[chance.choice(whole)]["entry"]["body"] = {"text": "改过"}
    return resealed(replace(out, receipts=()), lines)


def insider_leaves_the_chain(out: Export, chance: Random) -> Export:
    """Behind all witnesses: the last entry twice, or before the one before, each under the hash that it had."""
    lines = lines_of(out)
    last = entries(lines)[-1]
    lines.insert(last - chance.randint(0, 1), lines[last])
    sign_again(lines, out.key)
    return resealed(replace(out, receipts=()), lines)


def insider_behind_all_witnesses(out: Export, chance: Random) -> Export:
    """Change the last entry, which neither the county nor a receipt has seen: this cannot be found."""
    lines = lines_of(out)
    forge(lines, entries(lines)[-1], chance, out.key)
    return resealed(out, lines)


# --- how
def rehashed(entry: dict[str, Any], chance: Random) -> dict[str, Any]:
    """Give an entry with other content and hashes of its own that fit."""
    salt, body = "00" * 16, {"text": f"改过 {chance.randrange(10**9)}"}
    body_hash = hashlib.sha256(bytes.fromhex(salt) + canonical(body)).hexdigest()
    return named({**entry, "salt": salt, "body": body, "body_hash": body_hash})


def named(entry: dict[str, Any]) -> dict[str, Any]:
    """Give an entry the hash that fits it."""
    fields = {name: entry[name] for name in entry if name not in {"hash", "salt", "body"}}
    return {**entry, "hash": hashlib.sha256(canonical(fields)).hexdigest()}


def forge(lines: Lines, at: int, chance: Random, key: bytes, claimed: bytes = b"") -> None:
    """Change the entry at a line, and make the chain and the checkpoints behind it fit; the key signs these."""
    prev = ZERO_HASH
    for seq, nth in enumerate(entries(lines), 1):
        entry = rehashed(lines[nth]["entry"], chance) if nth == at else lines[nth]["entry"]
        lines[nth]["entry"] = named({**entry, "seq": seq, "prev": prev})
        prev = lines[nth]["entry"]["hash"]
    sign_again(lines, key, claimed)


def sign_again(lines: Lines, key: bytes, claimed: bytes = b"") -> None:
    """Make checkpoints and the chain's end fit the entries as they stand, signed by a key that may claim another's."""
    hashes = [lines[nth]["entry"]["hash"] for nth in entries(lines)]
    kid = sign.kid(sign.public_key(claimed or key))
    for nth in reversed(points(lines, "checkpoint")):
        point = lines[nth]["checkpoint"]
        if point["size"] > len(hashes):
            del lines[nth]
            continue
        root = grown(hashes[: point["size"]]).root()
        statement = sign.statement("checkpoint", point["device"], point["size"], root)
        point |= {"root": root, "signature": sign.sign(key, statement), "kid": kid}
    (device,) = lines[0]["devices"]
    device |= {"entries": len(hashes), "head_hash": hashes[-1] if hashes else ZERO_HASH}


def resealed(out: Export, lines: Lines, claimed: bytes = b"") -> Export:
    """Give the file with a seal that fits, by the key of `out`, which may claim to be another."""
    public = sign.public_key(claimed or out.key)
    (device,) = lines[0]["devices"]
    device |= {"public_key": public, "kid": sign.kid(public)}
    made = with_lines(out, [line for line in lines if "seal" not in line])
    digest, count = hashlib.sha256(made.content).hexdigest(), made.content.count(b"\n")
    signature = sign.sign(out.key, sign.statement("export", device["device"], count, digest))
    seal = {"device": device["device"], "lines": count, "sha256": digest, "signature": signature, "kid": device["kid"]}
    return replace(made, content=made.content + canonical({"seal": seal}) + b"\n")


MUTATIONS: tuple[Callable[[Export, Random], Export], ...] = (
    flip,
    cut,
    swap,
    repeat,
    remove,
    insert,
    change_checkpoint,
    change_countersignature,
    rehash_alone,
    rehash_tail,
    claimed_signatures,
    wrong_receipt,
    newer_receipt,
    insider_changes,
    insider_removes,
    insider_cuts,
    insider_hides_the_county,
    insider_leaves_the_hash,
    insider_leaves_the_body_hash,
    insider_leaves_the_chain,
)  # fmt: skip - a list to be read
