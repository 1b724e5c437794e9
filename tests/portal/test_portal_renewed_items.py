"""What a citizen reads on the page of an item that a new edition replaced."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.duties import actions
from gongkai.duties.models import Edition
from tests import factories as made
from tests.duties.renewing import (
    LEAVING,
    NEW_YEAR,
    POLICY,
    RENT,
    the_duty,
    the_item,
    two_editions,
)
from tests.portal.conftest import Read

pytestmark = pytest.mark.django_db


@pytest.fixture
def editions(monkeypatch: pytest.MonkeyPatch) -> tuple[Edition, Edition]:
    """The editions of 2025 and 2026, renewed on New Year's Day 2027; one policy was public."""
    made.set_today(monkeypatch, date(2026, 11, 20))
    team = made.a_team()
    old, new = two_editions()
    made.adopted(team.body, old)
    made.published(team, the_duty(team.body, old, POLICY), title="住房保障办法")
    actions.renew_adoption(
        actor=team.administrator, body=team.body, edition=new, default_start=NEW_YEAR
    )
    return old, new


def _on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    made.set_today(monkeypatch, day)


def test_until_new_years_day_the_old_item_is_as_it_was(
    editions: tuple[Edition, Edition], read: Read
) -> None:
    page = read(the_item(editions[0], POLICY).get_absolute_url())
    assert "接续" not in page
    assert "牵头：办公室" in page
    ahead = read(the_item(editions[1], RENT).get_absolute_url())
    assert "本事项自2027年1月1日起执行。" in ahead
    assert "本事项还没有开始执行。" in ahead


def test_afterwards_it_says_what_replaced_it_links_on_and_keeps_what_was_public(
    editions: tuple[Edition, Edition],
    read: Read,
    monkeypatch: pytest.MonkeyPatch,
    client: Client,
) -> None:
    _on(monkeypatch, NEW_YEAR)
    old = the_item(editions[0], POLICY)
    page = read(old.get_absolute_url())
    assert "本事项属于目录“2025版”，已由新版次的事项接续： 政策文件" in page
    assert "自2027年1月1日起" in page
    assert "住房保障办法" in page
    source = client.get(old.get_absolute_url()).content.decode()
    assert f'href="{the_item(editions[1], POLICY).get_absolute_url()}"' in source


def test_the_new_item_leads_back_to_what_was_public_before(
    editions: tuple[Edition, Edition], read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    _on(monkeypatch, NEW_YEAR)
    page = read(the_item(editions[1], POLICY).get_absolute_url())
    assert "更早公开的信息，见原版次的事项： 政策文件 （2025版）" in page
    assert "更早公开的信息" not in read(the_item(editions[1], RENT).get_absolute_url())


def test_a_removed_item_says_that_it_stopped(
    editions: tuple[Edition, Edition], read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    _on(monkeypatch, NEW_YEAR)
    page = read(the_item(editions[0], LEAVING).get_absolute_url())
    assert "本事项属于目录“2025版”，已停止执行。此前公开的信息仍在本页。" in page
    assert "本事项已停止执行，现在没有机关负责。" in page


def test_the_directory_lists_the_items_of_the_day(
    editions: tuple[Edition, Edition], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = ({item.get_absolute_url() for item in one.items.all()} for one in editions)
    assert _linked(client, old | new) == old
    _on(monkeypatch, NEW_YEAR)
    assert _linked(client, old | new) == new


def _linked(client: Client, addresses: set[str]) -> set[str]:
    source = client.get(reverse("portal:directory")).content.decode()
    return {address for address in addresses if f'href="{address}"' in source}


def test_the_catalogs_say_since_when_a_body_works_under_the_new_edition(
    editions: tuple[Edition, Edition], read: Read
) -> None:
    assert "2027年1月1日起换用新版次" in read(reverse("portal:catalogs"))
    old, new = (read(edition.get_absolute_url()) for edition in editions)
    assert "（2025年1月2日起，2027年1月1日起换用新版次）" in old
    assert "（2027年1月1日起）" in new
