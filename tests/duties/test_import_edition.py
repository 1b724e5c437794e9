"""Importing an edition: what is stored, and what is refused with nothing stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Role
from gongkai.catalog.model import Catalog as Paper
from gongkai.catalog.model import Element as PaperElement
from gongkai.catalog.model import ElementKind
from gongkai.catalog.model import Item as Row
from gongkai.duties import actions
from gongkai.duties.models import Catalog, Edition, Element, Item
from gongkai.refusals import Refused
from tests.factories import a_team, an_item, default_items

pytestmark = pytest.mark.django_db

TITLE, ISSUER = "临河县住房保障领域政务公开标准目录", "临河县人民政府"


def _import(*rows: Row, **changes: Any) -> Edition:
    """Import these rows (one plain row unless given) under the usual names."""
    title, issuer = changes.pop("title", TITLE), changes.pop("issuer", ISSUER)
    given: dict[str, Any] = {
        "actor": None,
        "read": Paper(title, issuer, rows or (an_item("房源信息"),), ()),
        "source_name": "目录.xlsx",
        "source_sha256": "a" * 64,
        "label": "2025版",
        "domain": "住房保障",
    }
    return actions.import_edition(**{**given, **changes})


def _stored() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Catalog, Edition, Item, Element, AuditEntry))


def _refused(call: Callable[[], object]) -> Refused:
    before = _stored()
    with pytest.raises(Refused) as refusal:
        call()
    assert _stored() == before
    return refusal.value


def test_an_edition_is_stored_row_by_row_in_order_with_its_entry() -> None:
    administrator = a_team().administrator
    edition = _import(*default_items(), actor=administrator)
    assert str(edition) == f"{TITLE}（2025版）"
    assert (edition.catalog.issuer, edition.catalog.domain) == (ISSUER, "住房保障")
    assert edition.imported_by == administrator
    assert list(edition.items.values_list("position", flat=True)) == [1, 2, 3, 4, 5]
    first = edition.items.all()[0]
    assert first.levels == ["保障性住房", "保障资格审核结果"]
    assert [str(element) for element in first.elements.all()] == [
        "公告内容", "公告日期", "审核结果·姓名", "审核结果·身份证号", "审核结果·面积",
    ]  # fmt: skip
    entry = AuditEntry.objects.get(verb="duties.import_edition")
    assert (entry.actor, entry.body_id) == (administrator, administrator.body.pk)
    assert entry.after == {"items": 5, "findings": 0, "source": "目录.xlsx"}


def test_a_second_edition_belongs_to_the_same_catalog() -> None:
    first = _import()
    second = _import(label="2026版", source_sha256="b" * 64)
    assert first.catalog == second.catalog
    assert Catalog.objects.count() == 1


def test_the_same_title_of_another_issuer_is_another_catalog() -> None:
    assert _import().catalog != _import(issuer="望川县人民政府").catalog
    assert _import(issuer=None).catalog.issuer == ""


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_an_administrator_imports(role: Role) -> None:
    officer = a_team().with_role(role)
    assert _refused(lambda: _import(actor=officer)).code == "wrong-role"


def test_a_reading_without_items_is_refused() -> None:
    empty = Paper(TITLE, ISSUER, (), ())
    refusal = _refused(lambda: _import(read=empty))
    assert (refusal.code, refusal.message) == ("no-items", "目录.xlsx里没有读到公开事项。")


def test_the_same_file_is_refused_under_any_label() -> None:
    _import()
    refusal = _refused(lambda: _import(label="2026版"))
    assert refusal.code == "same-file"
    assert refusal.message == f"这份文件已经导入为《{TITLE}》的一个版次。"


def test_a_label_in_use_is_refused() -> None:
    _import()
    refusal = _refused(lambda: _import(source_sha256="b" * 64))
    assert refusal.code == "label-in-use"
    assert refusal.message == f"《{TITLE}》已有版次“2025版”，请换一个名称。"


# Cells that are longer than their columns


LONG_CELLS: list[tuple[dict[str, Any], str, int]] = [
    ({"seq": "九" * 21}, "序号", 20),
    ({"process": "执" * 61}, "过程", 60),
    ({"publisher": "科" * 301}, "公开主体", 300),
    ({"form": "表" * 101}, "公开形式", 100),
    ({"limit": "自信息形成之日起20个工作日内" + "。" * 300}, "公开时限", 300),
]


@pytest.mark.parametrize(("changes", "column", "most"), LONG_CELLS)
def test_a_cell_that_is_too_long_is_refused_by_item_and_column(
    changes: dict[str, Any], column: str, most: int
) -> None:
    rows = (an_item("房源信息"), an_item("配租结果", **changes))
    refusal = _refused(lambda: _import(*rows))
    assert refusal.code == "cell-too-long"
    assert refusal.message.startswith(f"第2项“配租结果”的“{column}”有")
    assert f"最多{most}字" in refusal.message


def test_a_heading_that_is_too_long_is_refused_with_its_beginning() -> None:
    refusal = _refused(lambda: _import(an_item("住" * 201)))
    assert refusal.code == "cell-too-long"
    assert refusal.message == (
        f"第1项“{'住' * 30}…”的“事项”有201字，最多200字，请检查原文件这一格后重新导入。"
    )


@pytest.mark.parametrize(
    ("element", "column"),
    [
        (PaperElement("姓" * 201, None, ElementKind.TEXT), "名称"),
        (PaperElement("姓名", "结" * 201, ElementKind.TEXT), "所属组"),
    ],
)
def test_an_element_that_is_too_long_is_refused_by_item_and_column(
    element: PaperElement, column: str
) -> None:
    refusal = _refused(lambda: _import(an_item("审核结果", elements=(element,))))
    assert refusal.code == "cell-too-long"
    assert refusal.message.startswith("第1项“审核结果”的要素“姓")
    assert f"的“{column}”有201字，最多200字" in refusal.message


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"title": "目" * 201}, "名称"),
        ({"issuer": "府" * 201}, "制定机关"),
        ({"domain": "房" * 61}, "领域"),
        ({"label": "版" * 61}, "版次"),
        ({"source_name": "文" * 201}, "来源文件"),
    ],
)
def test_a_name_that_is_too_long_is_refused(changes: dict[str, Any], column: str) -> None:
    refusal = _refused(lambda: _import(**changes))
    assert refusal.code == "cell-too-long"
    assert refusal.message.startswith(f"目录的“{column}”有")


def test_a_cell_that_just_fits_and_one_of_any_length_are_stored() -> None:
    edition = _import(
        an_item("住" * 200, publisher="科" * 300, content="长" * 5000, remarks="注" * 5000)
    )
    item = edition.items.get()
    assert (len(item.levels[-1]), len(item.publisher), len(item.content)) == (200, 300, 5000)
