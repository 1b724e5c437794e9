"""Run by tests: the command line with a demonstration that takes no time and leaves a mark."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType

from django.db import connection

from gongkai.cli import main


def is_loaded() -> bool:
    """Tell whether the mark is there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('demo_mark') IS NOT NULL")
        (found,) = cursor.fetchone()
    return bool(found)


def load_demo(progress: Callable[[str], None]) -> None:
    """Leave the mark."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE demo_mark ()")
    progress("样例：三个机构")


def sign_ins() -> list[tuple[str, str, str, str]]:
    """Return one made-up person."""
    return [("钱经办", "jingban", "gongkai-2024", "区住房局经办人")]


if __name__ == "__main__":
    stub = ModuleType("gongkai.demo.load")
    vars(stub).update(is_loaded=is_loaded, load_demo=load_demo, sign_ins=sign_ins)
    sys.modules[stub.__name__] = stub
    main()
