"""Who comes to a township's window on a market day, each played through the window by an officer's keys.

The numbers are those of the situations in docs/desk.md.
"""

from dataclasses import replace

from app.domain.case import Case
from app.domain.form_code import FormCode, Paper, payload, subject_of
from app.domain.person import Identity
from tests.desk.counter import Counter
from tests.filing.returned import paper
from tests.intake.at_the_window import back, front
from ui.printer_choice import PrinterChoice

PHONE = "13800000001"
ELSEWHERE = "四川省渠县天星街道凤凰社区和平路388号"


# --- what visits are made of
def sits_down(at: Counter, reason: str) -> Counter:
    """Ask why somebody comes."""
    return at.press("F2", reason)


def with_card(at: Counter, who: Identity) -> Counter:
    """Lay both sides of a card."""
    return at.lay(front(who), back(who))


def contact(at: Counter) -> None:
    """Go on from the card: a phone; the village is the one of the card."""
    at.press("PgDn").type(PHONE).press("PgDn")


def one_person(at: Counter) -> None:
    """Take the household of somebody who lives alone, in good health, without work."""
    at.press("1", "2", "1", "PgDn")


def a_son_away(at: Counter, son: Identity) -> None:
    """Take the household of a father whose son works in Guangdong."""
    at.press("1", "2", "1", "Ins").say(son.name, son.id_number)
    at.press("2", "2").say("广东").press("1", "2")
    at.press("2").say("打工", "9600").press("1").say("种地 3 亩", "5200-2000").press("3", "3", "3", "PgDn")


def nothing_owned(at: Counter) -> None:
    """Answer the questions: no expenses, nothing owned, no kin in office; ill and old."""
    at.press("Enter", "Enter", "Enter", *"111111", "1", "6", "PgDn")


def alone(at: Counter) -> None:
    """Take everything between the card and the signatures of somebody who lives alone."""
    contact(at)
    one_person(at)
    nothing_owned(at)


def with_pen(at: Counter) -> None:
    """Let the applicant sign on the glass."""
    at.press("F9").write().press("Enter")


def choose_printer(at: Counter) -> None:
    """Take the usual printer where it is asked for: once for a PC."""
    if any(one.isVisible() for one in at.program.window.findChildren(PrinterChoice)):
        at.press("Enter")


def accept(at: Counter) -> Case:
    """Accept and have the receipt printed; give the case."""
    case = at.intake.draft.id
    at.press("F10")
    choose_printer(at)
    return case_with(at, case)


def case_with(at: Counter, case_id: str) -> Case:
    """Give a case by its id."""
    case = at.desk.store.case(case_id)
    assert case is not None
    return case


def case_of(at: Counter, name: str) -> Case:
    """Give the newest case of an applicant."""
    rows = [one for one in at.desk.store.visits(at.desk.today()) if one.name == name and one.about.startswith("case:")]
    return case_with(at, rows[0].about.removeprefix("case:"))


def own_page(case_id: str, member: str) -> FormCode:
    """Give the code of the page that a member signs."""
    return FormCode(Paper.AUTHORISATION, case_id, member, 1, 1, "0000")


def signed_page(at: Counter, code: FormCode) -> Counter:
    """Lay a signed page of ours under the camera."""
    return at.lay(paper(payload(code)))


# --- the visits
def applies(at: Counter, who: Identity) -> Case:
    """Somebody who lives alone applies, with everything in order."""
    with_card(sits_down(at, "1"), who)
    alone(at)
    with_pen(at)
    return accept(at)


def applies_with_a_booklet(at: Counter, who: Identity) -> Case:
    """1: the card lies at home, the booklet is here; its pages are captured and typed."""
    first, page = (replace(front(), kind=kind, fields={}, strips={}) for kind in ("hukou_head", "hukou_page"))
    sits_down(at, "1").lay(first).press("Y").lay(page)
    at.say(who.name, "", "汉", "", who.id_number, who.address)
    alone(at)
    with_pen(at)
    return accept(at)


def is_applied_for(at: Counter, who: Identity, agent: Identity) -> Case:
    """2: a son comes for his mother; she is to sign at home, and the mandate goes with him."""
    at.press("F2", "0", "1").lay(front(agent)).press("1", "1").say(PHONE, "")
    with_card(at, who)
    alone(at)
    return is_told_what_lacks(at)


def is_told_what_lacks(at: Counter) -> Case:
    """Tell all that is lacking, once, on paper."""
    case = at.intake.draft.id
    at.press("F12", "PgDn")
    choose_printer(at)
    at.press("Enter")
    return case_with(at, case)


def presses_a_thumb(at: Counter, who: Identity) -> Case:
    """3: somebody who does not write: read aloud, pressed on paper before two witnesses, photographed."""
    with_card(sits_down(at, "1"), who)
    alone(at)
    at.press("F7", "Ctrl P")
    choose_printer(at)
    signed_page(at, own_page(at.intake.draft.id, at.intake.draft.applicant.id))
    at.press("Space", "Enter").say("陈素华", "赵勇")
    return accept(at)


def applies_without_the_son(at: Counter, who: Identity, son: Identity) -> Case:
    """4: the son works in Guangdong; his page goes by post."""
    with_card(sits_down(at, "1"), who)
    contact(at)
    a_son_away(at, son)
    nothing_owned(at)
    with_pen(at)
    knows_printer = at.pages.printing.is_ready
    at.press("2")
    if not knows_printer:
        at.press("Ctrl P")
        choose_printer(at)
    return accept(at)


