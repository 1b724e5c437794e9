"""Addresses of the workspace: the working calendar."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.workspace.views import calendar, calendar_notice, calendar_targets

urlpatterns: list[URLPattern] = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<int:year>/", calendar.calendar, name="calendar_year"),
    path("calendar/change/", calendar.change, name="calendar_change"),
    path("calendar/targets/", calendar_targets.targets, name="calendar_targets"),
    path("calendar/notice/", calendar_notice.notice, name="calendar_notice"),
    path("calendar/notice/confirm/", calendar_notice.confirm, name="calendar_notice_confirm"),
]
