"""The environment variables that decide where a site runs."""

from __future__ import annotations

import os
from pathlib import Path

DATABASE_URL = "GONGKAI_DATABASE_URL"
HOME = "GONGKAI_HOME"
HOSTS = "GONGKAI_HOSTS"
PRIVACY_KEY = "GONGKAI_PRIVACY_KEY"
SECRET_KEY = "GONGKAI_SECRET_KEY"  # noqa: S105 - the variable's name, not a key


def database_url() -> str | None:
    """Return the database the operator names (a libpq URL), or None for the embedded one."""
    return os.environ.get(DATABASE_URL) or None


def home() -> Path | None:
    """Return the folder the operator wants the data in, or None where we may choose it."""
    value = os.environ.get(HOME)
    return Path(value).expanduser().absolute() if value else None
