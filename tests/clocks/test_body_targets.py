"""A body's own targets for 实时 and 及时: who sets them, what is refused, what asking costs."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Body, Officer, Role, Tier
from gongkai.clocks.actions import set_targets
from gongkai.clocks.models import BodyTargets
from gongkai.clocks.queries import calendar_for, targets_of, targets_set_for
from gongkai.clocks.signals import targets_changed
from gongkai.refusals import Refused
from gongkai.workdays import Targets
from tests import factories as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Body:
    return made.a_body("临河县人民政府")


@pytest.fixture
def township(county: Body) -> Body:
    return made.a_body("柳泉镇人民政府", tier=Tier.TOWNSHIP, parent=county)


@pytest.fixture
def liang(county: Body) -> Officer:
    return made.an_officer(county, Role.ADMINISTRATOR, name="梁管理")


def set_by(actor: Officer | None, body: Body, *days: int | None, **changes: Any) -> BodyTargets:
    realtime, timely = days
    changes.setdefault("reason", "县里的承诺")
    return set_targets(actor=actor, body=body, realtime=realtime, timely=timely, **changes)


def test_nobody_has_targets_until_they_are_set(county: Body) -> None:
    assert targets_of(county.pk) == Targets()
    assert targets_of(None) == Targets()
    assert targets_set_for(county.pk) is None


def test_an_administrator_sets_them_and_the_trail_says_why(county: Body, liang: Officer) -> None:
    set_by(liang, county, 2, 5)
    assert targets_of(county.pk) == Targets(realtime=2, timely=5)
    row = targets_set_for(county.pk)
    assert row is not None
    assert (row.set_by, row.reason) == (liang, "县里的承诺")
    entry = AuditEntry.objects.get(verb="clocks.set_targets")
    assert (entry.body_id, entry.actor, entry.reason) == (county.pk, liang, "县里的承诺")
    assert entry.before == {"realtime": None, "timely": None}
    assert entry.after == {"realtime": 2, "timely": 5}


def test_the_latest_row_holds_and_none_is_changed(county: Body, liang: Officer) -> None:
    set_by(liang, county, 2, 5)
    set_by(liang, county, None, 7)
    assert targets_of(county.pk) == Targets(timely=7)
    set_by(liang, county, None, None, reason="不再另设")
    assert targets_of(county.pk) == Targets()
    rows = BodyTargets.objects.order_by("pk").values_list("realtime", "timely")
    assert list(rows) == [(2, 5), (None, 7), (None, None)]


def test_they_are_the_bodys_alone(county: Body, township: Body, liang: Officer) -> None:
    set_by(liang, county, 2, 5)
    assert targets_of(township.pk) == Targets()


def test_the_calendar_stays_the_same_value(county: Body, liang: Officer) -> None:
    before = calendar_for(county.pk)
    set_by(liang, county, 2, 5)
    assert calendar_for(county.pk) is before


@pytest.mark.parametrize("days", [(0, None), (21, None), (None, 0), (None, 21), (-1, 5)])
def test_a_target_outside_1_to_20_is_refused(
    county: Body, liang: Officer, days: tuple[int | None, int | None]
) -> None:
    refuses("target-out-of-range", liang, county, *days)


def test_a_target_without_a_reason_is_refused(county: Body, liang: Officer) -> None:
    refuses("no-reason", liang, county, 2, 5, reason="  ")


def test_what_holds_already_is_refused(county: Body, liang: Officer) -> None:
    refuses("no-change", liang, county, None, None)
    set_by(liang, county, 2, 5)
    with pytest.raises(Refused, match="没有变化") as refused:
        set_by(liang, county, 2, 5)
    assert refused.value.code == "no-change"
    assert BodyTargets.objects.count() == 1


def test_another_bodys_administrator_is_refused(township: Body, liang: Officer) -> None:
    refuses("another-body", liang, township, 2, 5)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_who_is_no_administrator_is_refused(county: Body, role: Role) -> None:
    refuses("wrong-role", made.an_officer(county, role), county, 2, 5)


def refuses(code: str, actor: Officer, body: Body, *days: int | None, **changes: Any) -> None:
    with pytest.raises(Refused) as refused, transaction.atomic():
        set_by(actor, body, *days, **changes)
    assert refused.value.code == code
    assert not BodyTargets.objects.exists()
    assert not AuditEntry.objects.filter(verb="clocks.set_targets").exists()


def test_the_database_takes_none_out_of_range_either(county: Body) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BodyTargets.objects.create(body=county, timely=21, reason="写错了")


def test_those_above_are_told_in_the_same_transaction(county: Body, liang: Officer) -> None:
    heard: list[dict[str, Any]] = []

    def hear(**told: Any) -> None:
        heard.append(told)

    targets_changed.connect(hear)
    try:
        set_by(liang, county, 2, 5)
    finally:
        targets_changed.disconnect(hear)
    assert [(told["body"], told["actor"], told["note"]) for told in heard] == [
        (county, liang, "本机关公开目标有变：县里的承诺")
    ]


def test_a_rolled_back_target_is_forgotten(county: Body, liang: Officer) -> None:
    class ItDiedError(Exception):
        pass

    def and_then_dies() -> None:
        with transaction.atomic():
            set_by(liang, county, 2, 5)
            raise ItDiedError

    with pytest.raises(ItDiedError):
        and_then_dies()
    assert targets_of(county.pk) == Targets()


def test_a_thousand_bodies_cost_no_query_each(county: Body, liang: Officer) -> None:
    set_by(liang, county, 2, 5)
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        calendar_for(county.pk)
        first = len(asked)
        for body in range(1, 1001):
            targets_of(body)
        assert targets_of(county.pk) == Targets(2, 5)
    assert first <= 3
    assert len(asked) == first
