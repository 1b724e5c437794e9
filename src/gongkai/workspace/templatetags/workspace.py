"""Tags of the workspace: the navigation, states and days in words."""

from __future__ import annotations

import json
from datetime import date

from django import template
from django.forms import Form
from django.http import HttpRequest
from js_asset import Media

from gongkai.audit.verbs import name_of
from gongkai.bodies.models import Officer
from gongkai.disclosures.fields import FieldValue
from gongkai.disclosures.models import Disclosure
from gongkai.duties.models import Obligation
from gongkai.duties.queries import STATE_NAMES
from gongkai.workspace.forms import rich_text_widget
from gongkai.workspace.lateness import state_on, working_days_late
from gongkai.workspace.navigation import Menu, menus_of

register = template.Library()


@register.simple_tag
def menus(request: HttpRequest) -> list[Menu]:
    """Return where this officer can go; what is not theirs is left out."""
    officer = request.user
    if not isinstance(officer, Officer):
        return []
    here = request.resolver_match.url_name if request.resolver_match else ""
    return menus_of(officer, here or "")


@register.filter
def verb_name(verb: str) -> str:
    """Return what the audit trail calls a verb."""
    return name_of(verb)


_STATE_TONES = {
    "draft": "plain",
    "returned": "due",
    "content_review": "now",
    "secrecy_review": "now",
    "ready": "now",
    "published": "met",
    "undisclosed": "plain",
    "withdrawn": "overdue",
    "superseded": "plain",
}


@register.inclusion_tag("workspace/parts/state.html")
def state_of(disclosure: Disclosure) -> dict[str, str | bool]:
    """Show a disclosure's state in words, with a colour beside them."""
    return {
        "tone": _STATE_TONES.get(disclosure.state, "plain"),
        "word": disclosure.get_state_display(),
        "correction": disclosure.under_correction,
    }


@register.inclusion_tag("workspace/parts/due.html")
def due_of(
    obligation: Obligation, late: int | None = None, *, linked: bool = True
) -> dict[str, object]:
    """Show an obligation's due date, linked to its explanation, and its state in words.

    On the explanation's own page it is not ``linked``.
    """
    state = getattr(obligation, "state", "") or state_on(obligation)
    if late is None:
        late = working_days_late(obligation)
    word = STATE_NAMES[state]
    if late and state == "overdue":
        word = f"{word}{late}个工作日"
    elif late and state == "met_late":
        word = f"逾期{late}个工作日完成"
    return {"obligation": obligation, "state": state, "word": word, "linked": linked}


@register.simple_tag
def editor_media(form: Form, nonce: str) -> str:
    """Return what the rich text editor needs; its import map carries the page's nonce."""
    rendered: str = Media.from_media(form.media).with_nonce(nonce).render()
    return rendered


@register.filter
def day(value: str) -> date | str:
    """Return an ISO day of a stored derivation as a date."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value or ""


@register.filter
def under(row: tuple[str, ...], columns: tuple[FieldValue, ...]) -> list[tuple[FieldValue, str]]:
    """Return the cells of a row, each with its column."""
    return list(zip(columns, row, strict=True))


@register.simple_tag
def editor_config() -> str:
    """Return what the rich text editor of an element is allowed, as its attribute wants it."""
    return json.dumps(rich_text_widget().get_config())
