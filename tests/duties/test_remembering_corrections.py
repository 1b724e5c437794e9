"""A correction made once is made again in the next edition, where it is certain."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.bodies.models import Officer, Role
from gongkai.catalog.model import Catalog, Origin, Place, SourceCell
from gongkai.catalog.model import Item as Row
from gongkai.duties import actions
from gongkai.duties.models import Edition, Item, ItemCorrection
from tests import factories as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> made.Team:
    return made.a_team()


def _row(name: str, publisher: str = "办公窒", **changes: Any) -> Row:
    cells = tuple(
        SourceCell(field, field, text, Place("表1", 4, column))
        for column, (field, text) in enumerate(
            (("levels", name), ("publisher", publisher), ("remarks", "")), start=1
        )
    )
    origin = {"publisher": Origin.PRINTED, "levels": Origin.PRINTED}
    return made.an_item(name, publisher=publisher, origin=origin, cells=cells, **changes)


def _imported(actor: Officer | None, label: str, *rows: Row) -> Edition:
    return actions.import_edition(
        actor=actor,
        read=Catalog("租赁补贴目录", None, rows, ()),
        source_name="a.docx",
        source_sha256=(label * 64)[:64],
        label=label,
    )


def _corrected(
    team: made.Team, *rows: Row, field: str = "publisher", value: Any = "办公室"
) -> Item:
    item = _imported(team.administrator, "2025版", *rows).items.order_by("position")[0]
    actions.correct_item(actor=team.administrator, item=item, field=field, value=value)
    return item


def _publishers(edition: Edition) -> list[str]:
    return list(edition.items.order_by("position").values_list("publisher", flat=True))


def test_the_same_misprint_of_the_same_item_is_put_right_again(team: made.Team) -> None:
    _corrected(team, _row("租金补贴"))
    edition = _imported(team.administrator, "2026版", _row("公房配租"), _row("租金补贴", "办公 窒"))
    assert _publishers(edition) == ["办公窒", "办公室"]
    item = edition.items.get(position=2)
    assert item.origin["publisher"] == "corrected"
    (found,) = item.findings
    assert (found["code"], found["field"]) == ("correction-remembered", "publisher")
    assert edition.findings == [found]
    again = item.corrections.get()
    assert (again.before, again.after) == ("办公 窒", "办公室")
    assert again.remembers == ItemCorrection.objects.order_by("pk")[0]


def test_what_was_remembered_can_be_undone(team: made.Team) -> None:
    _corrected(team, _row("租金补贴"))
    edition = _imported(team.administrator, "2026版", _row("租金补贴"))
    actions.undo_correction(
        actor=team.administrator, correction=edition.items.get().corrections.get()
    )
    assert _publishers(edition) == ["办公窒"]


def test_it_is_remembered_from_edition_to_edition(team: made.Team) -> None:
    _corrected(team, _row("租金补贴"))
    for label in ("2026版", "2027版"):
        edition = _imported(team.administrator, label, _row("租金补贴"))
    assert _publishers(edition) == ["办公室"]


def test_another_text_in_the_cell_is_not_touched(team: made.Team) -> None:
    _corrected(team, _row("租金补贴"))
    assert _publishers(_imported(team.administrator, "2026版", _row("租金补贴", "住建局"))) == [
        "住建局"
    ]


def test_a_renamed_item_is_found_by_a_text_that_stands_once(team: made.Team) -> None:
    _corrected(team, _row("租金补贴"), _row("公房配租", "住建局"))
    edition = _imported(team.administrator, "2026版", _row("租赁补贴发放"), _row("公房", "住建局"))
    assert _publishers(edition) == ["办公室", "住建局"]


def test_a_text_that_many_items_print_says_nothing_about_others(team: made.Team) -> None:
    _corrected(team, _row("租金补贴"), _row("公房配租"))
    edition = _imported(team.administrator, "2026版", _row("租赁补贴发放"))
    assert _publishers(edition) == ["办公窒"]


def test_where_two_items_could_be_meant_neither_is_changed(team: made.Team) -> None:
    _corrected(team, _row("租金补贴"))
    edition = _imported(team.administrator, "2026版", _row("租金补贴"), _row("租金补贴"))
    assert _publishers(edition) == ["办公窒", "办公窒"]


def test_an_empty_cell_is_filled_for_the_same_item_only(team: made.Team) -> None:
    _corrected(team, _row("租金补贴"), field="remarks", value="每季度核对")
    edition = _imported(team.administrator, "2026版", _row("租金补贴"))
    assert edition.items.get().remarks == "每季度核对"
    edition = _imported(team.administrator, "2027版", _row("公房配租"))
    assert edition.items.get().remarks == ""


def test_corrected_headings_lead_to_the_other_corrections(team: made.Team) -> None:
    item = _corrected(team, _row("租金补帖"), field="levels", value=["租金补贴"])
    actions.correct_item(actor=team.administrator, item=item, field="remarks", value="另有说明")
    edition = _imported(team.administrator, "2026版", _row("租金补帖"))
    again = edition.items.get()
    assert (again.levels, again.remarks) == (["租金补贴"], "另有说明")


def test_what_was_undone_is_not_remembered(team: made.Team) -> None:
    item = _corrected(team, _row("租金补贴"))
    actions.undo_correction(actor=team.administrator, correction=item.corrections.get())
    assert _publishers(_imported(team.administrator, "2026版", _row("租金补贴"))) == ["办公窒"]


def test_another_bodys_import_does_not_take_our_corrections(team: made.Team) -> None:
    _corrected(team, _row("租金补贴"))
    stranger = made.an_officer(made.a_body("东明市水务局"), Role.ADMINISTRATOR, name="外市管理员")
    assert _publishers(_imported(stranger, "2026版", _row("租金补贴"))) == ["办公窒"]


def test_from_the_command_line_every_correction_of_the_catalog_is_made_again(
    team: made.Team,
) -> None:
    _corrected(team, _row("租金补贴"))
    edition = _imported(None, "2026版", _row("租金补贴"))
    assert _publishers(edition) == ["办公室"]
    assert edition.items.get().corrections.get().corrected_by == team.administrator
