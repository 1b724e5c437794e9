"""Links between items: found by the words of the limits, looked at, made and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Role
from gongkai.catalog.model import Item as Row
from gongkai.duties import actions
from gongkai.duties.chaining import published_subjects, reaches
from gongkai.duties.models import Adoption, Chain, Duty
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties import occasions
from tests.duties.occasions import MEETING, PLAIN, POLICY, READING, RULES, duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(today: date) -> made.Team:
    return occasions.a_waiting_team()


def links() -> set[tuple[str, str]]:
    """The links that stand: what sets off, what is set off."""
    rows = Chain.objects.filter(ended_at=None)
    return {(row.source.item.name, row.duty.item.name) for row in rows}


def linked(team: made.Team, duty_name: str, source_name: str) -> Chain:
    return actions.link_chain(
        actor=team.administrator,
        duty=duty(team.body, duty_name),
        source=duty(team.body, source_name),
    )


def the_chain(source: str = POLICY) -> Chain:
    return Chain.objects.get(source__item__levels__contains=[source], ended_at=None)


# Found by the words


def test_what_explains_policies_is_linked_with_where_they_stand(team: made.Team) -> None:
    assert links() == {(POLICY, READING), (RULES, READING)}
    assert {(row.inferred, row.made_by) for row in Chain.objects.all()} == {(True, None)}


@pytest.mark.parametrize(
    ("limit", "subjects"),
    [
        ("政策文件公开后的3个工作日之内更新", ["政策文件"]),
        ("规范性文件印发之日起3个工作日内", ["规范性文件"]),
        ("会议召开后3日内更新", []),
        ("自信息形成或者变更之日起20个工作日内", []),
        ("季度更新", []),
        (None, []),
    ],
)
def test_a_limit_names_what_must_be_published_first(
    today: date, limit: str | None, subjects: list[str]
) -> None:
    edition = made.an_edition([made.an_item("解读", limit=limit)])
    assert published_subjects(edition.items.get()) == subjects


def adopt(*rows: Row) -> Adoption:
    return made.adopted(made.a_body(), made.an_edition(rows))


def test_what_only_speaks_of_documents_is_no_source(today: date) -> None:
    adopt(
        made.an_item("政策文件解读"),
        made.an_item("政策文件意见征集"),
        made.an_item("政策文件"),
        made.an_item(READING, limit="政策文件公开后3个工作日内"),
    )
    assert links() == {("政策文件", READING)}


def test_any_item_of_the_very_name_is_a_source(today: date) -> None:
    adopt(made.an_item("抽查结果"), made.an_item("整改情况", limit="抽查结果公布后5个工作日内"))
    assert links() == {("抽查结果", "整改情况")}


def test_an_item_of_another_tier_is_linked_with_nothing(today: date) -> None:
    adopt(
        made.an_item("政策文件", tiers=("city",)),
        made.an_item(READING, limit="政策文件公开后3个工作日内"),
    )
    assert links() == set()


def test_two_items_that_wait_for_each_other_are_linked_one_way(today: date) -> None:
    adopt(
        made.an_item("抽查结果", limit="整改情况公布后5个工作日内"),
        made.an_item("整改情况", limit="抽查结果公布后5个工作日内"),
    )
    assert links() == {("整改情况", "抽查结果")}


def test_the_policies_of_a_catalog_adopted_later_are_linked_too(team: made.Team) -> None:
    made.adopted(team.body, made.an_edition([made.an_item("政策文件")], title="住房保障目录"))
    assert ("政策文件", READING) in links()


def test_another_bodys_items_are_never_linked(team: made.Team) -> None:
    occasions.a_waiting_body(made.a_body("望川县住房保障中心"))
    assert all(row.duty.body_id == row.source.body_id for row in Chain.objects.all())
    assert Chain.objects.count() == 4


# Looked at, made, taken back


def test_an_administrator_confirms_what_was_found(team: made.Team) -> None:
    chain = actions.confirm_chain(actor=team.administrator, chain=the_chain())
    assert not chain.inferred
    with pytest.raises(Refused) as refusal:
        actions.confirm_chain(actor=team.administrator, chain=chain)
    assert refusal.value.code == "already-confirmed"


def test_an_administrator_links_two_items(team: made.Team) -> None:
    chain = linked(team, PLAIN, MEETING)
    assert (chain.inferred, chain.made_by) == (False, team.administrator)
    assert (MEETING, PLAIN) in links()


def test_a_link_taken_back_keeps_its_place_and_can_be_made_again(team: made.Team) -> None:
    chain = the_chain()
    actions.unlink_chain(actor=team.administrator, chain=chain, reason="部门文件不需要解读")
    assert links() == {(RULES, READING)}

    chain.refresh_from_db()
    assert chain.ended_by == team.administrator
    assert AuditEntry.objects.get(verb="duties.unlink_chain").reason == "部门文件不需要解读"
    linked(team, READING, POLICY)
    assert (POLICY, READING) in links()


def test_taking_back_needs_a_reason_and_works_once(team: made.Team) -> None:
    chain = the_chain()
    for reason, code in (("  ", "no-reason"), ("错", None), ("错", "already-unlinked")):
        if code is None:
            actions.unlink_chain(actor=team.administrator, chain=chain, reason=reason)
            continue
        with pytest.raises(Refused) as refusal:
            actions.unlink_chain(actor=team.administrator, chain=chain, reason=reason)
        assert refusal.value.code == code


def refused(team: made.Team, duty_name: str, source_name: str) -> str:
    with pytest.raises(Refused) as refusal:
        linked(team, duty_name, source_name)
    return refusal.value.code


def test_a_pair_is_linked_once(team: made.Team) -> None:
    assert refused(team, READING, POLICY) == "already-chained"


def test_an_item_does_not_set_itself_off(team: made.Team) -> None:
    assert refused(team, PLAIN, PLAIN) == "same-item"


def test_a_circle_is_refused_at_any_length(team: made.Team) -> None:
    assert refused(team, POLICY, READING) == "closes-a-circle"
    linked(team, PLAIN, READING)
    linked(team, MEETING, PLAIN)
    assert refused(team, POLICY, MEETING) == "closes-a-circle"


def test_an_item_that_ended_or_does_not_apply_is_refused(team: made.Team) -> None:
    assert refused(team, "全市年度计划", POLICY) == "duty-does-not-apply"
    Duty.objects.filter(pk=duty(team.body, MEETING).pk).update(ends_on=date(2026, 11, 19))
    assert refused(team, PLAIN, MEETING) == "duty-has-ended"


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.PUBLISHER, Role.AUDITOR])
def test_only_administrators_link_confirm_and_unlink(team: made.Team, role: Role) -> None:
    actor, chain = team.with_role(role), the_chain()
    attempts: tuple[Callable[[], object], ...] = (
        lambda: actions.link_chain(actor=actor, duty=chain.duty, source=chain.source),
        lambda: actions.confirm_chain(actor=actor, chain=chain),
        lambda: actions.unlink_chain(actor=actor, chain=chain, reason="错"),
    )
    for attempt in attempts:
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "wrong-role"


def test_another_bodys_administrator_is_refused(team: made.Team) -> None:
    other = made.a_team(made.a_body("望川县住房保障中心"))
    occasions.a_waiting_body(other.body)
    chain = Chain.objects.filter(duty__body=team.body)[0]
    mine, theirs = duty(team.body, PLAIN), duty(other.body, POLICY)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: actions.confirm_chain(actor=other.administrator, chain=chain),
        lambda: actions.unlink_chain(actor=other.administrator, chain=chain, reason="错"),
        lambda: actions.link_chain(actor=team.administrator, duty=mine, source=theirs),
    )
    for attempt in attempts:
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "another-body"


def test_what_leads_where_is_followed_to_the_end() -> None:
    sets_off = {1: {2}, 2: {3, 4}, 4: {2}}
    assert reaches(sets_off, 1, 4)
    assert reaches(sets_off, 4, 3)
    assert not reaches(sets_off, 3, 1)
    assert reaches(sets_off, 5, 5)


# Renewal


def renew(team: made.Team) -> Adoption:
    edition = made.an_edition(occasions.rows(), title=occasions.TITLE, label="2026版")
    return actions.renew_adoption(
        actor=team.administrator,
        body=team.body,
        edition=edition,
        default_start=date(2026, 11, 20),
    )


def test_a_new_edition_keeps_what_was_decided(team: made.Team) -> None:
    actions.confirm_chain(actor=team.administrator, chain=the_chain())
    actions.unlink_chain(actor=team.administrator, chain=the_chain(RULES), reason="不需要")
    linked(team, PLAIN, MEETING)

    adoption = renew(team)
    rows = Chain.objects.filter(duty__adoption=adoption, source__adoption=adoption)
    assert {(row.source.item.name, row.duty.item.name, row.inferred) for row in rows} == {
        (POLICY, READING, False),
        (MEETING, PLAIN, False),
    }


def test_what_nobody_looked_at_is_still_marked_as_found(team: made.Team) -> None:
    adoption = renew(team)
    rows = Chain.objects.filter(duty__adoption=adoption)
    assert {(row.source.item.name, row.inferred) for row in rows} == {(POLICY, True), (RULES, True)}
