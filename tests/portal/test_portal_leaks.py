"""What is not public is on no page: no title, no text, no number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.versions import content_of
from gongkai.duties.models import Edition, Item
from tests import factories

SECRET = "尚未公开的标题"


def _pages(team: factories.Team) -> list[str]:
    return [
        "/", "/directory/", "/catalogs/", "/bodies/", "/guide/", "/sitemap/",
        f"/search/?q={SECRET}", "/search/?q=保障", "/search/?q=标题",
        team.body.get_absolute_url(),
        *(edition.get_absolute_url() for edition in Edition.objects.all()),
        *(item.get_absolute_url() for item in Item.objects.all()),
    ]  # fmt: skip


def _says_it(client: Client, address: str) -> bool:
    html = client.get(address).content.decode()
    # The search page repeats what was asked for: that is the citizen's own word.
    return SECRET in html.replace(f"“{SECRET}”", "").replace(f'value="{SECRET}"', "")


@pytest.mark.parametrize(
    "unpublished",
    [
        factories.a_registered,
        factories.a_draft,
        factories.in_content_review,
        factories.in_secrecy_review,
        factories.returned,
        factories.ready,
    ],
)
def test_before_publication_there_is_no_page_and_no_word_of_it(
    client: Client, team: factories.Team, unpublished: Callable[..., Disclosure]
) -> None:
    hidden = unpublished(team, title=SECRET)
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert [address for address in _pages(team) if _says_it(client, address)] == []


def test_an_unpublished_one_looks_the_same_as_one_that_never_was(
    client: Client, team: factories.Team
) -> None:
    hidden = client.get(factories.a_draft(team).get_absolute_url())
    never = client.get("/disclosures/987654321/")
    assert (hidden.status_code, hidden.content) == (never.status_code, never.content)


def test_what_is_kept_undisclosed_has_no_page(client: Client, team: factories.Team) -> None:
    kept = factories.kept_undisclosed(team)
    assert client.get(kept.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("as_officer", [False, True])
def test_a_correction_under_way_is_on_no_page_even_for_its_editor(
    client: Client, team: factories.Team, as_officer: bool
) -> None:
    shown = factories.under_correction(team)
    assert shown.latest is not None
    content = replace(
        content_of(shown.latest), title=SECRET, summary=f"{SECRET}的概述", body_html=SECRET
    )
    actions.save_draft(actor=team.editor, disclosure=shown, content=content)
    if as_officer:
        client.force_login(team.editor, backend="django.contrib.auth.backends.ModelBackend")
    pages = [*_pages(team), shown.get_absolute_url()]
    assert [address for address in pages if _says_it(client, address)] == []
    html = client.get(shown.get_absolute_url()).content.decode()
    assert "2025年第一批保障资格审核结果" in html


def test_a_corrected_one_shows_the_new_text_once_it_is_published(
    client: Client, team: factories.Team
) -> None:
    shown = factories.under_correction(team)
    assert shown.latest is not None
    content = replace(content_of(shown.latest), title="更正后的标题")
    actions.save_draft(actor=team.editor, disclosure=shown, content=content)
    factories.approved_again(team, factories.again(shown))
    actions.publish(actor=team.publisher, disclosure=shown)
    html = client.get(shown.get_absolute_url()).content.decode()
    assert "更正后的标题" in html
    assert "更新日期" in html


def test_the_title_of_a_registration_does_not_outlive_a_changed_one(
    client: Client, team: factories.Team
) -> None:
    """The obligation keeps the first title as its occasion; no public page shows it."""
    draft = factories.a_draft(team, title=SECRET)
    assert draft.latest is not None
    content = replace(content_of(draft.latest), title="定稿的标题")
    actions.save_draft(actor=team.editor, disclosure=draft, content=content)
    factories.approved_again(team, factories.again(draft))
    actions.publish(actor=team.publisher, disclosure=draft)
    pages = [*_pages(team), draft.get_absolute_url()]
    assert [address for address in pages if _says_it(client, address)] == []
