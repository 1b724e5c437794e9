"""What the browser tests share: to be signed in at once, and to see whether a page fits."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page

from gongkai.bodies.models import Officer

_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def be(page: Page, officer: Officer, origin: str) -> None:
    """Sign ``officer`` in without the form, which has tests of its own."""
    session = SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    session.save()
    assert session.session_key
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": origin}]
    )


def fits(page: Page) -> bool:
    """Tell whether nothing of the page stands out to the right of the screen."""
    return bool(page.evaluate(_WIDER) <= 0)
