"""What an office owes, and the order of work: the soonest due first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from gongkai.bodies.models import Officer, Role
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.queries import (
    drafts_of,
    owed_by_office,
    ready_to_publish,
    review_queue,
)
from gongkai.duties.actions import open_obligation
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> make.Team:
    team = make.a_team()
    make.adopted(team.body)
    return team


@pytest.fixture
def service(team: make.Team) -> make.Team:
    """The same team with an editor of another office than the one that leads."""
    office = make.an_office(team.body, make.SERVICE_OFFICE)
    return replace(team, editor=make.an_officer(office, Role.EDITOR, name="夏别科"))


def owed(officer: Officer) -> list[str]:
    return [one.occasion for one in owed_by_office(officer)]


def test_the_clock_of_a_duty_open_to_any_office_runs_for_the_office_that_registered(
    team: make.Team, service: make.Team
) -> None:
    duty = make.a_duty(team.body, make.PLAIN)
    assert (duty.any_office, duty.lead) == (True, team.editor.office)
    make.a_draft(service, duty, title="服务科的动态")
    assert owed(service.editor) == ["服务科的动态"]
    assert owed(team.editor) == []


def test_of_a_shared_duty_each_office_owes_what_it_registered(
    team: make.Team, service: make.Team
) -> None:
    make.a_draft(team, title="办公室登记的")
    make.a_draft(service, title="服务科登记的")
    assert owed(team.editor) == ["办公室登记的"]
    assert owed(service.editor) == ["服务科登记的"]


def test_what_nobody_registered_is_owed_by_the_offices_of_its_duty(
    team: make.Team, service: make.Team
) -> None:
    for item in (make.ELIGIBILITY, make.POLICY):
        duty = make.a_duty(team.body, item)
        open_obligation(actor=None, duty=duty, occasion=item, formed_on=make.FORMED_ON)
    assert owed(team.editor) == [make.POLICY, make.ELIGIBILITY]
    assert owed(service.editor) == [make.ELIGIBILITY]


def test_another_body_owes_nothing_of_it(team: make.Team) -> None:
    neighbours = make.a_team(make.a_body("望川县住房保障中心"))
    make.adopted(neighbours.body, make.a_duty(team.body).item.edition)
    make.a_draft(team)
    assert owed(neighbours.editor) == []


def test_what_was_published_is_owed_no_more(team: make.Team) -> None:
    make.published(team)
    assert owed(team.editor) == []


def test_what_is_owed_is_read_at_once_with_its_state(
    team: make.Team, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        make.a_draft(team)
    officer = Officer.objects.select_related("office__body").get(pk=team.editor.pk)
    with django_assert_num_queries(1):
        rows = owed_by_office(officer)
        said = {(one.state, str(one.filing.disclosure)) for one in rows}  # type: ignore[attr-defined]
    assert said == {("overdue", "2025年第一批保障资格审核结果")}


# The order of work

Queue = Callable[[Officer], Iterable[Disclosure]]
LISTS = [
    (review_queue, make.in_content_review, Role.REVIEWER),
    (ready_to_publish, make.ready, Role.PUBLISHER),
    (drafts_of, make.a_draft, Role.EDITOR),
]


@pytest.mark.parametrize(("waiting", "made", "role"), LISTS)
def test_what_is_due_soonest_stands_first_and_what_has_no_date_last(
    team: make.Team, waiting: Queue, made: Callable[..., Disclosure], role: Role
) -> None:
    dateless = made(team, title="没有期限")
    dateless.filings.update(obligation=None)
    made(team, title="较晚到期")
    made(team, make.a_duty(team.body, make.POLICY), title="最先到期")
    made(team, title="同日到期")
    rows = list(waiting(team.with_role(role)))
    assert [(str(row), row.due_on) for row in rows] == [  # type: ignore[attr-defined]
        ("最先到期", date(2025, 2, 5)),
        ("较晚到期", date(2025, 2, 21)),
        ("同日到期", date(2025, 2, 21)),
        ("没有期限", None),
    ]


def test_a_disclosure_under_two_items_is_listed_once_by_its_soonest_date(team: make.Team) -> None:
    first = make.a_draft(team)
    other = make.a_draft(team, make.a_duty(team.body, make.POLICY))
    other.filings.update(disclosure=first)
    rows = {row.pk: row.due_on for row in drafts_of(team.editor)}  # type: ignore[attr-defined]
    assert rows == {first.pk: date(2025, 2, 5), other.pk: None}


def test_a_correction_has_no_date_since_its_obligation_was_met(team: make.Team) -> None:
    make.under_correction(team)
    assert [row.due_on for row in drafts_of(team.editor)] == [None]  # type: ignore[attr-defined]
