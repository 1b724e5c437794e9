"""Lists: what they are narrowed to, how they are paged, what they cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gongkai.disclosures import actions
from gongkai.duties.models import Edition, Item
from gongkai.portal import reads
from tests import factories
from tests.portal.conftest import Read

ODD_PAGES = ["0", "-1", "x", "９", "99999999999999999999", "1.5", "", "%00", "1' OR 1=1"]


def _item() -> Item:
    return Item.objects.get(levels__contains=[factories.ELIGIBILITY])


def _many(team: factories.Team, how_many: int) -> None:
    for number in range(how_many):
        factories.published(team, title=f"第{number + 1:02d}批名单")


def test_a_list_has_twenty_to_a_page_and_the_rest_on_the_next(
    read: Read, team: factories.Team
) -> None:
    _many(team, 21)
    address = team.body.get_absolute_url()
    first, second = read(address), read(f"{address}?page=2")
    assert "第21批名单" in first
    assert "第01批名单" not in first
    assert "第01批名单" in second
    assert "第21批名单" not in second
    assert "第01批名单" in read(f"{address}?page=99")
    assert "第21批名单" in read(f"{address}?page=x")


@pytest.mark.parametrize("number", ODD_PAGES)
def test_an_odd_page_number_never_breaks_a_page(
    client: Client, team: factories.Team, number: str
) -> None:
    for address in ("/directory/", "/search/?q=名单", team.body.get_absolute_url()):
        sign = "&" if "?" in address else "?"
        assert client.get(f"{address}{sign}page={number}").status_code == 200


@pytest.mark.parametrize("odd", ["%00", "a%00b", "%25_%5C", "'", "保" * 400, "<script>", "%F0%9F"])
@pytest.mark.parametrize("name", ["q", "process", "level", "domain", "body"])
def test_odd_words_in_an_address_never_break_a_page(
    client: Client, team: factories.Team, name: str, odd: str
) -> None:
    page = "/search/" if name == "q" else "/directory/"
    response = client.get(f"{page}?{name}={odd}")
    assert response.status_code == 200
    assert b"<script>" not in response.content


def test_the_directory_lists_each_item_somebody_answers_for(
    read: Read, team: factories.Team
) -> None:
    text = read("/directory/")
    assert "共 4 项" in text
    assert factories.HOUSING in text


def test_the_directory_is_narrowed_by_process_heading_domain_and_body(
    read: Read, team: factories.Team
) -> None:
    other = factories.an_edition(
        [factories.an_item("公共监管", process="管理和服务", levels=("应急管理", "公共监管"))],
        title="临河县建设领域目录",
    )
    builders = factories.a_body("临河县建设局")
    factories.adopted(builders, other)
    assert "共 5 项" in read("/directory/")
    assert "共 1 项" in read("/directory/?process=管理和服务")
    assert "共 1 项" in read("/directory/?level=应急管理")
    assert "共 4 项" in read("/directory/?level=保障性住房&process=执行和结果")
    assert "没有符合这些条件的事项" in read("/directory/?level=应急管理&process=执行和结果")
    assert "共 5 项" in read("/directory/?domain=住房保障")
    assert "没有符合这些条件的事项" in read("/directory/?domain=教育")
    assert "共 1 项" in read(f"/directory/?body={builders.slug}")
    assert "没有符合这些条件的事项" in read("/directory/?body=nobody")


def test_a_chosen_filter_stays_chosen(client: Client, team: factories.Team) -> None:
    html = client.get("/directory/?level=保障性住房").content.decode()
    assert '<option value="保障性住房" selected>' in html
    assert "清除条件" in html


def test_a_catalog_nobody_adopted_is_not_public_until_a_body_adopts_it(
    client: Client, read: Read, db: None
) -> None:
    edition = factories.an_edition(title="尚未采用的目录")
    pages = (edition.get_absolute_url(), edition.items.all()[0].get_absolute_url())
    assert [client.get(page).status_code for page in pages] == [404, 404]
    for page in ("/catalogs/", "/sitemap/", "/directory/", "/"):
        assert "尚未采用的目录" not in read(page)
    assert reads.directory_choices().domains == []
    factories.adopted(factories.a_body(), edition)
    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert "尚未采用的目录" in read("/catalogs/")
    assert reads.directory_choices().domains == ["住房保障"]


def test_paging_keeps_what_was_asked_for(client: Client, team: factories.Team) -> None:
    _many(team, 21)
    html = client.get("/search/?q=名单").content.decode()
    assert "q=%E5%90%8D%E5%8D%95&amp;page=2" in html


def test_a_search_finds_title_text_element_and_number(read: Read, team: factories.Team) -> None:
    shown = factories.published(team, title="公租房资格名单")
    for words in ("公租房", "公租房 资格", "现予公布", "余晚舟", shown.index_number):
        text = read(f"/search/?q={words}")
        assert "找到 1 条" in text, words
        assert "公租房资格名单" in text, words


def test_a_search_without_words_helps_and_finds_nothing(read: Read, team: factories.Team) -> None:
    factories.published(team)
    for address in ("/search/", "/search/?q=", "/search/?q=%20%20"):
        text = read(address)
        assert "在页面上方的检索框里写下要找的词" in text
        assert "找到" not in text


def test_a_search_in_vain_says_what_to_try(read: Read, team: factories.Team) -> None:
    assert "没有找到同时含有这些词的信息" in read("/search/?q=天文台")


def test_the_item_list_counts_a_disclosure_of_two_bodies_items_once_each(
    read: Read, team: factories.Team
) -> None:
    factories.published(team)
    factories.published(team)
    assert "2 条" in read(Edition.objects.get().get_absolute_url())


@pytest.mark.parametrize(
    ("address", "most"),
    [
        (lambda _team: "/", 9),
        (lambda _team: "/search/?q=名单", 4),
        (lambda _team: "/directory/", 6),
        (lambda _team: "/catalogs/", 3),
        (lambda _team: "/bodies/", 1),
        (lambda _team: "/sitemap/", 7),
        (lambda _team: "/guide/", 1),
        (lambda _team: Edition.objects.get().get_absolute_url(), 4),
        (lambda _team: _item().get_absolute_url(), 15),
        (lambda team: team.body.get_absolute_url(), 7),
    ],
)
def test_a_list_costs_the_same_however_long_it_is(
    client: Client,
    team: factories.Team,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    address: Callable[[factories.Team], str],
    most: int,
) -> None:
    _many(team, 5)
    for number in range(3):
        factories.adopted(factories.a_body(f"临河县第{number}局"), Edition.objects.get())
    where = address(team)
    # The addresses themselves ask the database; only the page is counted.
    with django_assert_max_num_queries(most):
        client.get(where)


def test_a_disclosure_page_costs_the_same_with_more_files(
    client: Client, team: factories.Team, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    draft = factories.a_draft(team)
    for number in range(4):
        factories.attached(team, draft, f"附件{number}.pdf")
    factories.approved_again(team, factories.again(draft))
    shown = actions.publish(actor=team.publisher, disclosure=draft)
    with django_assert_max_num_queries(9):
        assert client.get(shown.get_absolute_url()).status_code == 200
