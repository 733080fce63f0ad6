"""The parts of the desk beside intake and cases: each is made once with the pages and claims what it answers to."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from ui.applicant.part import ApplicantPart
from ui.assessment.part import AssessPart
from ui.backup.part import BackupPart
from ui.batch.part import BatchPart
from ui.blank_forms.part import BlankFormsPart
from ui.change.part import ChangePart
from ui.checkup.part import CheckupPart
from ui.colleague.part import ColleaguePart
from ui.copy_out.part import CopyOutPart
from ui.filing.part import FilingPart
from ui.find.part import FindPart
from ui.fund.part import FundPart
from ui.id_reader.part import IdReaderPart
from ui.inspection.part import InspectPart
from ui.low_income.part import LowIncomePart
from ui.meeting.part import MeetingPart
from ui.notices.part import NoticesPart
from ui.pc_keys.part import PcKeysPart
from ui.receipt_check.part import ReceiptCheckPart
from ui.referral.part import ReferralPart
from ui.register.part import RegisterPart
from ui.roster.part import RosterPart
from ui.rounds.part import RoundsPart
from ui.rules.part import RulesPart
from ui.seal_setup.part import SealSetupPart
from ui.sealing.part import SealingPart
from ui.seen_by.part import SeenByPart
from ui.sign_paper.part import PaperSignPart
from ui.signed_pdf.part import SignedPdfPart
from ui.stand_in.part import StandInPart
from ui.standards.part import StandardsPart
from ui.steps.part import StepsPart
from ui.stick.part import StickPart
from ui.updates.part import UpdatesPart
from ui.urgent.part import UrgentPart
from ui.visit.part import VisitPart

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

# One line for each part: a class that takes the desk's pages, calls `pages.route(name, handler)` for what it does,
# and lives as long as they do.
PARTS: Final[tuple[Callable[["DeskPages"], object], ...]] = (
    VisitPart,
    RegisterPart,
    ChangePart,
    ReferralPart,
    LowIncomePart,
    UrgentPart,
    FundPart,
    FindPart,
    CopyOutPart,
    FilingPart,
    BlankFormsPart,
    BatchPart,
    RoundsPart,
    NoticesPart,
    MeetingPart,
    RosterPart,
    ApplicantPart,
    IdReaderPart,
    ColleaguePart,
    PcKeysPart,
    StepsPart,
    AssessPart,
    RulesPart,
    StandardsPart,
    StickPart,
    BackupPart,
    SealingPart,
    SealSetupPart,
    PaperSignPart,
    SignedPdfPart,
    ReceiptCheckPart,
    SeenByPart,
    InspectPart,
    StandInPart,
    UpdatesPart,
    CheckupPart,
)
