"""The frame of the workspace: which places an officer may go, by role."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from gongkai.audit.verbs import name_of
from gongkai.bodies.models import Officer, Role

register = template.Library()

_BUSINESS = (Role.EDITOR, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.PUBLISHER)
# (route, its name, roles that see it, further routes that belong to it)
_PLACES: tuple[tuple[str, str, tuple[Role, ...], tuple[str, ...]], ...] = (
    ("my_work", "我的工作", tuple(Role), ()),
    (
        "disclosures",
        "公开信息",
        (*_BUSINESS, Role.AUDITOR),
        ("register", "disclosure", "edit", "compare", "obligation"),
    ),
    ("review_queue", "审核", (Role.REVIEWER, Role.SECRECY_REVIEWER), ("review",)),
    ("duties", "责任", (*_BUSINESS, Role.ADMINISTRATOR), ("duty",)),
    ("catalogs", "目录", (*_BUSINESS, Role.ADMINISTRATOR), ("catalog",)),
    ("bodies", "机构和人员", (Role.ADMINISTRATOR,), ("body", "officers")),
    ("audit", "审计", (Role.AUDITOR,), ()),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    name: str
    url: str
    current: bool


@register.simple_tag
def places(request: HttpRequest) -> list[Place]:
    """Return the places this officer works in; what is not theirs is left out."""
    officer = request.user
    if not isinstance(officer, Officer):
        return []
    here = request.resolver_match.url_name if request.resolver_match else ""
    found = []
    for route, name, roles, inside in _PLACES:
        if not officer.has_role(*roles):
            continue
        try:
            url = reverse(f"workspace:{route}")
        except NoReverseMatch:
            continue
        found.append(Place(name, url, here == route or here in inside))
    return found


@register.filter
def verb_name(verb: str) -> str:
    """Return what the audit trail calls a verb."""
    return name_of(verb)
