"""An item beside its cells: correcting a field in place, and taking it back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.bodies.models import Officer, Role
from gongkai.catalog.model import Catalog, Element, Finding, Origin, Place, Severity, SourceCell
from gongkai.duties import actions
from gongkai.duties.limits import limit_of
from gongkai.duties.models import Edition, Item, ItemCorrection
from gongkai.refusals import Refused
from gongkai.workdays import due
from gongkai.workspace.forms_correcting import form_for, value_in
from tests import factories as made
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db
PLACE = Place("表1", 4, 5)


@pytest.fixture
def team() -> made.Team:
    return made.a_team()


@pytest.fixture
def stranger() -> Officer:
    """The administrator of another city's body."""
    return made.an_officer(made.a_body("东明市水务局"), Role.ADMINISTRATOR, name="外市管理员")


def _row(name: str = "租金补贴", **changes: Any) -> Any:
    return made.an_item(
        name,
        seq="7",
        publisher=None,
        line=4,
        elements=(Element("姓名", "审核结果"), Element("电话", required=True)),
        origin={"publisher": Origin.UNRESOLVED, "content": Origin.PRINTED},
        cells=(
            SourceCell("publisher", "责任单位", "办公窒", PLACE),
            SourceCell("levels", "二级事项", "", Place("表1", 4, 2), Origin.CARRIED),
            SourceCell("unknown", "咨询电话", "0533-5550100", Place("表1", 4, 9)),
        ),
        **changes,
    )


@pytest.fixture
def edition(team: made.Team) -> Edition:
    """Imported by the team's administrator: a publisher that cannot be told, and why."""
    findings = (
        Finding("cell-odd", Severity.ERROR, "“公开主体”写的“办公窒”认不出。", "7", "publisher", 4,
                PLACE, "办公室"),
        Finding("row-odd", Severity.WARNING, "这一行多出一格。", "7", None, 4, PLACE),
    )  # fmt: skip
    return actions.import_edition(
        actor=team.administrator,
        read=Catalog("租赁补贴目录", None, (_row(), made.an_item("公房配租")), findings),
        source_name="a.docx",
        source_sha256="0" * 64,
        label="2025版",
    )


def _item(edition: Edition) -> Item:
    return edition.items.get(position=1)


def _post(officer: Officer, edition: Edition, field: str, **typed: Any) -> Any:
    url = address("item_correct", _item(edition).pk, field)
    return as_officer(officer).post(url, {"seen": "0"} | typed)


# Beside the cells


def test_a_field_stands_beside_its_cell_with_place_origin_finding_and_suggestion(
    team: made.Team, edition: Edition
) -> None:
    page = text_of(as_officer(team.editor).get(address("catalog_item", _item(edition).pk)))
    assert "公开主体 未写明 没有读准" in page
    assert "错误 “公开主体”写的“办公窒”认不出。建议：办公室" in page
    assert "表1第4行第5格 · 责任单位 办公窒" in page
    assert "表1第4行第2格 · 二级事项 沿用合并格 （空格）" in page
    assert "其他栏目 表1第4行第9格 · 咨询电话 0533-5550100" in page
    assert "请核对 这一行多出一格。" in page
    assert "只有系统管理员可以更正目录。" in page


def test_the_table_asks_for_an_item_as_a_part_of_its_page(
    team: made.Team, edition: Edition
) -> None:
    url = address("catalog_item", _item(edition).pk)
    client = as_officer(team.administrator)
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div class="beside"')
    assert "<html" not in part
    assert f'hx-get="{url}"' in client.get(address("catalog", edition.pk)).content.decode()


def test_from_an_item_to_the_next_and_back(team: made.Team, edition: Edition) -> None:
    first, second = edition.items.order_by("position")
    client = as_officer(team.editor)
    assert (
        address("catalog_item", second.pk)
        in client.get(address("catalog_item", first.pk)).content.decode()
    )
    assert "上一项" in text_of(client.get(address("catalog_item", second.pk)))


def test_an_item_that_is_not_there_is_not_found(team: made.Team) -> None:
    assert as_officer(team.editor).get(address("catalog_item", 4040)).status_code == 404


# The table


