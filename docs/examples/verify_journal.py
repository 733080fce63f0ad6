"""Checks what 一门 exported, with nothing of 一门; exit code 0: whole, 1: not. docs/protocol.md, section 17.

python3 verify_journal.py journal.ndjson list.xlsx --county-key KEY --window-kid KID --receipt 1024/A4B3PXBULR5C
"""

import argparse
import base64
import hashlib
import json
from functools import partial, reduce
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEYS, ZEROS, TYPED, SLIPS = ("signature", "kid"), "0" * 64, str.maketrans("018", "OIB", " -"), 2


def need(good: object, sentence: str) -> None:
    """Say what is wrong where something is not good."""
    if not good:
        raise ValueError(sentence)


def is_signed(key: dict[str, Any], mark: dict[str, Any], *statement: object) -> bool:
    """Tell whether `mark` is the key's signature under a statement (docs/protocol.md, section 3)."""
    public, raw = (base64.urlsafe_b64decode(one + "==") for one in (key["public_key"], mark["signature"]))
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(raw, "yimen/{}/1\n{}\n{}\n{}".format(*statement).encode())
    except InvalidSignature:
        return False
    return bool(mark["kid"] == key["kid"] and base64.urlsafe_b64encode(raw).decode().rstrip("=") == mark["signature"])


