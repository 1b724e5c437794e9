"""Reads the environment once, with a type and a default for every variable.

Every variable is listed in docs/settings.md; a test holds the two together.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict


def text(name: str, default: str = "") -> str:
    """Return the variable, or ``default`` where it is unset or empty."""
    return os.environ.get(name) or default


def flag(name: str, default: bool = False) -> bool:
    """Return true for ``1``, ``true``, ``yes`` and ``on`` (any case)."""
    value = os.environ.get(name, "")
    return value.lower() in {"1", "true", "yes", "on"} if value else default


def names(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list without blanks."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    """Return a folder; it need not exist yet."""
    return Path(text(name, str(default))).expanduser()


def database(url: str) -> dict[str, Any]:
    """Return Django's settings for a libpq URL or connection string (psycopg reads it)."""
    parts = conninfo_to_dict(url) if url else {}
    known = {
        "dbname": "NAME",
        "user": "USER",
        "password": "PASSWORD",
        "host": "HOST",
        "port": "PORT",
    }
    settings: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
    settings.update(
        {django: str(parts.pop(libpq)) for libpq, django in known.items() if libpq in parts}
    )
    settings.setdefault("NAME", "gongkai")
    if parts:
        settings["OPTIONS"] = parts
    return settings
