"""What is in the demo once it is loaded; nothing here changes it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from gongkai import privacy
from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Body, Officer, Role
from gongkai.demo import registers
from gongkai.demo.load import is_loaded, load_demo, sign_ins
from gongkai.disclosures.completeness import missing_parts
from gongkai.disclosures.models import (
    Attachment,
    Disclosure,
    Filing,
    Openness,
    Opinion,
    Review,
    State,
    Version,
)
from gongkai.duties.models import Duty, Edition, Mapping, Obligation
from gongkai.duties.queries import with_state
from gongkai.refusals import Refused
from gongkai.search.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_the_lines_say_in_chinese_what_was_loaded(demo: list[str]) -> None:
    assert demo[0] == "机关6个，人员47名"
    assert demo[1] == "目录4份，公开责任227项"
    assert demo[-1] == f"公开信息{Disclosure.objects.count()}条"
    assert is_loaded()


def test_a_second_load_is_refused_and_changes_nothing() -> None:
    before = Disclosure.objects.count()
    with pytest.raises(Refused) as refused:
        load_demo(print)
    assert refused.value.code == "demo-loaded"
    assert Disclosure.objects.count() == before


def test_the_four_example_catalogs_are_adopted_and_chongqings_by_three_bodies() -> None:
    adopters = {edition.source_name: edition.adoptions.count() for edition in Edition.objects.all()}
    assert adopters == {
        "linzi-housing-centre.txt": 1,
        "city-housing-bureau.txt": 2,
        "zhoucun-science-bureau.txt": 1,
        "chongqing-affordable-housing.txt": 3,
    }


def test_one_body_works_under_two_catalogs_with_a_mapping_that_holds_and_some_to_look_at(
    demo: list[str],
) -> None:
    states = Counter(Mapping.objects.values_list("state", flat=True))
    assert states["confirmed"] == 1
    assert states["proposed"] >= 2
    assert demo[2] == f"目录对应{states.total()}对，待确认{states['proposed']}对"
    held = Mapping.objects.get(state="confirmed")
    both = Filing.objects.filter(duty=held.one).values("disclosure")
    assert Filing.objects.filter(duty=held.other, disclosure__in=both).exists()


def test_two_districts_stand_under_the_city() -> None:
    city = Body.objects.get(slug="chongqing-housing")
    assert {body.tier for body in city.children.all()} == {"county"}
    assert city.children.count() == 2


@pytest.mark.parametrize("key", [row["key"] for row in registers.rows()])
def test_every_body_has_every_role_and_two_editors_in_different_offices(key: str) -> None:
    officers = Officer.objects.filter(username__startswith=f"{key}-")
    held = [role for officer in officers for role in officer.roles]
    assert set(held) == set(Role)
    editors = [officer for officer in officers if officer.has_role(Role.EDITOR)]
    assert len({officer.office_id for officer in editors}) == len(editors) >= 2
    assert len({officer.body.pk for officer in officers}) == 1


def test_everyone_printed_can_sign_in_and_a_wrong_password_is_refused() -> None:
    # One hash is shared by all, so checking it once is checking it for each.
    shown = sign_ins()
    hashes = set(
        Officer.objects.filter(username__in=[one[1] for one in shown]).values_list(
            "password", flat=True
        )
    )
    assert Officer.objects.filter(username__in=[one[1] for one in shown]).count() == len(shown)
    assert len(hashes) == 1
    assert check_password("gongkai-demo", hashes.pop())
    from django.contrib.auth import authenticate  # inline: beside its only use

    request = RequestFactory().post("/")
    signed_in = authenticate(request, username="linzi-editor", password="gongkai-demo")
    assert signed_in is not None
    assert str(signed_in) == "钱望舒"
    assert authenticate(request, username="linzi-editor", password="gongkai-wrong") is None


def test_about_three_hundred_disclosures_are_there_in_every_state() -> None:
    states = list(Disclosure.objects.values_list("state", flat=True))
    assert set(states) == set(State)
    assert 250 <= len(states) <= 400
    assert states.count(State.PUBLISHED) > len(states) * 0.7


def test_one_is_scheduled_one_is_under_correction_and_one_was_corrected() -> None:
    assert Disclosure.objects.filter(state=State.READY, scheduled_for__gt=timezone.now()).exists()
    assert any(one.under_correction for one in Disclosure.objects.all())
    assert AuditEntry.objects.filter(verb="disclosures.publish").count() > (
        Disclosure.objects.filter(public__isnull=False).count()
    )


def test_returned_withdrawn_and_undisclosed_ones_say_why() -> None:
    assert Review.objects.filter(opinion=Opinion.RETURNED).exclude(note="").exists()
    withdrawn = Disclosure.objects.filter(state=State.WITHDRAWN)
    assert all(one.withdrawal_reason for one in withdrawn)
    for one in Disclosure.objects.filter(state=State.UNDISCLOSED).select_related("latest"):
        assert one.latest is not None
        assert one.latest.openness == Openness.WITHHELD
        assert one.latest.openness_ground == "deliberative"
        assert one.index_number is None


def test_a_superseded_one_names_its_successor_of_the_same_body() -> None:
    old = Disclosure.objects.filter(state=State.SUPERSEDED).select_related("superseded_by")[0]
    assert old.superseded_by is not None
    assert old.superseded_by.body_id == old.body_id
    assert not Entry.objects.filter(kind="disclosure", key=old.pk).exists()


def test_some_obligations_are_late_overdue_or_due_this_week_and_some_items_have_nothing() -> None:
    states = {vars(one)["state"] for one in with_state(Obligation.objects.all())}
    assert states == {"upcoming", "due", "overdue", "met", "met_late", "excused"}
    assert Duty.objects.filter(applies=True, filings=None).count() >= 20


def test_what_is_public_is_complete_reviewed_twice_and_in_the_index() -> None:
    public = Disclosure.objects.filter(state=State.PUBLISHED).select_related("latest")
    for one in public.order_by("pk")[:40]:
        assert missing_parts(one) == ()
        assert one.latest is not None
        kinds = one.latest.reviews.filter(opinion=Opinion.APPROVED).values_list("kind", flat=True)
        assert set(kinds) == {"content", "secrecy"}
    keys = set(Entry.objects.filter(kind="disclosure").values_list("key", flat=True))
    assert {one.pk for one in public} <= keys


def test_nobody_approved_what_they_wrote() -> None:
    for review in Review.objects.select_related("version"):
        assert review.reviewer_id != review.version.written_by_id


def test_some_are_filed_under_two_items_some_have_files_and_some_elements_are_waived() -> None:
    filings = Counter(Filing.objects.values_list("disclosure_id", flat=True))
    assert set(filings.values()) == {1, 2}
    assert {one.name.rpartition(".")[2] for one in Attachment.objects.all()} >= {"pdf", "csv"}
    assert any(value["waiver"] for one in Version.objects.all() for value in one.values)


def test_no_identity_number_is_whole_anywhere_and_masked_ones_are_there() -> None:
    masked = 0
    for table, column in _text_columns():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT "{column}"::text FROM "{table}"')  # noqa: S608 (own names)
            for (text,) in cursor.fetchall():
                if text and column not in _HASHES:
                    assert privacy.find_identity_numbers(text) == (), (table, column)
                    masked += "000000********" in text
    assert masked > 0


def test_nothing_but_what_is_scheduled_or_due_lies_in_the_future() -> None:
    now, today = timezone.now(), timezone.localdate()
    assert not AuditEntry.objects.filter(at__gt=now).exists()
    assert not Version.objects.filter(written_at__gt=now).exists()
    assert not Version.objects.filter(formed_on__gt=today).exists()
    assert not Review.objects.filter(at__gt=now).exists()
    assert not Disclosure.objects.filter(registered_at__gt=now).exists()
    assert not Disclosure.objects.filter(first_published_at__gt=now).exists()
    assert not Obligation.objects.filter(fulfilled_on__gt=today).exists()


def test_the_trail_tells_two_years_in_the_order_of_time() -> None:
    moments = list(AuditEntry.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert timedelta(days=720) < moments[-1] - moments[0] < timedelta(days=735)


_HASHES = {"password", "sha256", "source_sha256", "session_key", "vector"}


def _text_columns() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND data_type IN"
            " ('text', 'character varying', 'jsonb', 'ARRAY', 'tsvector')"
            " AND (table_name ~ '^(audit|bodies|duties|disclosures|search)_')"
        )
        return [(table, column) for table, column in cursor.fetchall()]
