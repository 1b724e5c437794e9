"""Nobody approves what they wrote; an edit loses its approvals; no role goes past a review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gongkai.bodies.models import Officer, Role
from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure, Review, ReviewKind, State, Version
from gongkai.disclosures.rules import is_approved, why_not
from gongkai.disclosures.versions import content_of
from gongkai.refusals import Refused
from tests.factories import (
    Team,
    a_draft,
    a_pdf,
    a_team,
    again,
    an_officer,
    approved_again,
    complete_content,
    in_content_review,
    in_secrecy_review,
    published,
    ready,
    under_correction,
)

pytestmark = pytest.mark.django_db

APPROVALS = [
    (Role.REVIEWER, actions.approve_content, in_content_review),
    (Role.SECRECY_REVIEWER, actions.approve_secrecy, in_secrecy_review),
]
Approve = Callable[..., Disclosure]
Make = Callable[[Team], Disclosure]


def _latest(disclosure: Disclosure) -> Version:
    latest = again(disclosure).latest
    assert latest is not None
    return latest


def _edit(who: Officer, disclosure: Disclosure, title: str = "改过的标题") -> Version:
    content = replace(content_of(_latest(disclosure)), title=title)
    return actions.save_draft(actor=who, disclosure=disclosure, content=content)


def _refusal(approve: Approve, who: Officer, disclosure: Disclosure) -> str:
    with pytest.raises(Refused) as refusal:
        approve(actor=who, disclosure=disclosure, version=_latest(disclosure))
    return refusal.value.code


@pytest.mark.parametrize(("role", "approve", "make"), APPROVALS)
def test_an_officer_who_writes_and_reviews_cannot_approve_her_own_text(
    role: Role, approve: Approve, make: Make
) -> None:
    team = a_team()
    both = an_officer(team.body, Role.EDITOR, role, name="双岗小周")
    row = make(replace(team, editor=both))
    before = again(row).state
    assert _refusal(approve, both, row) == "own-work"
    assert again(row).state == before
    colleague = team.with_role(role)
    approve(actor=colleague, disclosure=row, version=_latest(row))
    assert again(row).state != before


@pytest.mark.parametrize(("role", "approve", "make"), APPROVALS)
def test_an_officer_who_wrote_an_earlier_version_of_the_draft_cannot_approve_a_later_one(
    role: Role, approve: Approve, make: Make
) -> None:
    team = a_team()
    both = an_officer(team.body, Role.EDITOR, role, name="双岗小周")
    row = a_draft(team)
    _edit(both, row)
    _edit(team.editor, row, "林填报改回的标题")
    row = actions.submit(actor=team.editor, disclosure=row)
    if role is Role.SECRECY_REVIEWER:
        actions.approve_content(actor=team.reviewer, disclosure=row, version=_latest(row))
    assert _latest(row).written_by == team.editor
    assert _refusal(approve, both, row) == "own-work"


@pytest.mark.parametrize(("role", "approve", "make"), APPROVALS)
def test_an_officer_who_only_attached_a_file_cannot_approve_it(
    role: Role, approve: Approve, make: Make
) -> None:
    team = a_team()
    both = an_officer(team.body, Role.EDITOR, role, name="双岗小周")
    row = a_draft(team)
    actions.attach(actor=both, disclosure=row, upload=a_pdf())
    row = actions.submit(actor=team.editor, disclosure=row)
    if role is Role.SECRECY_REVIEWER:
        actions.approve_content(actor=team.reviewer, disclosure=row, version=_latest(row))
    assert _refusal(approve, both, row) == "own-work"


def test_the_button_gives_the_same_reason_as_the_action() -> None:
    team = a_team()
    both = an_officer(team.body, Role.EDITOR, Role.REVIEWER, name="双岗小周")
    row = in_content_review(replace(team, editor=both))
    refusal = why_not("approve_content", both, row)
    assert refusal is not None
    assert (refusal.code, refusal.message) == (
        "own-work",
        "不能审核自己填写的信息，请由另一位人员审核。",
    )


def test_who_wrote_the_public_text_may_approve_anothers_correction_but_not_their_own() -> None:
    team = a_team()
    both = an_officer(team.body, Role.EDITOR, Role.REVIEWER, name="双岗小周")
    row = published(replace(team, editor=both))
    actions.start_correction(actor=team.editor, disclosure=row, reason="面积有误")
    actions.submit(actor=team.editor, disclosure=row)
    actions.approve_content(actor=both, disclosure=row, version=_latest(row))
    assert again(row).state == State.SECRECY_REVIEW
    _edit(both, row)
    actions.submit(actor=team.editor, disclosure=row)
    assert _refusal(actions.approve_content, both, row) == "own-work"


@pytest.mark.parametrize("make", [in_content_review, in_secrecy_review, ready])
def test_an_edit_after_an_approval_needs_both_approvals_again(make: Make) -> None:
    team = a_team()
    row = make(team)
    old = _latest(row)
    had = [kind for kind in ReviewKind if is_approved(old, kind)]
    new = _edit(team.editor, row)
    assert again(row).state == State.DRAFT
    assert [kind for kind in ReviewKind if is_approved(new, kind)] == []
    assert [kind for kind in ReviewKind if is_approved(old, kind)] == had
    with pytest.raises(Refused) as refusal:
        actions.publish(actor=team.publisher, disclosure=row)
    assert refusal.value.code == "wrong-state"
    approved_again(team, row)
    actions.publish(actor=team.publisher, disclosure=row)
    assert again(row).public == new
    assert Review.objects.filter(version=new).count() == 2


def test_a_new_file_after_both_approvals_needs_both_again() -> None:
    team = a_team()
    row = ready(team)
    actions.attach(actor=team.editor, disclosure=row, upload=a_pdf())
    assert again(row).state == State.DRAFT
    assert not any(is_approved(_latest(row), kind) for kind in ReviewKind)


def test_saving_the_same_content_again_keeps_the_approvals() -> None:
    team = a_team()
    row = ready(team)
    before = _latest(row)
    content = content_of(before)
    assert actions.save_draft(actor=team.editor, disclosure=row, content=content) == before
    assert again(row).state == State.READY


def test_a_correction_starts_without_the_approvals_of_the_public_text() -> None:
    row = under_correction(a_team())
    assert all(is_approved(again(row).public, kind) for kind in ReviewKind)
    assert not any(is_approved(_latest(row), kind) for kind in ReviewKind)


@pytest.mark.parametrize(("role", "approve", "make"), APPROVALS)
def test_a_reviewer_who_read_an_older_version_is_told_there_is_a_newer(
    role: Role, approve: Approve, make: Make
) -> None:
    team = a_team()
    row = make(team)
    read = _latest(row)
    newer = _edit(team.editor, row)
    actions.submit(actor=team.editor, disclosure=row)
    if role is Role.SECRECY_REVIEWER:
        actions.approve_content(actor=team.reviewer, disclosure=row, version=newer)
    state = again(row).state
    with pytest.raises(Refused) as refusal:
        approve(actor=team.with_role(role), disclosure=row, version=read)
    assert refusal.value.code == "newer-version"
    assert refusal.value.message == "内容已被修改，请刷新后审核最新版本。"
    assert again(row).state == state


def test_a_version_of_another_disclosure_is_no_version_of_this_one() -> None:
    team = a_team()
    row, other = in_content_review(team), in_content_review(team, title="另一条")
    with pytest.raises(Refused) as refusal:
        actions.approve_content(actor=team.reviewer, disclosure=row, version=_latest(other))
    assert refusal.value.code == "newer-version"


@pytest.mark.parametrize("make", [a_draft, in_content_review, in_secrecy_review])
@pytest.mark.parametrize("verb", ["publish", "schedule", "keep_undisclosed"])
def test_not_even_every_business_role_in_one_hand_goes_past_a_review(make: Make, verb: str) -> None:
    team = a_team()
    row = make(team)
    everything = an_officer(
        team.body, Role.EDITOR, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.PUBLISHER
    )
    for who in (team.publisher, everything):
        refusal = why_not(verb, who, row)
        assert refusal is not None
        assert refusal.code == "wrong-state"
    with pytest.raises(Refused) as pressed:
        actions.publish(actor=everything, disclosure=row)
    assert pressed.value.code == "wrong-state"
    assert again(row).public is None


def test_secrecy_review_cannot_come_before_content_review() -> None:
    team = a_team()
    row = in_content_review(team)
    assert _refusal(actions.approve_secrecy, team.secrecy_reviewer, row) == "wrong-state"


@pytest.mark.parametrize("kind", list(ReviewKind))
def test_a_row_that_is_ready_without_its_approvals_is_still_not_published(
    kind: ReviewKind,
) -> None:
    # No action leads here: the publisher's check does not rest on the state alone.
    team = a_team()
    row = a_draft(team)
    Disclosure.objects.filter(pk=row.pk).update(state=State.READY)
    for other in ReviewKind:
        if other != kind:
            Review.objects.create(
                version=_latest(row), kind=other, opinion="approved", reviewer=team.reviewer
            )
    with pytest.raises(Refused) as refusal:
        actions.publish(actor=team.publisher, disclosure=row)
    assert refusal.value.code == "not-approved"
    assert kind.label in refusal.value.message


def test_a_returned_text_needs_content_review_even_if_secrecy_sent_it_back() -> None:
    team = a_team()
    row = in_secrecy_review(team)
    actions.return_to_editor(actor=team.secrecy_reviewer, disclosure=row, note="含内部信息")
    content = complete_content(again(row), title="删去内部信息的标题")
    actions.save_draft(actor=team.editor, disclosure=row, content=content)
    assert again(row).state == State.RETURNED
    assert actions.submit(actor=team.editor, disclosure=row).state == State.CONTENT_REVIEW
