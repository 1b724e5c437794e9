"""The pages around disclosures in a real browser: nobody is kept out, on a desk or on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from gongkai.bodies.models import Officer
from gongkai.catalog import read_file
from gongkai.duties import actions
from gongkai.duties.models import Edition
from tests import factories as made
from tests.browser.pages import be, fits
from tests.workspace.around import address

pytestmark = pytest.mark.django_db(transaction=True)
HOUSING = Path(__file__).parents[2] / "examples" / "catalogs" / "city-housing-bureau.txt"
Check = Callable[[Page], None]


@pytest.fixture
def team() -> made.Team:
    team = made.a_team(made.a_body(phone="0533-5550100"))
    made.adopted(team.body)
    made.published(team)
    made.a_draft(team, made.a_duty(team.body, made.POLICY))
    return team


@pytest.fixture
def edition() -> Edition:
    """A catalog as it was issued, with findings and carried cells."""
    (read,) = read_file(HOUSING).catalogs
    return actions.import_edition(
        actor=None, read=read, source_name=HOUSING.name, source_sha256="0" * 64, label="2026年版"
    )


def _pages(team: made.Team, edition: Edition) -> list[tuple[Officer, str]]:
    duty = made.a_duty(team.body)
    mine = made.a_duty(team.body).item
    lead = team.administrator
    return [
        (lead, address("duties")),
        (lead, address("duties") + "?words=没有"),
        (lead, address("duty", duty.pk)),
        (lead, address("catalogs")),
        (lead, address("catalog", edition.pk)),
        (lead, address("catalog", mine.edition_id) + f"?mend={mine.pk}"),
        (lead, address("catalog_import")),
        (lead, address("bodies")),
        (lead, address("body", team.body.slug)),
        (lead, address("officers")),
        (lead, address("audit")),
        (team.editor, address("body", team.body.slug)),
        (team.editor, address("duty", duty.pk)),
        (team.auditor, address("officers")),
        (team.auditor, address("audit")),
    ]


def _look(page: Page, team: made.Team, edition: Edition, origin: str, check: Check) -> None:
    for officer, url in _pages(team, edition):
        be(page, officer, origin)
        page.goto(url)
        check(page)
        assert fits(page), f"{url} 比屏幕宽"


def test_every_page_is_open_to_everybody_on_a_desk(
    page: Page, team: made.Team, edition: Edition, live_server: object, axe: Check
) -> None:
    _look(page, team, edition, str(live_server), axe)


def test_every_page_is_open_to_everybody_on_a_phone_and_fits_it(
    phone: Page, team: made.Team, edition: Edition, live_server: object, axe: Check
) -> None:
    _look(phone, team, edition, str(live_server), axe)


def test_an_officer_is_given_a_role_and_it_shows(
    page: Page, team: made.Team, live_server: object
) -> None:
    be(page, team.administrator, str(live_server))
    page.goto(address("officers"))
    page.get_by_label("授予林填报的角色").select_option("publisher")
    page.get_by_role("button", name="授予林填报所选角色").click()
    page.get_by_text("已授予角色。").wait_for()
    page.get_by_role("button", name="收回林填报的发布角色").wait_for()