def test_the_table_is_narrowed_to_what_is_unresolved_grave_or_named(
    team: made.Team, edition: Edition
) -> None:
    client = as_officer(team.editor)
    for asked, names in (
        ({"unresolved": "on"}, ["租金补贴"]),
        ({"severity": "error"}, ["租金补贴"]),
        ({"severity": "info"}, []),
        ({"words": "公房"}, ["公房配租"]),
        ({"words": "7"}, ["租金补贴"]),
        ({"words": "办公室"}, ["公房配租"]),
        ({"words": "没有这样的"}, []),
    ):
        response = client.get(address("catalog", edition.pk), asked)
        assert [row.item.name for row in response.context["rows"]] == names, asked
    assert "没有这样的事项" in text_of(response)


def test_three_thousand_rows_come_in_pages_of_fifty_and_ask_as_often_as_few(
    team: made.Team,
) -> None:
    client = as_officer(team.administrator)
    few = made.an_edition([made.an_item("甲")], title="小目录")
    rows = [made.an_item(f"事项{number}", elements=(Element("姓名"),)) for number in range(3000)]
    many = made.an_edition(rows, title="汇编")
    asked = [queries_of(client, address("catalog", one.pk)) for one in (few, many)]
    assert asked[1] <= asked[0] + 1, "a page of none has no elements to fetch"
    response = client.get(address("catalog", many.pk), {"page": "60"})
    assert [row.item.name for row in response.context["rows"]][-1] == "事项2999"
    assert "第60页，共60页" in text_of(response)


# Correcting


def test_the_administrator_corrects_in_place_and_the_finding_is_settled(
    team: made.Team, edition: Edition
) -> None:
    response = _post(team.administrator, edition, "publisher", value="办公室", reason="错别字")
    item = _item(edition)
    assert response.url == f"{address('catalog_item', item.pk)}#field-{item.pk}-publisher"
    assert said(response) == ["“公开主体”已更正；下一版次同样的文字会照着改。"]
    assert (item.publisher, item.origin["publisher"]) == ("办公室", "corrected")
    page = text_of(as_officer(team.administrator).get(address("catalog_item", item.pk)))
    assert "公开主体 办公室 已更正" in page
    assert "，理由：错别字 撤销更正" in page
    (row, _) = as_officer(team.editor).get(address("catalog", edition.pk)).context["rows"]
    assert [finding.message for finding in row.findings] == ["这一行多出一格。"]
    assert "管理员甲" in page


def test_inside_the_table_the_part_comes_back_and_says_what_was_done(
    team: made.Team, edition: Edition
) -> None:
    url = address("item_correct", _item(edition).pk, "publisher")
    part = as_officer(team.administrator).post(
        url, {"value": "办公室", "seen": "0"}, headers={"HX-Request": "true"}
    )
    assert part.status_code == 200
    assert "“公开主体”已更正" in part.content.decode()
    assert part.content.decode().startswith('<div class="beside"')


def test_the_form_of_a_field_opens_for_who_may_correct_alone(
    team: made.Team, stranger: Officer, edition: Edition
) -> None:
    url = address("catalog_item", _item(edition).pk) + "?field=publisher"
    form = address("item_correct", _item(edition).pk, "publisher")
    assert form in as_officer(team.administrator).get(url).content.decode()
    for officer in (team.editor, stranger):
        assert form not in as_officer(officer).get(url).content.decode()
    assert "采用之后才能更正" in text_of(as_officer(stranger).get(url))


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.AUDITOR])
def test_no_other_role_corrects(team: made.Team, edition: Edition, role: Role) -> None:
    response = _post(team.with_role(role), edition, "publisher", value="办公室")
    assert "只有系统管理员可以更正目录。" in text_of(response)
    assert ItemCorrection.objects.count() == 0


def test_another_bodys_administrator_does_not(
    team: made.Team, stranger: Officer, edition: Edition
) -> None:
    made.adopted(team.body, edition)
    response = _post(stranger, edition, "publisher", value="水务局")
    assert "本机关没有采用这份目录，不能更正。" in text_of(response)
    assert ItemCorrection.objects.count() == 0


def test_of_two_at_once_the_second_is_told_and_keeps_what_was_typed(
    team: made.Team, edition: Edition
) -> None:
    _post(team.administrator, edition, "publisher", value="办公室")
    response = _post(team.administrator, edition, "publisher", value="住房保障服务科")
    assert "这一栏刚刚有人更正过" in text_of(response)
    assert "住房保障服务科" in response.content.decode()
    assert _item(edition).publisher == "办公室"


