"""Who may act at the townships' windows, granted and taken back on a page: entries of the county, and deeds."""

import pytest

from sync.county.deeds import Deeds
from sync.county.embedded import County
from sync.county.grant_rows import all_grants
from sync.county.officers import CountyRole
from tests.console.browser import Browser

DIVISION = "511725106"
pytestmark = pytest.mark.usefixtures("township")
LEADER, IT, WORKER = CountyRole.LEADER, CountyRole.IT, CountyRole.CASE_WORKER


def granted(county: County, name: str) -> list[tuple[tuple[str, ...], str, str]]:
    """Give roles, for whom, and the day of its end, of each grant of a name."""
    with county.site.database.reading() as connection:
        return [(one.roles, one.for_name, one.revoked_on) for one in all_grants(connection) if one.name == name]


def officer_of(county: County, name: str) -> tuple[str, str]:
    """Give the id and the scope of the last grant of a name."""
    with county.site.database.reading() as connection:
        return [(one.officer, one.scope) for one in all_grants(connection) if one.name == name][-1]


def test_several_roles_are_granted_renewed_and_taken_back(staff: dict[CountyRole, Browser], county: County) -> None:
    it = staff[IT]
    said = {"division": DIVISION, "name": "何秀兰", "days": "30", "officer": "", "for": ""}
    shown = it.get("/grants").post("/grants", **said, roles=["reviewer", "window"])
    assert (shown.status, shown.path) == (200, "/grants")
    assert "经办，审核" in shown.text
    assert granted(county, "何秀兰") == [(("window", "reviewer"), "", "")]
    officer, scope = officer_of(county, "何秀兰")

    it.post("/grants", **(said | {"officer": officer}), roles=["window"])
    assert granted(county, "何秀兰")[-1] == (("window",), "", "")

    refused = it.post("/grants/revoke", officer=officer, scope=scope, reason="")
    assert (refused.status, "请写清为什么收回" in refused.text) == (409, True)
    shown = it.post("/grants/revoke", officer=officer, scope=scope, reason="调走了")
    assert "收回" in shown.text
    assert all(end for _roles, _name, end in granted(county, "何秀兰"))
    assert it.post("/grants/revoke", officer=officer, scope=scope, reason="再来一次").status == 409
    deeds = [row.what for row in Deeds(county.site).newest(officer)]
    assert deeds == ["revoke_grant", "grant", "grant"]


def test_a_stand_in_is_granted_for_somebody_of_the_same_office(
    staff: dict[CountyRole, Browser], county: County
) -> None:
    leader = staff[LEADER]
    county.grant(DIVISION, "郭正平", "leader")
    away, _ = officer_of(county, "郭正平")
    said = {"division": DIVISION, "name": "罗小云", "days": "7", "officer": ""}
    shown = leader.get("/grants").post("/grants", **said, roles=["leader"], **{"for": away})
    assert "代郭正平" in shown.text
    assert granted(county, "罗小云") == [(("leader",), "郭正平", "")]
    nobody = leader.post("/grants", **said, roles=["leader"], **{"for": "01900000-0000-7000-8000-0000000000aa"})
    assert nobody.status == 409


def test_what_cannot_be_granted_is_refused(staff: dict[CountyRole, Browser]) -> None:
    it, said = staff[IT], {"division": DIVISION, "name": "何秀英", "officer": "", "for": ""}
    it.get("/grants")
    for wrong in ({"days": "31", "roles": ["window"]}, {"days": "x", "roles": ["window"]}, {"days": "5", "roles": []},
                  {"days": "5", "roles": ["it", "window"]}, {"days": "5", "roles": ["king"]}):  # fmt: skip
        assert it.post("/grants", **said, **wrong).status == 409
    assert it.post("/grants", **(said | {"division": "000000000"}), days="5", roles=["window"]).status == 409


def test_a_case_worker_sees_who_may_act_and_changes_nothing(staff: dict[CountyRole, Browser]) -> None:
    shown = staff[WORKER].get("/grants")
    assert shown.status == 200
    assert 'action="/console/grants"' not in shown.text
