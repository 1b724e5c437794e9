"""The province's own database server, and Django set up on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from gongkai.runtime import settings
from gongkai.runtime.embedded import EmbeddedPostgres

# Far below what a province's own machine has; the rest is left to the system's file cache.
_MEMORY = {"maintenance_work_mem": "1GB", "work_mem": "64MB"}


@contextmanager
def running(folder: Path, *, making: bool) -> Iterator[EmbeddedPostgres]:
    """Run the server of ``folder`` with Django set up on it, for a ``with`` block.

    While the rows are made, nothing is forced onto the disk: whoever cuts the power begins again.
    What is measured runs on the settings that Gongkai itself has.
    """
    server = EmbeddedPostgres(folder / "home", durable=not making)
    with server.running() as url:
        os.environ[settings.DATABASE_URL] = url
        os.environ[settings.HOME] = str(folder / "home")
        os.environ[settings.SECRET_KEY] = "only-for-a-benchmark-" + "0" * 40
        os.environ[settings.PRIVACY_KEY] = "only-for-a-benchmark-" + "1" * 40
        os.environ["GONGKAI_MAIL"] = "console:"  # letters are written; none is handed over
        os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.site.settings"
        django.setup()
        from django.core.management import call_command  # needs the settings
        from django.db import connection

        if making:
            call_command("migrate", verbosity=0)
            with connection.cursor() as cursor:
                for name, value in _MEMORY.items():
                    cursor.execute(f"SET {name} = '{value}'")
        try:
            yield server
        finally:
            connection.close()
