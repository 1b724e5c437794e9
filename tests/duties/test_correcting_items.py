"""Putting right what an item says: who may, what is kept of it, and how it is taken back."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Officer, Role
from gongkai.catalog import limit_to_dict, read_limit
from gongkai.catalog.model import Catalog, Element, ElementKind, Origin, Place, SourceCell
from gongkai.duties import actions
from gongkai.duties.models import Edition, Item, ItemCorrection
from gongkai.refusals import Refused
from tests import factories as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> made.Team:
    return made.a_team()


@pytest.fixture
def stranger() -> Officer:
    """The administrator of another city's body."""
    return made.an_officer(made.a_body("东明市水务局"), Role.ADMINISTRATOR, name="外市管理员")


def _cell(field: str, text: str) -> SourceCell:
    return SourceCell(field, field, text, Place("表1", 4, 2))


def _imported(actor: Officer | None, label: str = "2025版", *rows: Any) -> Edition:
    row = made.an_item(
        "租金补贴",
        publisher="办公窒",
        elements=(Element("姓名"), Element("电话")),
        origin={"publisher": Origin.PRINTED, "levels": Origin.CARRIED, "levels.0": Origin.CARRIED},
        cells=(_cell("publisher", "办公窒"), _cell("levels", "租金补贴")),
    )
    return actions.import_edition(
        actor=actor,
        read=Catalog("租赁补贴目录", None, tuple(rows) or (row,), ()),
        source_name="a.docx",
        source_sha256=(label * 64)[:64],
        label=label,
    )


def _correct(actor: Officer, item: Item, field: str, value: Any, **more: Any) -> ItemCorrection:
    return actions.correct_item(actor=actor, item=item, field=field, value=value, **more)


def _code(actor: Officer, item: Item, field: str, value: Any, **more: Any) -> str:
    with pytest.raises(Refused) as refusal:
        _correct(actor, item, field, value, **more)
    return refusal.value.code


def test_the_importing_administrator_corrects_before_anybody_adopts(team: made.Team) -> None:
    item = _imported(team.administrator).items.get()
    kept = _correct(team.administrator, item, "publisher", " 办公室 ", reason="错别字")
    item.refresh_from_db()
    assert (item.publisher, item.origin["publisher"]) == ("办公室", "corrected")
    assert (kept.before, kept.after, kept.printed) == ("办公窒", "办公室", "办公窒")
    assert (kept.corrected_by, kept.reason) == (team.administrator, "错别字")
    entry = AuditEntry.objects.get(verb="duties.correct_item")
    assert (entry.before, entry.after) == ({"公开主体": "办公窒"}, {"公开主体": "办公室"})
    assert (entry.reason, entry.body_id) == ("错别字", team.body.pk)


def test_the_administrator_of_the_adopting_body_corrects(team: made.Team) -> None:
    edition = _imported(None)
    made.adopted(team.body, edition)
    _correct(team.administrator, edition.items.get(), "process", "管理和服务")
    assert edition.items.get().process == "管理和服务"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_no_other_role_corrects(team: made.Team, role: Role) -> None:
    item = _imported(team.administrator).items.get()
    assert _code(team.with_role(role), item, "publisher", "办公室") == "wrong-role"


def test_another_body_does_not_correct_what_was_imported_here(
    team: made.Team, stranger: Officer
) -> None:
    edition = _imported(team.administrator)
    assert _code(stranger, edition.items.get(), "publisher", "水务局") == "not-adopted"
    made.adopted(team.body, edition)
    assert _code(stranger, edition.items.get(), "publisher", "水务局") == "another-body"
    assert edition.items.get().publisher == "办公窒"


def test_what_two_bodies_work_under_neither_changes_for_the_other(
    team: made.Team, stranger: Officer
) -> None:
    edition = _imported(team.administrator)
    made.adopted(team.body, edition)
    made.adopted(stranger.office.body, edition)
    for officer in (team.administrator, stranger):
        assert _code(officer, edition.items.get(), "publisher", "办公室") == "shared-edition"
    assert ItemCorrection.objects.count() == 0


