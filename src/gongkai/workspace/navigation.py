"""Where an officer can go: one line of groups, each place only for those who work there.

A new place is one more ``Entry``; a route that does not exist is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from gongkai.bodies.models import Officer, Role
from gongkai.bodies.rules import oversees_some
from gongkai.reminders.queries import unread_by

BUSINESS = (Role.EDITOR, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.PUBLISHER)
EVERYONE = tuple(Role)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the navigation: its route, its name, the roles that see it, the routes inside it.

    With ``only`` it is also seen by those it says yes to, whatever their roles. ``count`` says how
    much waits there.
    """

    route: str
    name: str
    roles: tuple[Role, ...]
    inside: tuple[str, ...] = ()
    only: Callable[[Officer], bool] | None = None
    count: Callable[[Officer], int] | None = None

    def seen_by(self, officer: Officer) -> bool:
        """True where this officer works in this place."""
        return officer.has_role(*self.roles) or bool(self.only and self.only(officer))


@dataclass(frozen=True, slots=True)
class Place:
    """One link of the navigation; ``current`` where the page shown is or belongs to it; ``count``
    is how much waits there unread."""

    name: str
    url: str
    current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Menu:
    """A group of links under one name; a group with one link is that link."""

    name: str
    places: tuple[Place, ...]

    @property
    def single(self) -> bool:
        """True where no menu has to be opened."""
        return len(self.places) == 1

    @property
    def current(self) -> bool:
        """True where the page shown belongs to one of the links."""
        return any(place.current for place in self.places)


_CALENDAR = ("calendar_year", "calendar_change", "calendar_notice", "calendar_notice_confirm")
# (the group's name, its places)
_GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("我的工作", (Entry("my_work", "我的工作", EVERYONE),)),
    (
        "提醒",
        (
            Entry(
                "reminders",
                "提醒",
                EVERYONE,
                ("reminder_settings",),
                # The head of an office or a body may hold no role at all.
                only=lambda officer: officer.is_active,
                count=unread_by,
            ),
        ),
    ),
    (
        "应公开任务",
        (
            Entry("obligations", "任务清单", EVERYONE, ("obligation", "obligation_seen")),
            Entry("month", "月历", EVERYONE, ("month_of",)),
            Entry("wall", "年度一览", EVERYONE, ("wall_of",)),
            Entry("events", "触发事件", BUSINESS, ("event_new",)),
            Entry("declarations", "情况说明", (*BUSINESS, Role.AUDITOR)),
            Entry("silent", "空白和久未更新", (*BUSINESS, Role.ADMINISTRATOR)),
            Entry("below", "下级机关", (), ("below_body",), oversees_some),
        ),
    ),
    (
        "公开信息",
        (
            Entry(
                "disclosures",
                "公开信息",
                (*BUSINESS, Role.AUDITOR),
                ("register", "disclosure", "edit", "compare"),
            ),
            Entry("review_queue", "审核", (Role.REVIEWER, Role.SECRECY_REVIEWER), ("review",)),
        ),
    ),
    (
        "责任和目录",
        (
            Entry("duties", "责任", (*BUSINESS, Role.ADMINISTRATOR), ("duty", "limits")),
            Entry(
                "catalogs",
                "目录",
                (*BUSINESS, Role.ADMINISTRATOR),
                ("catalog", "renew", "rollout", "mappings"),
            ),
        ),
    ),
    (
        "管理",
        (
            Entry(
                "bodies",
                "机构和人员",
                (Role.ADMINISTRATOR,),
                ("body", "officers", "hand_over"),
            ),
            Entry("calendar", "工作日历", EVERYONE, _CALENDAR),
        ),
    ),
    ("审计", (Entry("audit", "审计", (Role.AUDITOR,)),)),
)


def menus_of(officer: Officer, here: str) -> list[Menu]:
    """Return the groups this officer sees, on the page of the route ``here``; no empty ones."""
    found = []
    for name, entries in _GROUPS:
        places = tuple(
            Place(
                entry.name,
                url,
                here == entry.route or here in entry.inside,
                entry.count(officer) if entry.count else 0,
            )
            for entry in entries
            if entry.seen_by(officer) and (url := _address(entry.route))
        )
        if places:
            found.append(Menu(name, places))
    return found


def _address(route: str) -> str:
    try:
        return reverse(f"workspace:{route}")
    except NoReverseMatch:
        return ""