def canonical(value: object, *without: str) -> bytes:
    """Give RFC 8785 (JCS) of what a journal may hold, without some members."""
    if isinstance(value, dict):
        names = sorted(value.keys() - without, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return b"{" + b",".join(canonical(name) + b":" + canonical(value[name]) for name in names) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    return json.dumps(value, ensure_ascii=False).encode()


def sha(*parts: Any) -> str:
    """Give SHA-256 in hex, over bytes and what is hex."""
    return hashlib.sha256(b"".join(bytes.fromhex(one) if isinstance(one, str) else one for one in parts)).hexdigest()


def keyed(public: str) -> dict[str, Any]:
    """Give a public key with its fingerprint (RFC 7638)."""
    digest = hashlib.sha256(f'{{"crv":"Ed25519","kty":"OKP","x":"{public}"}}'.encode()).digest()
    return {"public_key": public, "kid": base64.urlsafe_b64encode(digest).decode().rstrip("=")}


def grown(peaks: list[str], size: int, leaf: str) -> str:
    """Add a leaf to a Merkle tree (RFC 6962), which is kept as its whole subtrees, and give the root."""
    peaks.append(sha(b"\0", leaf))
    for _ in range((size & -size).bit_length() - 1):
        peaks[-2:] = [sha(b"\1", *peaks[-2:])]
    return reduce(lambda root, peak: sha(b"\1", peak, root), reversed(peaks[:-1]), peaks[-1])


class Journal:
    """An exported journal, read line by line; `wrong` says what is not whole and where."""

    def __init__(self, path: Path, county: list[str], windows: list[str]) -> None:
        self.wrong, self.county = list[str](), {keyed(one)["kid"]: keyed(one) for one in county}
        self.windows, self.devices, self.seal = windows, dict[str, Any](), dict[str, Any]()
        self.heads, self.peaks, self.roots = dict[str, str](), dict[str, list[str]](), dict[str, list[str]]()
        self.points, self.cases = dict[tuple[str, str, int], Any](), list[tuple[str, int, str]]()
        self.codes, self.before, self.lines = dict[str, tuple[str, int]](), hashlib.sha256(), 0
        with path.open("rb") as file:
            for line in file:
                try:
                    self.take(line)
                except Exception as error:  # noqa: BLE001 - what has another form is no journal
                    told = error if type(error) is ValueError else f"写法不对（{type(error).__name__}）"
                    self.wrong.append(f"{path.name} 第 {self.lines + 1} 行：{told}")
                self.before.update(line)
                self.lines += 1
        self.wrong += [] if self.seal else [f"{path.name}：没有封条，文件不完整"]

    def take(self, line: bytes) -> None:
        """Check one line."""
        need(not self.seal and line.endswith(b"\n"), "封条后面还有内容，或者文件断在这里")
        value = json.loads(line)
        need(canonical(value) + b"\n" == line and (len(value) == 1 or not self.lines), "不是规定的写法")
        kind = next(iter(value)) if self.lines else ""
        take = {"": self.head, "entry": self.entry, "seal": self.sealed}.get(kind) or partial(self.covered, kind)
        take(value[kind] if kind else value)

    def head(self, head: dict[str, Any]) -> None:
        """Learn which chains follow, and whose keys count."""
        need(head["format"] == "yimen-journal/1", "不是一门导出的记录")
        self.devices, keys = {one["device"]: one for one in head["devices"]}, [*head["devices"], *head["county_keys"]]
        self.heads = dict.fromkeys(self.devices, ZEROS)
        self.peaks, self.roots = {one: [] for one in self.devices}, {one: [] for one in self.devices}
        self.county = self.county or {one["kid"]: one for one in head["county_keys"]}
        need(all(keyed(one["public_key"])["kid"] == one["kid"] for one in keys), "公钥和它的编号对不上")
        need({one["kid"] for one in head["devices"]} <= set(self.windows) or not self.windows, "不是要核对的那个窗口")

    def entry(self, entry: dict[str, Any]) -> None:
        """Check an entry against its own hashes and the one before it."""
        device, where = entry["device"], f"{entry['device']} 第 {entry['seq']} 条"
        follows = (entry["seq"], entry["prev"]) == (len(self.roots[device]) + 1, self.heads[device])
        size, held = len(self.roots[device]) + 1, self.roots[device]
        held.append(grown(self.peaks[device], size, entry["hash"]))
        self.codes[base64.b32encode(bytes.fromhex(held[-1]))[:12].decode()] = device, size
        self.heads[device] = entry["hash"]
        need(sha(canonical(entry, "hash", "salt", "body")) == entry["hash"], f"{where}被改过")
        whole = "salt" in entry and sha(entry["salt"], canonical(entry["body"])) == entry["body_hash"]
        need(whole or not {"salt", "body"} & set(entry), f"{where}的内容被改过")
        need(follows, f"{where}和前一条接不上：少了、多了，或者换过")
        if entry["kind"] == "case.accepted":
            self.cases.append((device, entry["seq"], entry.get("body", {}).get("number", "（内容已删）")))

    def covered(self, why: str, point: dict[str, Any]) -> None:
        """Check what the window (checkpoint) or the county (countersign) signed about a device's first entries."""
        device, size, where = point["device"], point["size"], f"{point['device']} 到第 {point['size']} 条的 {why}"
        key = {"countersign": self.county.get(point["kid"]), "checkpoint": self.devices[device]}[why]
        need(0 < size <= len(self.roots[device]), f"{where}：文件里没有那么多条，文件旧了，或者缺了一段")
        need(self.roots[device][size - 1] == point["root"], f"{where}：和记录对不上，这一段记录被改过")
        signed = sha(canonical(point, *KEYS)) if why == "countersign" else point["root"]
        need(key and is_signed(key, point, why, device, size, signed), f"{where}：签名不对")
        need((why, device, size) not in self.points, f"{where}：重复")
        self.points[why, device, size] = point

    def sealed(self, seal: dict[str, Any]) -> None:
        """Check that the whole file is as the window wrote it."""
        self.seal, key = seal, self.devices[seal["device"]]
        need((seal["lines"], seal["sha256"]) == (self.lines, self.before.hexdigest()), "封条和内容对不上")
        need(is_signed(key, seal, "export", seal["device"], seal["lines"], seal["sha256"]), "封条的签名不对")
        for device, told in self.devices.items():
            end = (len(self.roots[device]), self.heads[device])
            need((told["entries"], told["head_hash"]) == end, f"{device} 少了或者多了记录")

    def receipt(self, typed: str) -> str:
        """Say which acceptance a receipt's code (or size/code) belongs to, and what the county said; else why none."""
        size, _, code = typed.rpartition("/")
        device, n = self.codes.get(code := code.upper().translate(TYPED), ("", 0))
        if n and size in {"", str(n)}:
            number = [said for place, seq, said in self.cases if place == device and seq <= n][-1:]
            return f"回执 {typed}：受理编号 {number}，第 {n} 条以前没有变过，{self.word(device, n)}"
        near = any(len(code) == len(told) and sum(map(str.__ne__, code, told)) <= SLIPS for told in self.codes)
        old = size.isdigit() and int(size) > max(map(len, self.roots.values()), default=0)
        self.wrong.append(f"回执 {typed}：{'像是抄错了一两个字' if near else '文件比回执旧' if old else '对不上'}")
        return self.wrong[-1]

    def word(self, device: str, n: int) -> str:
        """Say when the county first signed what covers an entry."""
        words = [(size, p["at"]) for (why, at, size), p in self.points.items() if (why, at) == ("countersign", device)]
        found = min((one for one in words if one[0] >= n), default=("", ""))
        return (
            "县里 {1} 会签过前 {0} 条".format(*found)
            if found[0]
            else "县里没有会签：拿着窗口钥匙的人改了它，这里看不出来"
        )


def signed_file(path: Path, journals: list[Journal], windows: list[str]) -> str:
    """Say what the .sig beside a file tells; ValueError where it is not that file's."""
    sig, content = json.loads(path.with_name(path.name + ".sig").read_bytes()), path.read_bytes()
    key, end = keyed(sig["public_key"]), sig["checkpoint"]
    need((sig["sha256"], sig["size"]) == (sha(content), len(content)), "文件被改过，和签名里的摘要对不上")
    need(is_signed(key, sig, "file", sig["device"], sig["size"], sha(canonical(sig, *KEYS))), "签名不对")
    need(not windows or sig["kid"] in windows, "不是要核对的那个窗口签的")
    for one in journals:
        need([*one.roots.get(end["device"], []), ""][end["size"] - 1] == end["root"], "和一起给的记录对不上")
        need(one.devices[sig["device"]]["kid"] == sig["kid"], "不是这份记录的窗口签的")
    return f"{path.name}：{sig['at']} {sig['by']} 导出 {sig['count']} 条，用途：{sig['reason']}；公钥编号 {sig['kid']}"


def main() -> int:
    """Check all that is named and say in words what is whole."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    for option in ("--county-key", "--window-kid", "--receipt"):
        parser.add_argument(option, action="append", default=[])
    given, said, wrong = parser.parse_args(), list[str](), list[str]()
    signed = [path for path in given.files if path.with_name(path.name + ".sig").exists()]
    journals = [Journal(path, given.county_key, given.window_kid) for path in given.files if path not in signed]
    for one in journals:
        said += [one.receipt(typed) for typed in given.receipt]
        said += [f"{device} 共 {len(held)} 条，{one.word(device, len(held))}" for device, held in one.roots.items()]
        wrong += one.wrong
    for path in signed:
        try:
            said.append(signed_file(path, journals, given.window_kid))
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it
            wrong.append(f"{path.name}：{error}")
    said += [] if given.county_key else ["县里的公钥是文件自己带的：请用 --county-key 给出公布的再查一次"]
    print(*said, *(f"▲ {line}" for line in wrong), "不完整" if wrong else "全部完整", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
