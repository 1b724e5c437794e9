"""Readying Django: its environment, its keys, its tables."""

from __future__ import annotations

import os
from pathlib import Path

from gongkai.refusals import Refused
from gongkai.runtime import private_files, settings
from gongkai.runtime.embedded.layout import prepare_home
from gongkai.runtime.ports import Address


def set_environment(home: Path, database_url: str, address: Address | None = None) -> None:
    """Put into the environment what the site needs and the operator did not set.

    The keys are made once and kept in ``home``. The address a browser will use is allowed in.
    """
    prepare_home(home)
    # WhiteNoise warns where the folder of collected files is missing; here it stays empty.
    (home / "static").mkdir(mode=0o700, exist_ok=True)
    os.environ[settings.DATABASE_URL] = database_url
    os.environ[settings.HOME] = str(home)
    for name, file in ((settings.SECRET_KEY, "secret-key"), (settings.PRIVACY_KEY, "privacy-key")):
        if not os.environ.get(name):
            os.environ[name] = private_files.read_or_create(home / file)
    if address is not None and not os.environ.get(settings.HOSTS):
        hosts = dict.fromkeys(["127.0.0.1", "localhost", "[::1]", address.host])
        os.environ[settings.HOSTS] = ",".join(hosts)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.settings")


def set_up() -> None:
    """Load Django; the environment must be set."""
    import django  # inline: slow to import, and only commands that need the site pay for it

    django.setup()


def check() -> None:
    """Refuse a setting that cannot be right; ``set_up()`` comes first.

    Only the site's own checks: what a person set, said in one line with what to do.
    """
    from django.core.checks import ERROR, Tags, run_checks  # inline: as above

    for found in run_checks(tags=[Tags.security]):
        if found.level >= ERROR and (found.id or "").startswith("gongkai."):
            raise Refused("bad_setting", f"{found.msg}{found.hint or ''}")


def migrate() -> None:
    """Bring the tables up to date. Raises Refused where the database says no."""
    from django.core.management import call_command  # inline: as above
    from django.db import Error, connections

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except Error as problem:
        line = (str(problem).strip() or type(problem).__name__).splitlines()[0]
        raise Refused("migrate_failed", f"更新表结构失败：{line}") from problem
    finally:
        connections.close_all()
