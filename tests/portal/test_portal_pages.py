"""Every page: there, whole, honest when empty."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.bodies.models import Tier
from gongkai.duties.models import Edition, Item
from tests import factories
from tests.portal.conftest import Read

STANDING = ["home", "search", "guide", "sitemap", "directory", "catalogs", "bodies"]


def _item(name: str) -> Item:
    return Item.objects.get(levels__contains=[name])


def _addresses(team: factories.Team) -> list[str]:
    shown = factories.published(team)
    gone = factories.withdrawn(team)
    edition = Edition.objects.get()
    return [
        *(reverse(f"portal:{name}") for name in STANDING),
        reverse("portal:search") + "?q=保障",
        edition.get_absolute_url(),
        _item(factories.ELIGIBILITY).get_absolute_url(),
        team.body.get_absolute_url(),
        shown.get_absolute_url(),
        gone.get_absolute_url(),
    ]


def test_every_page_says_its_language_and_has_one_main_heading_and_a_skip_link(
    client: Client, team: factories.Team
) -> None:
    for address in _addresses(team):
        html = client.get(address).content.decode()
        assert '<html lang="zh-Hans">' in html, address
        assert len(re.findall(r"<h1[ >]", html)) == 1, address
        assert '<a class="skip-link" href="#content">' in html, address
        assert html.count("<main ") == 1, address
        assert "<script" not in html, address
        assert not re.search(r"\sstyle=|<style", html), address


def test_every_page_has_exactly_one_search_box(client: Client, team: factories.Team) -> None:
    for address in _addresses(team):
        html = client.get(address).content.decode()
        assert html.count('role="search"') == 1, address


@pytest.mark.django_db
@pytest.mark.parametrize("name", STANDING)
def test_an_empty_site_still_has_its_pages(client: Client, name: str) -> None:
    assert client.get(reverse(f"portal:{name}")).status_code == 200


@pytest.mark.django_db
def test_an_empty_site_says_so(read: Read) -> None:
    assert "还没有公开的信息" in read(reverse("portal:home"))
    assert "还没有机关采用标准目录，目录暂时是空的" in read(reverse("portal:directory"))
    assert "还没有收录标准目录" in read(reverse("portal:catalogs"))
    assert "还没有登记机关" in read(reverse("portal:bodies"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/disclosures/1/",
        "/disclosures/99999999999999999999999/",
        "/items/404/",
        "/catalogs/404/",
        "/bodies/nobody/",
        "/attachments/1/名单.pdf",
        "/no-such-page/",
    ],
)
def test_what_is_not_there_is_404_in_chinese(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", STANDING)
def test_a_page_is_read_and_never_written_to(client: Client, name: str) -> None:
    assert client.post(reverse(f"portal:{name}")).status_code == 405


def test_the_front_page_shows_what_is_newest_and_how_much_there_is(
    read: Read, team: factories.Team
) -> None:
    factories.published(team, title="第一批名单")
    text = read("/")
    assert "第一批名单" in text
    assert "公布第一批审核结果。" in text
    assert "1 条" in text
    assert factories.FORMED_ON.isoformat() in text


def test_the_catalog_page_lists_every_item_with_the_number_published(
    read: Read, team: factories.Team
) -> None:
    factories.published(team)
    text = read(Edition.objects.get().get_absolute_url())
    for name in (factories.ELIGIBILITY, factories.POLICY, factories.HOUSING, factories.PLAIN):
        assert name in text
    assert "1 条" in text
    assert "0 条" in text
    assert "2025年1月2日起" in text


def test_an_item_page_says_what_the_law_asks_for_and_who_answers(
    read: Read, team: factories.Team
) -> None:
    text = read(_item(factories.ELIGIBILITY).get_absolute_url())
    assert "自信息形成或者变更之日起20个工作日内公开。" in text
    assert "《中华人民共和国政府信息公开条例》（国务院令第711号）第二十条" in text
    assert "审核结果 ：姓名、身份证号（隐藏部分号码）、面积" in text
    assert "政府网站" in text
    assert "公开查阅点" not in text
    assert "全社会" in text
    assert "主动公开" in text
    assert "市级、县级" in text
    assert "临河县住房保障中心 牵头：办公室" in text


def test_an_item_under_which_nothing_is_public_says_so_honestly(
    read: Read, team: factories.Team
) -> None:
    text = read(_item(factories.PLAIN).get_absolute_url())
    assert "本事项下还没有公开的信息。这不等于没有这类信息" in text
    assert "本事项还没有完成过公开任务" in text
    assert "目录未写明时限，按条例规定执行" in text


def test_an_item_for_another_tier_has_nobody_who_answers(read: Read, team: factories.Team) -> None:
    text = read(_item(factories.CITY_ONLY).get_absolute_url())
    assert "本事项暂无负责机关" in text
    assert factories.CITY_ONLY not in read("/directory/")


def test_an_item_page_counts_what_was_late(read: Read, team: factories.Team) -> None:
    factories.published(team)
    text = read(_item(factories.ELIGIBILITY).get_absolute_url())
    assert "按时公开 0 件，逾期公开 1 件" in text


def test_an_item_page_can_be_narrowed_to_one_body(
    read: Read, client: Client, team: factories.Team
) -> None:
    other = factories.a_team(factories.a_body("临河县建设局"))
    factories.published(team, title="住房中心的名单")
    factories.published(other, title="建设局的名单")
    address = _item(factories.ELIGIBILITY).get_absolute_url()
    whole, narrowed = read(address), read(f"{address}?body={other.body.slug}")
    assert "住房中心的名单" in whole
    assert "建设局的名单" in whole
    assert "住房中心的名单" not in narrowed
    assert "建设局的名单" in narrowed
    assert client.get(f"{address}?body=nobody").status_code == 404


def test_a_body_page_gives_what_regulation_12_asks_for(read: Read, team: factories.Team) -> None:
    factories.published(team, title="第一批名单")
    text = read(team.body.get_absolute_url())
    for said in (
        "临河县银杏路1号", "工作日 9:00—17:00", "0533-5550100", "0533-5550101",
        "office@example.test", "负责全县住房保障工作。", "办公室 公开工作机构",
        factories.SERVICE_OFFICE, "临河县住房保障领域政务公开标准目录", "第一批名单",
    ):  # fmt: skip
        assert said in text, said


def test_a_body_that_has_said_nothing_about_itself_is_shown_as_such(read: Read, db: None) -> None:
    text = read(factories.a_body("临河县新设局").get_absolute_url())
    assert "办公地址 未登记" in text
    assert "本机关还没有在这里公开信息" in text
    assert "尚未采用标准目录" in text


def test_bodies_stand_under_their_tier_with_what_they_published(
    read: Read, team: factories.Team
) -> None:
    factories.a_body("临河市住房局", tier=Tier.CITY)
    factories.published(team)
    text = read("/bodies/")
    assert text.index("市级") < text.index("临河市住房局") < text.index("县级")
    assert "已公开 1 条 · 电话 0533-5550100" in text


def test_the_guide_names_the_open_government_office_of_each_body(
    read: Read, team: factories.Team
) -> None:
    text = read("/guide/")
    assert "临河县住房保障中心 办公室 临河县银杏路1号" in text
    assert "传真 0533-5550101" in text


def test_the_site_map_leads_to_every_body_and_catalog(client: Client, team: factories.Team) -> None:
    html = client.get("/sitemap/").content.decode()
    assert f'href="{team.body.get_absolute_url()}"' in html
    assert f'href="{Edition.objects.get().get_absolute_url()}"' in html