def test_of_two_at_once_the_second_is_told(team: made.Team) -> None:
    item = _imported(team.administrator).items.get()
    first = _correct(team.administrator, item, "publisher", "办公室", seen=0)
    assert _code(team.administrator, item, "publisher", "科室", seen=0) == "changed-meanwhile"
    _correct(team.administrator, item, "publisher", "科室", seen=first.pk)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("line", "3", "unknown-field"),
        ("publisher", "办公窒", "nothing-changed"),
        ("publisher", "长" * 301, "cell-too-long"),
        ("publisher", 7, "not-a-value"),
        ("content", "  ", "value-missing"),
        ("levels", [" "], "value-missing"),
        ("levels", ["长" * 201], "cell-too-long"),
        ("tiers", ["village"], "not-a-value"),
        ("elements", [{"name": "", "kind": "text"}], "value-missing"),
        ("elements", [{"name": "甲", "kind": "poem"}], "not-a-value"),
        ("elements", [{"name": "甲", "kind": "text"}] * 2, "value-twice"),
        ("legal_bases", [{"title": " "}], "value-missing"),
        ("time_limit", {"text": "长" * 301, "clauses": []}, "cell-too-long"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_and_nothing_changes(
    team: made.Team, field: str, value: Any, code: str
) -> None:
    item = _imported(team.administrator).items.get()
    assert _code(team.administrator, item, field, value) == code
    assert ItemCorrection.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("levels", ["住房", " 租金补贴 ", ""], ["住房", "租金补贴"]),
        ("tiers", ["township", "city", "city"], ["city", "township"]),
        ("audiences", [], []),
        ("remarks", "见附件", "见附件"),
        ("channels", [{"name": "政府网站", "required": False}], None),
    ],
)
def test_every_kind_of_field_is_stored_as_the_catalog_has_it(
    team: made.Team, field: str, value: Any, stored: Any
) -> None:
    item = _imported(team.administrator).items.get()
    _correct(team.administrator, item, field, value)
    item.refresh_from_db()
    assert getattr(item, field) == (value if stored is None else stored)


def test_a_corrected_limit_changes_its_text_and_its_clauses(team: made.Team) -> None:
    item = _imported(team.administrator).items.get()
    limit = limit_to_dict(read_limit("自信息形成之日起5个工作日内"))
    kept = _correct(team.administrator, item, "time_limit", limit)
    item.refresh_from_db()
    assert item.time_limit_text == "自信息形成之日起5个工作日内"
    assert item.time_limit is not None
    assert item.time_limit["clauses"][0]["n"] == 5
    actions.undo_correction(actor=team.administrator, correction=kept)
    item.refresh_from_db()
    assert item.time_limit_text == "自信息形成或者变更之日起20个工作日内"


def test_elements_that_go_on_keep_their_row_and_their_mending(team: made.Team) -> None:
    edition = _imported(team.administrator)
    made.adopted(team.body, edition)
    item = edition.items.get()
    phone = item.elements.get(name="电话")
    actions.change_element(
        actor=team.administrator, element=phone, kind=ElementKind.PHONE, masked=True
    )
    new = [{"name": "电话", "kind": "phone"}, {"name": "面积", "kind": "area", "group": "审核结果"}]
    kept = _correct(team.administrator, item, "elements", new)
    rows = [(one.position, one.group, one.name, one.kind) for one in item.elements.all()]
    assert rows == [(1, "", "电话", "phone"), (2, "审核结果", "面积", "area")]
    assert item.elements.get(name="电话").pk == phone.pk
    assert edition.adoptions.get().corrections.get().element_id == phone.pk
    actions.undo_correction(actor=team.administrator, correction=kept)
    assert [one.name for one in item.elements.all()] == ["姓名", "电话"]


def test_undoing_gives_back_the_value_and_its_origin(team: made.Team) -> None:
    item = _imported(team.administrator).items.get()
    before = dict(item.origin)
    kept = _correct(team.administrator, item, "levels", ["租赁补贴"])
    item.refresh_from_db()
    assert item.origin == {"publisher": "printed", "levels": "corrected"}
    actions.undo_correction(actor=team.administrator, correction=kept)
    item.refresh_from_db()
    assert (item.levels, item.origin) == (["保障性住房", "租金补贴"], before)
    assert AuditEntry.objects.filter(verb="duties.undo_correction").count() == 1


def test_only_the_last_correction_of_a_field_is_undone_and_only_once(
    team: made.Team, stranger: Officer
) -> None:
    item = _imported(team.administrator).items.get()
    first = _correct(team.administrator, item, "publisher", "办公室")
    second = _correct(team.administrator, item, "publisher", "科室")
    codes = []
    for actor, correction in (
        (team.administrator, first),
        (stranger, second),
        (team.administrator, second),
        (team.administrator, second),
    ):
        try:
            actions.undo_correction(actor=actor, correction=correction)
        except Refused as refused:
            codes.append(refused.code)
    assert codes == ["corrected-since", "not-adopted", "already-undone"]
    assert Item.objects.get().publisher == "办公室"