def brings_a_signed_page(at: Counter, case: Case, name: str, reason: str = "6") -> None:
    """4, later: the page that was taken along comes back signed."""
    assert case.accepted is not None
    member = next(one.id for one in case.accepted.members if one.identity.name == name)
    signed_page(sits_down(at, reason), own_page(case.id, member)).press("Enter", "Esc")


def does_not_go_on(at: Counter, who: Identity) -> None:
    """5: somebody thinks better of it before anything was accepted."""
    with_card(sits_down(at, "1"), who)
    contact(at)
    at.press("F12", "Ctrl E").type("不办了").press("Enter", "Enter", "Enter")


def withdraws(at: Counter, case: Case) -> None:
    """5, after acceptance: the signed paper of withdrawal is captured."""
    finds(sits_down(at, "4"), case)
    at.press("5").lay(replace(front(), kind="own_form", fields={}, strips={})).press("Enter", "Enter")


def finds(at: Counter, case: Case) -> None:
    """Find a case by the applicant's number, as the card says it, and open it."""
    assert case.accepted is not None
    if not at.finding:
        at.press("Ctrl K")
    at.type(case.accepted.members[0].identity.id_number).press("Enter")


def prints_a_pad(at: Counter) -> tuple[str, ...]:
    """6, before: the pad of numbered forms for the day on which the power is out."""
    at.program.window.choose("blank_forms")
    at.settle().press("Ctrl P")
    choose_printer(at)
    return tuple(one.number for one in at.desk.store.papers())


def was_taken_on_paper(at: Counter, who: Identity, number: str) -> Case:
    """6: the power was out; the form that was filled in and signed by hand is recorded with its number."""
    at.program.window.choose("blank_forms")
    at.settle().say(number, "", "")
    with_card(at, who)
    alone(at)
    at.press("F7")
    signed_page(at, FormCode(Paper.APPLICATION, subject_of(number), "", 1, 6, "0000")).press("Enter")
    return accept(at)


def comes_from_the_same_household(at: Counter, who: Identity) -> None:
    """7: a member of a household that has a case comes by herself: the strip says so, and that case is opened."""
    with_card(sits_down(at, "1"), who).press("O")


def is_stranded(at: Counter, name: str, looks: str) -> None:
    """8: somebody from another province, without any document: help first."""
    sits_down(at, "2").say(name, "", "", "", "").press("5").say(looks).press("6")
    at.say("钱包被偷", "汽车站", "昨天", "吃的和路费").press("1").say("300", "")
    choose_printer(at)


def tells_of_a_death(at: Counter, dead: Identity, teller: str) -> None:
    """9: a daughter tells that her father has died."""
    sits_down(at, "3").say(dead.name, dead.id_number, "", "", "").press("4", "Enter").say("昨天", "").press("3")
    at.say(teller, "").press("F10")
    choose_printer(at)


def brings_for_the_village(at: Counter, cadre: str, *households: Identity) -> None:
    """10: a cadre brings the papers of households; each is taken in, one list is signed."""
    at.program.window.choose("batch")
    at.settle().say(cadre, "青龙村")
    for nth, who in enumerate(households):
        if nth:
            at.program.window.choose("batch")
            at.settle().press("F6")
        with_card(at, who)
        alone(at)
        with_pen(at)
        accept(at)
    at.program.window.choose("batch")
    at.settle().press("Ctrl P")


def has_a_blurred_card(at: Counter, who: Identity) -> Case:
    """11: the picture is bad while the paper still lies there; it is taken again and is good."""
    sits_down(at, "1").lay(front(who, verdict="bad", cause="blur"))
    assert "照片模糊" in at.strips[0]
    at.lay(front(who), back(who))
    alone(at)
    with_pen(at)
    return accept(at)


def has_an_address_elsewhere(at: Counter, who: Identity) -> Case:
    """16: the card's address is another township's; it is asked once and stops nothing."""
    with_card(sits_down(at, "1"), who).press("Enter")
    alone(at)
    with_pen(at)
    return accept(at)


def comes_back(at: Counter, case: Case) -> Case:
    """A household that was here before and for which nothing has changed: eight keys and a signature."""
    assert case.accepted is not None
    sits_down(at, "1").lay(front(case.accepted.members[0].identity)).press("Enter", "F6", "Enter", "1", "F9")
    with_pen(at)
    return accept(at)


def reports_a_change(at: Counter, name: str, *kinds: str) -> None:
    """Something has changed at home; the receipt protects the family later."""
    sits_down(at, "3").say(name, "", "", "", "").press(*kinds, "Enter").say("11-20", "").press("1", "F10")
    choose_printer(at)


def has_a_new_card(at: Counter, name: str) -> None:
    """The bank card was changed."""
    sits_down(at, "5").say(name, "", "", "", "").press("1").say("昨天", "").press("1", "F10")
    choose_printer(at)


def asks(at: Counter, name: str, question: str, answer: str) -> None:
    """A question, and what was answered."""
    sits_down(at, "7").say(name, "", "", "", question, answer)


def is_sent_on(at: Counter, name: str, need: str, field: str) -> None:
    """Another department's help is asked for: number, slip, due date."""
    sits_down(at, "7").say(name, "", "", "").type(need).press("F7")
    at.press("Enter", "Enter", "Enter", "Enter", field, "F10")
    choose_printer(at)


def asks_how_far_it_is(at: Counter, case: Case) -> None:
    """查进度: found by the number of the card."""
    finds(sits_down(at, "4"), case)