def test_a_field_that_does_not_exist_is_refused(team: made.Team, edition: Edition) -> None:
    response = _post(team.administrator, edition, "line", value="3")
    assert "没有这个栏目" in text_of(response)


def test_a_correction_is_undone_once(team: made.Team, edition: Edition) -> None:
    _post(team.administrator, edition, "publisher", value="办公室")
    url = address("correction_undo", ItemCorrection.objects.get().pk)
    client = as_officer(team.administrator)
    assert said(client.post(url)) == ["“公开主体”的更正已撤销。"]
    assert _item(edition).origin["publisher"] == "unresolved"
    assert "已经撤销了" in text_of(client.post(url))


def test_what_was_remembered_says_so_on_the_next_edition(team: made.Team, edition: Edition) -> None:
    _post(team.administrator, edition, "publisher", value="办公室")
    again = actions.import_edition(
        actor=team.administrator,
        read=Catalog("租赁补贴目录", None, (_row(),), ()),
        source_name="b.docx",
        source_sha256="1" * 64,
        label="2026版",
    )
    page = text_of(as_officer(team.administrator).get(address("catalog_item", _item(again).pk)))
    assert "公开主体 办公室 已更正" in page
    assert "按上一版次的更正改过了；不对可以撤销。" in page
    assert "照以前的更正" in page


def test_what_was_put_right_is_not_counted_until_it_is_undone(
    team: made.Team, edition: Edition
) -> None:
    client = as_officer(team.administrator)

    def asked() -> tuple[list[Any], int, str]:
        page = client.get(address("catalog", edition.pk), {"severity": "error"})
        return page.context["severities"], len(page.context["rows"]), text_of(page)

    both = [("error", "错误", 1), ("warning", "请核对", 1)]
    assert asked()[:2] == (both, 1)
    _post(team.administrator, edition, "publisher", value="办公室")
    severities, rows, page = asked()
    assert (severities, rows) == ([("warning", "请核对", 1)], 0)
    assert "读取提示 1处 另有1处已更正" in page
    assert (
        'data-label="读取提示" class="number">1<'
        in client.get(address("catalogs")).content.decode()
    )
    item = client.get(address("catalog_item", _item(edition).pk)).content.decode()
    assert "<del>“公开主体”写的“办公窒”认不出。建议：办公室</del>" in item
    client.post(address("correction_undo", ItemCorrection.objects.get().pk))
    assert asked()[:2] == (both, 1)
    assert "<del>" not in client.get(address("catalog_item", _item(edition).pk)).content.decode()


def test_a_kind_is_named_only_where_the_name_does_not_say_it(
    team: made.Team, edition: Edition
) -> None:
    item = _item(edition)
    item.elements.filter(name="姓名").update(kind="person_name")
    item.elements.filter(name="电话").update(kind="text")
    page = text_of(as_officer(team.editor).get(address("catalog_item", item.pk)))
    assert "姓名（姓名" not in page
    assert "电话（短文字" in page


def test_a_limit_that_was_put_right_is_said_in_words(team: made.Team, edition: Edition) -> None:
    typed = {"value": "办结后公布", "kind": "after_event", "n": "3", "unit": "working_day"}
    _post(team.administrator, edition, "time_limit", event="办结", **typed)
    page = text_of(as_officer(team.editor).get(address("catalog_item", _item(edition).pk)))
    assert "读作：自办结之日起3个工作日内公开" in page


def test_a_limit_nobody_can_read_is_refused_and_nothing_changes(
    team: made.Team, edition: Edition
) -> None:
    before = _item(edition).time_limit_text
    response = _post(team.administrator, edition, "time_limit", value="香蕉苹果")
    assert "读不懂，请人工确定。请改写，或者在“怎样理解”里选一种。" in text_of(response)
    assert _item(edition).time_limit_text == before


def test_the_clock_goes_by_the_limit_that_was_chosen(team: made.Team, edition: Edition) -> None:
    typed = {"value": "办结后公布", "kind": "after_event", "n": "3", "unit": "day"}
    _post(team.administrator, edition, "time_limit", **typed)
    assert due(limit_of(_item(edition)), date(2026, 3, 2)).due == date(2026, 3, 5)


