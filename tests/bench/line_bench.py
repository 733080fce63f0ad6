"""What goes over a bad line: how small a case's text becomes, and how soon the county has it."""

import statistics
import time
from pathlib import Path

from sync.packing import dictionaries, pack
from tests.bench.servers import code, served
from tests.bench.shaper import Shaper
from tests.made_up.wire_journals import journals
from tests.sync.window import Window
from ui.demo.seed import seed
from ui.demo.township import Township


def packed(home: Path) -> dict[str, float | str]:
    """Give how much smaller the text of a case becomes, with the dictionary and without, and of many at once.

    The cases are those of the training township, taken in by the services of the window; no training saw them.
    """
    township = Township(home / "window of cases", home / "county of cases")
    township.open()
    with township.desk() as desk:
        seed(desk)
        lines: dict[str, list[bytes]] = {}
        for entry in desk.store.outbox():
            lines.setdefault(entry.subject, []).append(entry.to_line() + b"\n")
    township.close()
    cases = [b"".join(of_one) for subject, of_one in lines.items() if subject.startswith("case:")]
    (name,) = list(dictionaries())[-1:]
    batch = b"".join(entry.to_line() + b"\n" for journal in journals(range(500, 503)) for entry in journal)
    return {
        "one case: its JSON bytes": round(statistics.mean(map(len, cases))),
        "one case: JSON / packed with the dictionary": round(ratio(cases, name), 2),
        "one case: JSON / packed without": round(ratio(cases, ""), 2),
        "batch: its JSON kB": round(len(batch) / 1e3),
        "batch: JSON / packed with the dictionary": round(ratio([batch], name), 2),
        "batch: JSON / packed without": round(ratio([batch], ""), 2),
    }


def ratio(bodies: list[bytes], dictionary: str) -> float:
    return sum(map(len, bodies)) / sum(len(pack(body, dictionary)) for body in bodies)


def over_a_bad_line(home: Path) -> dict[str, float | str]:
    """Give the seconds from the line's coming up to the text of a case being at the county: 256 kbit/s, 600 ms, 5 %."""
    figures: dict[str, float | str] = {}
    for name, has_tls in (("plain", False), ("TLS", True)):
        with served(home, name, tls=has_tls) as url:
            port = int(url.rpartition(":")[2])
            for token, lasts in (("token at hand", True), ("token to be taken", False)):
                took = [text_of_a_case(home, port, name, keeps_token=lasts, seed=seed) for seed in range(5)]
                figures[f"text of one case over a bad line, {name}, {token}: s"] = round(statistics.median(took), 2)
    return figures


def text_of_a_case(home: Path, port: int, name: str, *, keeps_token: bool, seed: int) -> float:
    """Give how long the text of a case takes, by a window that knows its county and has just lost its line."""
    with Shaper(port, bits_per_s=1e9, round_s=0.0, loss=0.0) as easy:
        scheme = "https" if name == "TLS" else "http"
        window = Window(home / f"{name} {keeps_token} {seed}").enrol(
            code(home, name), f"{scheme}://localhost:{easy.port}"
        )
        window.sync()
    with Shaper(port, seed=seed) as line:
        window.http.channel.line.url = f"{scheme}://localhost:{line.port}"
        window.http.close()
        if not keeps_token:
            window.http.channel._forget()  # noqa: SLF001 - a quarter of an hour goes by
        notes(window, 12, "one")
        began = time.monotonic()
        arrived: list[float] = []
        push, window.faults.after = (
            window.faults.after,
            lambda call: arrived.append(line.answered_at) if call == "push" else None,
        )
        window.sync()
        window.faults.after = push
    window.close()
    return arrived[0] - began


def notes(window: Window, count: int, case: str = "bench") -> int:
    """Write notes as long as entries of a case are; give the bytes of their lines."""
    return sum(
        len(window.note(case, f"入户走访记录：家中两口人，住房两间，{at} {WORDS}").to_line()) for at in range(count)
    )


WORDS = "务农为主，去年收粮三千斤，老人常年吃药，每月约二百元，子女在外打工，" * 2
