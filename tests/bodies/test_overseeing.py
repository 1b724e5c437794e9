"""Who may look into a body from above, and who may not."""

from __future__ import annotations

import pytest

from gongkai.bodies.models import Body, Officer, Role
from gongkai.bodies.rules import may_oversee, oversees_some, require_may_oversee
from gongkai.refusals import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Body:
    return make.a_body("临河市住房和城乡建设局")


@pytest.fixture
def county(city: Body) -> Body:
    return make.a_body("银杏县住房和城乡建设局", parent=city)


@pytest.fixture
def centre(county: Body) -> Body:
    return make.a_body("银杏县住房保障中心", parent=county)


def refused(officer: Officer, body: Body) -> str:
    with pytest.raises(Refused) as refusal:
        require_may_oversee(officer, body)
    assert not may_oversee(officer, body)
    return refusal.value.code


@pytest.mark.parametrize("role", [None, Role.EDITOR, Role.REVIEWER, Role.AUDITOR])
def test_whoever_works_in_the_open_government_office_oversees_all_below(
    city: Body, county: Body, centre: Body, role: Role | None
) -> None:
    jiang = make.an_officer(city, *([role] if role else []))
    assert may_oversee(jiang, county)
    assert may_oversee(jiang, centre)


def test_an_administrator_of_any_office_oversees_too(city: Body, centre: Body) -> None:
    service = make.an_office(city, make.SERVICE_OFFICE)
    assert may_oversee(make.an_officer(service, Role.ADMINISTRATOR), centre)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.PUBLISHER, Role.AUDITOR])
def test_the_other_offices_of_the_city_do_not(city: Body, county: Body, role: Role) -> None:
    service = make.an_office(city, make.SERVICE_OFFICE)
    assert refused(make.an_officer(service, role), county) == "not-overseeing"


def test_one_does_not_oversee_oneself_nor_look_up(city: Body, county: Body, centre: Body) -> None:
    of_the_county = make.an_officer(county, Role.ADMINISTRATOR)
    assert refused(of_the_county, county) == "not-below"
    assert refused(of_the_county, city) == "not-below"
    assert may_oversee(of_the_county, centre)


def test_sisters_do_not_oversee_each_other(city: Body, county: Body, centre: Body) -> None:
    sister = make.a_body("远山县住房和城乡建设局", parent=city)
    of_the_sister = make.an_officer(sister, Role.ADMINISTRATOR)
    assert refused(of_the_sister, county) == "not-below"
    assert refused(of_the_sister, centre) == "not-below"


def test_a_body_that_was_moved_is_overseen_from_where_it_is_now(
    city: Body, county: Body, centre: Body
) -> None:
    sister = make.a_body("远山县住房和城乡建设局", parent=city)
    before, after = make.an_officer(county), make.an_officer(sister)
    centre.parent = sister
    centre.save(update_fields=["parent"])
    assert refused(before, centre) == "not-below"
    assert may_oversee(after, centre)
    assert may_oversee(make.an_officer(city), centre)


def test_who_left_oversees_nothing(city: Body, county: Body) -> None:
    gone = make.an_officer(city)
    gone.is_active = False
    gone.save(update_fields=["is_active"])
    assert refused(gone, county) == "not-overseeing"


def test_the_place_is_shown_only_where_something_is_below(county: Body, centre: Body) -> None:
    assert oversees_some(make.an_officer(county))
    assert not oversees_some(make.an_officer(centre))
    service = make.an_office(county, make.SERVICE_OFFICE)
    assert not oversees_some(make.an_officer(service, Role.EDITOR))
