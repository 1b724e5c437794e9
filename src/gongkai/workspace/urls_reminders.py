"""Addresses of reminders, the calendar of due dates, and handing over."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.workspace.views import feed, handing_over, reminders

urlpatterns: list[URLPattern] = [
    path("reminders/", reminders.inbox, name="reminders"),
    path("reminders/read/", reminders.read, name="reminders_read"),
    path("reminders/settings/", reminders.settings_page, name="reminder_settings"),
    path("reminders/test-letter/", reminders.test_letter, name="reminder_test_letter"),
    path("reminders/feed/", feed.renew, name="feed_renew"),
    path("feed/<str:token>.ics", feed.calendar, name="feed"),
    path("officers/<int:pk>/hand-over/", handing_over.hand_over, name="hand_over"),
    path("officers/<int:pk>/email/", handing_over.email, name="officer_email"),
    path("offices/<int:pk>/head/", handing_over.office_head, name="office_head"),
    path("bodies/<slug:slug>/head/", handing_over.body_head, name="body_head"),
    path("duties/<int:pk>/officer/", handing_over.assign, name="duty_assign"),
]
