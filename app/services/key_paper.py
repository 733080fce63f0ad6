"""The paper of the keys: the recovery sheet that IT keeps in an envelope."""

from app import clock
from app.domain.duties import Act
from app.forms.form import Form
from app.forms.recovery_sheet import RecoveryPaper, make_recovery_sheet
from app.services.desk import Desk
from app.services.duty import needs
from app.services.recovering import sheet_of
from app.vault.recovery_sheet import parts


@needs(Act.KEEP_KEYS)
def recovery_sheet(desk: Desk) -> Form:
    """Give the recovery sheet as it has to be printed now; Refused recovery.no_slot."""
    sheet = sheet_of(desk)
    return make_recovery_sheet(
        RecoveryPaper(
            sheet.office,
            sheet.number,
            sheet.epoch,
            _day(sheet.since),
            _day(sheet.recovery.since),
            sheet.recovery.recipient,
            parts(sheet),
            desk.training,
        )
    )


def _day(moment: str) -> str:
    """Give the day of a stored moment; empty where nobody noted it (slots of the first form)."""
    return clock.local_date(clock.parse(moment)).isoformat() if moment else ""
