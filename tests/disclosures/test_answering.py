"""A draft answers what waits: a quarter, a meeting; or starts a clock of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db.models import Q
from django.utils import timezone

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.versions import content_of
from gongkai.disclosures.waiting import first_fitting, waiting_under
from gongkai.duties import actions as duties
from gongkai.duties.models import Duty, Mapping, MappingState, Obligation, Trigger
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties import occasions
from tests.duties.occasions import MEETING, PLAIN, POLICY, QUARTERLY, duty

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> made.Team:
    made.set_today(monkeypatch, TODAY)
    return occasions.a_waiting_team()


def quarter_of(the_duty: Duty) -> Obligation:
    return Obligation.objects.get(duty=the_duty, trigger=Trigger.PERIOD)


def a_meeting(team: made.Team, *names: str, on: date = MONDAY) -> Obligation:
    _, owed = duties.register_event(
        actor=team.editor, body=team.body, name="会议召开", title="第12次局长办公会",
        happened_on=on, duties=[duty(team.body, name) for name in names or (MEETING,)],
    )  # fmt: skip
    return owed[0]


def registered(team: made.Team, owed: Obligation, **changes: object) -> Disclosure:
    given = {
        "duties": [owed.duty],
        "title": "会议情况",
        "formed_on": date(2026, 11, 17),
        "answering": {owed.duty: owed},
        **changes,
    }
    return actions.register(actor=team.editor, **given)  # type: ignore[arg-type]


def refused(team: made.Team, owed: Obligation, **changes: object) -> str:
    drafts = Disclosure.objects.count()
    with pytest.raises(Refused) as refusal:
        registered(team, owed, **changes)
    assert Disclosure.objects.count() == drafts
    return refusal.value.code


def test_a_draft_for_the_quarter_starts_no_second_clock(team: made.Team) -> None:
    quarter = quarter_of(duty(team.body, QUARTERLY))
    draft = registered(team, quarter)

    assert draft.filings.get().obligation == quarter
    assert Obligation.objects.filter(duty=quarter.duty).count() == 1


def test_publishing_ends_what_it_answers(team: made.Team) -> None:
    owed = a_meeting(team)
    made.published(team, owed.duty, formed_on=MONDAY, answering={owed.duty: owed})

    owed.refresh_from_db()
    # Held on Monday, due on Thursday, published on Friday.
    assert (owed.fulfilled_on, owed.late_working_days) == (TODAY, 1)


def test_another_piece_of_information_starts_its_own_clock(team: made.Team) -> None:
    quarter = quarter_of(duty(team.body, QUARTERLY))
    registered(team, quarter, answering=None)

    own = Obligation.objects.get(duty=quarter.duty, trigger=Trigger.FORMED)
    assert own.formed_on == date(2026, 11, 17)
    assert quarter_of(quarter.duty).fulfilled_on is None


def test_one_draft_answers_one_item_and_starts_a_clock_for_the_other(team: made.Team) -> None:
    owed = a_meeting(team)
    draft = registered(team, owed, duties=[owed.duty, duty(team.body, PLAIN)])

    meeting, plain = draft.filings.order_by("pk")
    assert meeting.obligation == owed
    assert plain.obligation is not None
    assert plain.obligation.trigger == Trigger.FORMED


def test_the_formed_day_does_not_move_a_meetings_clock(team: made.Team) -> None:
    owed = a_meeting(team)
    draft = registered(team, owed, duties=[owed.duty, duty(team.body, PLAIN)])
    assert draft.latest is not None
    content = replace(content_of(draft.latest), formed_on=date(2026, 11, 19))
    actions.save_draft(actor=team.editor, disclosure=draft, content=content)

    days = dict(Obligation.objects.filter(filing__isnull=False).values_list("trigger", "formed_on"))
    assert days == {Trigger.EVENT: MONDAY, Trigger.FORMED: date(2026, 11, 19)}


def test_the_formed_day_cannot_be_moved_before_the_meeting(team: made.Team) -> None:
    draft = registered(team, a_meeting(team))
    assert draft.latest is not None
    content = replace(content_of(draft.latest), formed_on=date(2026, 11, 13))
    with pytest.raises(Refused) as refusal:
        actions.save_draft(actor=team.editor, disclosure=draft, content=content)
    assert refusal.value.code == "formed-before-the-event"


def test_kept_undisclosed_it_ends_what_it_answers_as_that(team: made.Team) -> None:
    owed = a_meeting(team)
    ready = made.ready(
        team, owed.duty, formed_on=MONDAY, answering={owed.duty: owed},
        openness="withheld", openness_ground="third-party-rights",
    )  # fmt: skip
    actions.keep_undisclosed(actor=team.publisher, disclosure=ready)
    owed.refresh_from_db()
    assert owed.outcome == "undisclosed"


def test_what_was_excused_meanwhile_stays_excused_when_it_is_published(team: made.Team) -> None:
    owed = a_meeting(team)
    ready = made.ready(team, owed.duty, formed_on=MONDAY, answering={owed.duty: owed})
    Obligation.objects.filter(pk=owed.pk).update(excused_on=date(2026, 11, 19))
    actions.publish(actor=team.publisher, disclosure=ready)
    owed.refresh_from_db()
    assert (owed.excused_on, owed.fulfilled_on) == (date(2026, 11, 19), None)


# Refusals


def test_information_from_before_the_meeting_does_not_answer_it(team: made.Team) -> None:
    owed = a_meeting(team)
    assert refused(team, owed, formed_on=date(2026, 11, 13)) == "formed-before-the-event"


def test_another_items_obligation_is_refused(team: made.Team) -> None:
    owed, plain = a_meeting(team), duty(team.body, PLAIN)
    assert refused(team, owed, duties=[plain], answering={plain: owed}) == "another-duty"
    assert refused(team, owed, duties=[plain]) == "another-duty"


def test_what_another_draft_answers_is_refused(team: made.Team) -> None:
    owed = a_meeting(team)
    registered(team, owed)
    assert refused(team, owed) == "already-answered"


def test_what_is_met_is_refused(team: made.Team) -> None:
    owed = a_meeting(team)
    made.published(team, owed.duty, formed_on=MONDAY, answering={owed.duty: owed})
    assert refused(team, owed) == "already-fulfilled"


def test_what_is_excused_is_refused(team: made.Team) -> None:
    owed = a_meeting(team)
    Obligation.objects.filter(pk=owed.pk).update(excused_on=TODAY)
    assert refused(team, owed) == "already-excused"


# What waits


def test_what_waits_is_told_soonest_first_and_without_what_is_answered(team: made.Team) -> None:
    meeting = duty(team.body, MEETING)
    first, second = a_meeting(team), a_meeting(team, on=date(2026, 11, 18))
    third = a_meeting(team, on=date(2026, 11, 12))
    registered(team, first)
    assert waiting_under([meeting]) == {meeting.pk: [third, second]}


def test_the_one_proposed_is_the_oldest_the_day_fits(team: made.Team) -> None:
    meeting = duty(team.body, MEETING)
    monday, wednesday = a_meeting(team), a_meeting(team, on=date(2026, 11, 18))
    waiting = waiting_under([meeting])[meeting.pk]
    assert first_fitting(waiting, date(2026, 11, 18)) == monday
    assert first_fitting([wednesday], date(2026, 11, 17)) is None
    assert first_fitting([], TODAY) is None


def test_a_draft_of_its_own_is_nothing_that_waits(team: made.Team) -> None:
    plain = duty(team.body, PLAIN)
    registered(team, a_meeting(team), duties=[plain], answering=None)
    assert waiting_under([plain]) == {plain.pk: []}


# Items that are the same by a confirmed mapping, and items that took the place of others


def same(one: Duty, other: Duty) -> None:
    first, second = sorted((one, other), key=lambda row: row.pk)
    Mapping.objects.create(
        body=one.body,
        one=first,
        other=second,
        score=1,
        state=MappingState.CONFIRMED,
        decided_at=timezone.now(),
    )


def test_the_same_meeting_under_a_mapped_item_is_answered_with_it(team: made.Team) -> None:
    meeting, plain = duty(team.body, MEETING), duty(team.body, PLAIN)
    same(meeting, plain)
    owed = a_meeting(team, MEETING, PLAIN)
    draft = registered(team, owed)

    assert {one.obligation.trigger for one in draft.filings.all() if one.obligation} == {
        Trigger.EVENT
    }
    assert not Obligation.objects.filter(Q(filing=None), trigger=Trigger.EVENT).exists()


def test_a_mapped_item_where_nothing_of_it_waits_gets_its_own_clock(team: made.Team) -> None:
    meeting, policy = duty(team.body, MEETING), duty(team.body, POLICY)
    same(meeting, policy)
    draft = registered(team, a_meeting(team))
    assert draft.filings.get(duty=policy).obligation.trigger == Trigger.FORMED  # type: ignore[union-attr]


def test_what_the_old_edition_still_owes_is_answered_under_the_new_one(team: made.Team) -> None:
    owed = a_meeting(team)
    edition = made.an_edition(occasions.rows(), title=occasions.TITLE, label="2026版")
    adoption = duties.renew_adoption(
        actor=team.administrator, body=team.body, edition=edition, default_start=TODAY
    )
    new = adoption.duties.select_related("item", "body").get(item__levels__contains=[MEETING])
    assert waiting_under([new]) == {new.pk: [owed]}
    draft = registered(team, owed, duties=[new], answering={new: owed})
    assert draft.filings.get().obligation == owed
