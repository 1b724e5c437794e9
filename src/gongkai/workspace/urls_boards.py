"""Addresses of the lists of obligations: list, month, wall, and the bodies below."""

from __future__ import annotations

from datetime import date

from django.urls import URLPattern, path, register_converter

from gongkai.workspace.views import below, boards, overviews


class _Month:
    """A month as 2026-11, given to a view as its first day."""

    regex = "2[0-9]{3}-(?:0[1-9]|1[0-2])"

    def to_python(self, text: str) -> date:
        return date.fromisoformat(f"{text}-01")

    def to_url(self, first: date) -> str:
        return f"{first:%Y-%m}"


class _Year:
    """A year of this millennium."""

    regex = "2[0-9]{3}"
    to_python = int

    def to_url(self, year: int) -> str:
        return str(year)


register_converter(_Month, "month")
register_converter(_Year, "year")

_BODY = "below/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path("obligations/", boards.obligations, name="obligations"),
    path("obligations/export/", boards.export, name="obligations_export"),
    path("obligations/month/", overviews.this_month, name="month"),
    path("obligations/month/<month:first>/", overviews.month, name="month_of"),
    path("obligations/wall/", overviews.this_year, name="wall"),
    path("obligations/wall/<year:year>/", overviews.wall, name="wall_of"),
    path("obligations/<int:pk>/seen/", below.obligation, name="obligation_seen"),
    path("below/", below.below, name="below"),
    path(_BODY, below.body, name="below_body"),
    path(_BODY + "export/", below.export, name="below_export"),
]
