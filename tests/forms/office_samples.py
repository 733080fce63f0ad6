"""The papers of several households and of the office, made of the same few facts as the others."""

from app.domain.steps.shown import Line
from app.forms.archive_index import ArchiveIndex, make_archive_index
from app.forms.archive_index import Item as Kept
from app.forms.form import Form
from app.forms.minutes import Item, Meeting, make_minutes
from app.forms.poster import Announcement, Poster, make_announcement, make_poster
from app.forms.roster import Payment, Roster, make_roster
from app.forms.route_list import RouteList, Stop, make_route_list
from app.forms.sample_record import Drawn, SampleRecord, make_sample_record
from tests.forms import step_facts as facts
from tests.forms.desk_papers import NUMBER, SUBJECT, Said
from tests.made_up import household

WINDOW = "镇便民服务中心社会救助窗口"


def line(said: Said, number: int = 0, named: str = "applicant") -> Line:
    name = said.person.name if not number else f"李桂{number}"
    return Line(
        name, said.person.village, "3", 2 + number % 3, "dibao", 69_333 + number, named=named, from_month="2026-12"
    )


def poster(said: Said) -> Form:
    lines = (line(said), line(said, 1, "guardian"), *(line(said, number) for number in range(2, 9)))
    return make_poster(
        Poster(
            SUBJECT,
            "GS-2026-0012",
            said.person.village,
            lines,
            7,
            WINDOW,
            said.office,
            "2026-10-28",
            "2026-11-04",
            training=said.training,
        )
    )


def announcement(said: Said) -> Form:
    lines = tuple(line(said, number) for number in range(14))
    village, office = said.person.village, said.office
    return make_announcement(Announcement(village, "2026-12-01", lines, WINDOW, office, training=said.training))


def minutes(said: Said) -> Form:
    items = (
        Item(said.person.name, said.person.village, "dibao", "grant", 69_333, 0, "grant", said.note, ("王书记",)),
        Item("周大山", "青龙村5组", "tekun", "grant", 80_600, 0, "grant"),
        Item("刘秀英", "青龙村1组", "dibao", "refuse", 0, 0, "later", "再去看一次"),
    )
    names = ("刘建国", said.handler, "赵勇", "周敏", "孙丽", "王书记")
    return make_minutes(
        Meeting(
            SUBJECT,
            NUMBER,
            "2026-11-06",
            items,
            said.office,
            names,
            True,
            "三楼会议室",
            "刘建国",
            "孙丽",
            said.training,
        )
    )


def route(said: Said) -> Form:
    stops = tuple(
        Stop(
            household.uid(800 + number),
            NUMBER,
            said.person.name if number < 2 else f"李桂{number}",
            said.person.village,
            "上坡第二家，门口有棵黄葛树",
            "13800000001",
            "dibao",
            3,
            mind="儿子的车" if number else said.note,
        )
        for number in range(8)
    )  # fmt: skip - one line, one stop
    return make_route_list(
        RouteList(said.person.village, "2026-10-15", ("陈素华", said.handler), stops, said.office, said.training)
    )


def roster(said: Said) -> Form:
    who = said.person
    several = tuple(
        Payment(
            who.name if not number else f"李桂{number}",
            who.id_number,
            who.name,
            "6217000012345678901",
            3,
            69_333,
            4_700 * (number % 2),
            "户名不符" if number == 2 else "",
        )
        for number in range(28)
    )  # fmt: skip - one line, one payment
    return make_roster(Roster("dibao", "2026-12", several, said.office, said.training))


def archive(said: Said) -> Form:
    deciding = tuple(Kept(f"材料 {number}", "2026-10-12", number) for number in range(12))
    daily = (Kept(said.note, "2027-05-06", 1),)
    return make_archive_index(ArchiveIndex(facts.head(said), deciding, daily))


def sample(said: Said) -> Form:
    drawn = (
        Drawn(said.person.name, said.person.village, "dibao", "random", "2026-12-03", said.note, "补签字"),
        Drawn("周大山", "青龙村5组", "tekun", "kin"),
        Drawn("刘秀英", "青龙村1组", "dibao", "report"),
    )
    return make_sample_record(SampleRecord("2026-11", 10, 30, "4711", drawn, said.handler, said.office, said.training))