def test_the_form_says_what_a_correction_does_once_the_edition_is_adopted(
    team: made.Team, edition: Edition
) -> None:
    told = "本机关的责任和表单随之改变，已经登记的任务仍按登记时的期限。"
    url = address("catalog_item", _item(edition).pk) + "?field=publisher"
    client = as_officer(team.administrator)
    assert told not in text_of(client.get(url))
    made.adopted(team.body, edition)
    assert told in text_of(client.get(url))


# What is typed


def _typed(item: Item, field: str, **data: Any) -> Any:
    return value_in(form_for(item, field, data), item, field)


def test_every_form_is_filled_with_what_the_item_says_and_reads_it_back(
    edition: Edition,
) -> None:
    from gongkai.duties.item_values import FIELDS, value_of

    item = _item(edition)
    for field in FIELDS:
        form = form_for(item, field)
        data = {name: form[name].initial for name in form.fields if form[name].initial is not None}
        before = value_of(item, field)
        after = _typed(item, field, **data)
        if field == "time_limit":
            assert after["clauses"] == before["clauses"]
        else:
            assert after == before, field


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("姓名", (None, "姓名", "text", False, None)),
        ("审核结果：面积｜面积", ("审核结果", "面积", "area", False, None)),
        ("身份证号|证件号码|隐藏|必选", (None, "身份证号", "id_number", True, True)),
        ("照片 ｜ 文件 ｜ 可选", (None, "照片", "file", False, False)),
    ],
)
def test_an_element_is_one_line(edition: Edition, line: str, expected: tuple[Any, ...]) -> None:
    (one,) = _typed(_item(edition), "elements", value=line)
    keys = ("group", "name", "kind", "masked", "required")
    assert tuple(one[key] for key in keys) == expected


def test_a_basis_is_one_line_of_three_parts(edition: Edition) -> None:
    bases = _typed(
        _item(edition), "legal_bases", value="《甲条例》｜国务院令第711号｜第二十条\n乙法"
    )
    assert bases == [
        {"title": "甲条例", "number": "国务院令第711号", "article": "第二十条"},
        {"title": "乙法", "number": None, "article": None},
    ]


@pytest.mark.parametrize(
    ("field", "data", "message"),
    [
        ("elements", {"value": "姓名｜诗"}, "要素“姓名”后面的“诗”不是类型"),
        ("legal_bases", {"value": "甲｜乙｜丙｜丁"}, "“甲”一行多了竖线"),
        ("time_limit", {"value": "甲", "kind": "after_event", "n": "5"}, "公开时限：选了“事后多少"),
        ("time_limit", {"value": "甲", "kind": "before_event"}, "公开时限：选了“事前多少日”，请填"),
        ("time_limit", {"value": "甲", "kind": "periodic"}, "公开时限：选了“定期”，请选周期"),
        ("time_limit", {"value": "甲", "kind": "fixed_date"}, "公开时限：选了“固定日期”"),
        ("time_limit", {"value": "香蕉苹果"}, "公开时限“香蕉苹果”读不懂"),
        ("time_limit", {"value": "甲", "kind": "soon"}, "怎样理解："),
        ("tiers", {"value": ["village"]}, "勾选应有的："),
        ("content", {"value": ""}, "应为："),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    edition: Edition, field: str, data: dict[str, Any], message: str
) -> None:
    with pytest.raises(Refused) as refusal:
        _typed(_item(edition), field, **data)
    assert refusal.value.message.startswith(message)


def test_a_limit_is_read_again_or_taken_as_chosen(edition: Edition) -> None:
    item = _item(edition)
    read = _typed(item, "time_limit", value="自信息形成之日起5个工作日内")
    assert (read["clauses"][0]["n"], read["clauses"][0]["unit"]) == (5, "working_day")
    chosen = _typed(
        item, "time_limit", value="按季公开", kind="periodic", period="quarter", event=""
    )
    assert chosen["text"] == "按季公开"
    assert (chosen["clauses"][0]["kind"], chosen["clauses"][0]["period"]) == ("periodic", "quarter")
    assert _typed(item, "time_limit", value=" ") is None
