"""What may be asked of the store. Each answer is one committed state; none waits for a writer."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from app.domain.case import Case
from app.domain.change import Change
from app.domain.draft import Draft
from app.domain.fund import Fund
from app.domain.fund_ledger import Line
from app.domain.paper_number import PaperNumber
from app.domain.referral import Referral
from app.domain.rules_adopted import Adopted
from app.domain.sealed import SealedBlob
from app.domain.tray import Taken
from app.domain.visit import Visit
from app.errors import Unavailable
from app.journal.case import fold_case
from app.journal.desk import fold_change, fold_referral, fold_visit
from app.journal.fund import fold_fund
from app.journal.rules import adoptions
from app.rules.county import Local
from app.store import (
    audit,
    cases,
    desk_rows,
    devices,
    documents,
    drafts,
    fund_rows,
    journal,
    overview,
    search,
    todos,
    tray,
    trusted,
)
from app.store.act_reads import ActReads
from app.store.append import SERVER_TIME
from app.store.fund_values import FundRow
from app.store.queue_reads import QueueReads
from app.store.register_reads import RegisterReads
from app.store.todo_values import CaseTodo
from app.store.values import (
    CaseSummary,
    Device,
    Found,
    Matter,
    PersonHit,
    StoredEntry,
    Task,
    Today,
    VisitRow,
)


class Reads(RegisterReads, QueueReads, ActReads):
    """The reading half of `Store`. All methods raise Unavailable store.* when the disk does not answer."""

    def device(self) -> Device | None:
        """Give the device that writes, None before enrolment."""
        with self.reading() as connection:
            return devices.active(connection)

    def devices(self) -> tuple[Device, ...]:
        """Give all devices that this installation was, oldest first."""
        with self.reading() as connection:
            return devices.every(connection)

    def setting(self, name: str) -> Any:
        """Give a setting's JSON value, None where there is none."""
        with self.reading() as connection:
            return devices.setting(connection, name)

    def has_written(self, officer: str) -> bool:
        """Tell whether an officer has written anything on this PC."""
        with self.reading() as connection:
            return journal.has_written(connection, officer)

    def trusted_time(self, now: datetime) -> datetime:
        """Give the time that counts for grants, where this PC's clock says `now`: see `app.store.trusted`."""
        with self.reading() as connection:
            seen = devices.setting(connection, SERVER_TIME)
            told = trusted.written_last(connection), trusted.received_last(connection)
        return trusted.trusted_time(now, seen, *told)

    def entries(self, subject: str) -> tuple[StoredEntry, ...]:
        """Give all entries of a subject that are held, oldest arrival first."""
        with self.reading() as connection:
            return journal.entries_of(connection, subject)

    def entries_of_type(self, subject_type: str) -> tuple[StoredEntry, ...]:
        """Give all entries of the subjects of a type (``officer``), oldest arrival first."""
        with self.reading() as connection:
            return journal.entries_of_type(connection, subject_type)

    def case(self, case_id: str) -> Case | None:
        """Give the state of a case, None where no entry of it is held."""
        return fold_case(case_id, self.entries(cases.CASE + case_id))

    def cases(
        self, limit: int = 100, *, accepted_on: date | None = None, before: tuple[str, str] | None = None
    ) -> tuple[CaseSummary, ...]:
        """Give cases, the latest accepted first: of one day, or after the (accepted_on, number) of one seen."""
        day = accepted_on.isoformat() if accepted_on else None
        with self.reading() as connection:
            return cases.summaries(connection, limit, day, before)

    def case_summary(self, case_id: str) -> CaseSummary | None:
        """Give one case as lists show it."""
        with self.reading() as connection:
            return cases.summary(connection, case_id)

    def cases_in(self, states: Iterable[str]) -> tuple[CaseSummary, ...]:
        """Give the cases that stand at one of these states (`Case.state`), village by village."""
        with self.reading() as connection:
            return cases.in_states(connection, states)

    def delivery(self, case_ids: Iterable[str]) -> dict[str, str]:
        """Give for each case waiting (entries not yet at the county), delivered (documents not yet), or complete."""
        with self.reading() as connection:
            return overview.delivery(connection, case_ids)

    def today(self, day: date) -> Today:
        """Give the counts of a day."""
        with self.reading() as connection:
            return overview.today(connection, day.isoformat())

    def tasks(self, limit: int = 200) -> tuple[Task, ...]:
        """Give what is to be done, the nearest deadline first."""
        with self.reading() as connection:
            return cases.tasks(connection, limit)

    def todos(self, until: date, what: str | None = None, local: Local | None = None) -> tuple[CaseTodo, ...]:
        """Give the steps of cases that are to be done, the nearest due first: all but a 复核 due after `until`.

        With `what`, those of this one kind, whenever they are due. `local` is the county's own pack.
        """
        with self.reading() as connection:
            return todos.find(connection, until, what, local)

    def find_person(self, id_number: str) -> tuple[PersonHit, ...]:
        """Give the people of all cases with this id number (spaces, hyphens and a small x are forgiven)."""
        with self.reading() as connection:
            return cases.find_person(connection, id_number)

    def registered(self, id_number: str) -> tuple[CaseSummary, ...]:
        """Give an applicant's cases that are registered and not accepted yet, oldest first."""
        with self.reading() as connection:
            return cases.registered(connection, id_number)

    def cases_of(self, id_number: str) -> frozenset[str]:
        """Give the ids of all cases in which this number is a member's or the applicant's, whatever became of them."""
        with self.reading() as connection:
            return cases.cases_of(connection, id_number)

    def find(self, typed: str) -> tuple[Found, ...]:
        """Give at most 20 people and matters that answer to a typed text, or to a paper's scanned code."""
        with self.reading() as connection:
            return search.find(connection, typed)

    def visit(self, visit_id: str) -> Visit | None:
        """Give the state of a visit, None where no entry of it is held."""
        return fold_visit(visit_id, self.entries(f"visit:{visit_id}"))

    def visits(self, day: date) -> tuple[VisitRow, ...]:
        """Give the visits of a day, the latest first."""
        with self.reading() as connection:
            return desk_rows.visits(connection, day.isoformat())

    def visits_of(self, id_number: str) -> tuple[VisitRow, ...]:
        """Give the visits about a person, the latest first."""
        with self.reading() as connection:
            return desk_rows.visits_of(connection, id_number)

    def change(self, change_id: str) -> Change | None:
        """Give a change that was told, None where no entry of it is held."""
        return fold_change(change_id, self.entries(f"change:{change_id}"))

    def referral(self, referral_id: str) -> Referral | None:
        """Give the state of a referral, None where no entry of it is held."""
        return fold_referral(referral_id, self.entries(f"referral:{referral_id}"))

    def matters(self, kind: str, state: str | None = None, limit: int = 200) -> tuple[Matter, ...]:
        """Give changes, referrals or leads (`kind`), of one state or all, the nearest due first."""
        with self.reading() as connection:
            return desk_rows.matters(connection, kind, state, limit)

    def matters_of(self, id_number: str) -> tuple[Matter, ...]:
        """Give the changes and referrals of a person, the latest first."""
        with self.reading() as connection:
            return desk_rows.matters_of(connection, id_number)

    def matter_by_number(self, number: str) -> Matter | None:
        """Give the change or referral with this number."""
        with self.reading() as connection:
            return desk_rows.matter_by_number(connection, number)

    def fund(self, fund_id: str) -> Fund | None:
        """Give the state of a fund, None where no entry of it is held."""
        return fold_fund(fund_id, self.entries(f"{fund_rows.FUND}{fund_id}"))

    def funds(self) -> tuple[FundRow, ...]:
        """Give all funds as they stand, the first opened first."""
        with self.reading() as connection:
            return fund_rows.every(connection)

    def fund_lines(self, fund_id: str, month: str) -> tuple[int, tuple[Line, ...]]:
        """Give what was left before a month (``2026-11``) in fen, and its lines in the ledger's order."""
        with self.reading() as connection:
            return fund_rows.lines(connection, f"{fund_rows.FUND}{fund_id}", month)

    def rules_adopted(self, subject: str) -> tuple[Adopted, ...]:
        """Give the county's packs that were adopted under a subject (`rules_adopted.subject_of`), oldest first."""
        return adoptions(self.entries(subject))

    def papers(self) -> tuple[PaperNumber, ...]:
        """Give the numbers that were reserved for forms to be filled in by hand, the newest printing first."""
        with self.reading() as connection:
            return desk_rows.papers(connection)

    def paper(self, number: str) -> PaperNumber | None:
        """Give one reserved number, None where nobody here reserved it."""
        with self.reading() as connection:
            return desk_rows.paper(connection, number)

    def case_by_number(self, number: str) -> CaseSummary | None:
        """Give the case with this number."""
        with self.reading() as connection:
            return cases.by_number(connection, number)

    def drafts(self) -> tuple[Draft, ...]:
        """Give all drafts, the last saved first."""
        with self.reading() as connection:
            return drafts.every(connection)

    def tray(self) -> tuple[Taken, ...]:
        """Give the pictures that were taken and have no place yet, in the order in which they came."""
        with self.reading() as connection:
            return tray.every(connection)

    def receipt_code(self, case_id: str) -> tuple[int, str]:
        """Give size and code of the checkpoint that the case's receipt prints; (0, "") when accepted elsewhere."""
        with self.reading() as connection:
            return overview.receipt_code(connection, cases.CASE + case_id)

    def blob(self, sha256: str) -> SealedBlob | None:
        """Give what opens a document in the vault, None when it is not held here."""
        with self.reading() as connection:
            return documents.find(connection, sha256)

    def sealed(self, sha256: str) -> SealedBlob:
        """Give what opens a document in the vault; Unavailable blob.missing when it is not held here."""
        found = self.blob(sha256)
        if found is None:
            raise Unavailable("blob.missing", sha256=sha256)
        return found

    def all_sealed(self, digests: Sequence[str]) -> dict[str, SealedBlob]:
        """Give what opens each of these documents; Unavailable blob.missing when one is not held here."""
        with self.reading() as connection:
            found = documents.find_many(connection, digests)
        for sha256 in digests:
            if sha256 not in found:
                raise Unavailable("blob.missing", sha256=sha256)
        return found

    def blobs(self) -> tuple[SealedBlob, ...]:
        """Give all documents that are held here."""
        with self.reading() as connection:
            return documents.every(connection)

    def known_blobs(self) -> frozenset[str]:
        """Give the digests of all documents that are held here or were left at the county by a backup."""
        with self.reading() as connection:
            return documents.known(connection)

    def documents_named(self) -> dict[str, str]:
        """Give for each document that an own entry names the first subject that does."""
        with self.reading() as connection:
            return audit.documents_named(connection)
