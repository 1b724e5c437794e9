"""Addresses of the workspace: disclosures in one list, everything around them in another."""

from __future__ import annotations

from gongkai.workspace import (
    urls_around,
    urls_boards,
    urls_calendar,
    urls_clocks,
    urls_disclosures,
    urls_mappings,
    urls_reminders,
    urls_renewal,
    urls_silent,
)

app_name = "workspace"
urlpatterns = [
    *urls_disclosures.urlpatterns,
    *urls_around.urlpatterns,
    *urls_boards.urlpatterns,
    *urls_calendar.urlpatterns,
    *urls_clocks.urlpatterns,
    *urls_reminders.urlpatterns,
    *urls_renewal.urlpatterns,
    *urls_mappings.urlpatterns,
    *urls_silent.urlpatterns,
]
