"""Whether everything here is whole, and what is not. Only reads; works beside a running window."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import Unavailable
from resources import text

if TYPE_CHECKING:
    from app.domain.sealed import SealedBlob
    from app.store import Store
    from app.store.audit import Journal
    from app.vault import BlobVault


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not whole.

    `what`: page, structure, database, entry, chain, checkpoint, head, read_model, blob_missing, blob_damaged.
    `which` is a page number, device/seq, case id or SHA-256, `about` where it belongs.
    """

    what: str
    which: str
    reason: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """How much was looked at, and everything that was found."""

    entries: int
    checkpoints: int
    cases: int
    blobs: int
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether everything is whole."""
        return not self.findings

    def to_json(self) -> dict[str, Any]:
        """Give the report as JSON values."""
        return {"ok": self.ok, **asdict(self), "findings": [asdict(finding) for finding in self.findings]}

    def lines(self) -> Iterator[str]:
        """Give the report in Chinese, a line for each finding, what to do at the end."""
        yield text("verify", "looked_at", **{name: value for name, value in asdict(self).items() if name != "findings"})
        for finding in self.findings:
            yield text("verify", f"found.{finding.what}", **asdict(finding))
        yield text("verify", "whole" if self.ok else "what_to_do")


def verify(store: "Store", vault: "BlobVault") -> Report:
    """Look at the database file, every entry, chain, checkpoint and read model, and every document that is held.

    Unavailable only where the disk itself does not answer; damage is what the report is for.
    """
    findings = list(_file_findings(store))
    journal = _journal(store, findings)
    blobs = _documents(store, vault, findings)
    if journal is None:
        return Report(0, 0, 0, blobs, tuple(findings))
    return Report(journal.entries, journal.checkpoints, journal.cases, blobs, tuple(findings))


def report_of(error: Unavailable) -> Report:
    """Give the report on a database that is too damaged to be opened (store.damaged); other errors are raised again."""
    if error.code != "store.damaged":
        raise error
    pages = error.facts.get("pages")
    findings = [Finding("page", str(page)) for page in pages] if isinstance(pages, tuple) else []
    return Report(0, 0, 0, 0, (*findings, Finding("database", "file", error.code)))


def _file_findings(store: "Store") -> Iterator[Finding]:
    pages, faults = store.look_at_file()
    yield from (Finding("page", str(page)) for page in pages)
    yield from (Finding("structure", fault) for fault in faults)


def _journal(store: "Store", findings: list[Finding]) -> "Journal | None":
    from app.store.audit import audit  # noqa: PLC0415 - SQLAlchemy is loaded with the store, not with this module

    try:
        with store.reading() as connection:
            journal = audit(connection)
    except Unavailable as error:
        if error.code != "store.damaged":
            raise
        findings.append(Finding("database", "journal", error.code))
        return None
    findings += [Finding(fault.what, fault.name, fault.reason) for fault in journal.faults]
    return journal


def _documents(store: "Store", vault: "BlobVault", findings: list[Finding]) -> int:
    try:
        held, named = store.blobs(), store.documents_named()
    except Unavailable as error:
        if error.code != "store.damaged":
            raise
        findings.append(Finding("database", "documents", error.code))
        return 0
    for sealed in held:
        if fault := _blob_fault(vault, sealed):
            findings.append(Finding(fault, sealed.ref.sha256, Path(sealed.file).name, named.get(sealed.ref.sha256, "")))
    known = store.known_blobs()
    absent = (sha256 for sha256 in named if sha256 not in known)
    findings += [Finding("blob_missing", sha256, about=named[sha256]) for sha256 in absent]
    return len(held)


def _blob_fault(vault: "BlobVault", sealed: "SealedBlob") -> str:
    try:
        vault.open(sealed)
    except Unavailable as error:
        if error.code not in ("blob.missing", "blob.damaged"):
            raise
        return error.code.replace(".", "_")
    return ""
