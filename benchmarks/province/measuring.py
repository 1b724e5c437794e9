"""Measures the pages of the province, with empty caches and with full ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import connection

from benchmarks.province.clock import stop_the_clock
from benchmarks.province.pages import Page, pages, queries
from benchmarks.province.timing import HEADING, forget
from gongkai.runtime.embedded import EmbeddedPostgres


def measure_pages(server: EmbeddedPostgres, folder: Path, today: date, times: int) -> None:
    """Print the times of every page and query, milliseconds: after a restart with nothing of the
    database in memory, each body asked for once; and then for the same bodies again."""
    stop_the_clock(today)
    print(HEADING)
    for page in pages(today, times):
        page.readers.append(page.readers.pop(0))
        _warm_up(page)
        _empty(server, folder)
        _warm_up(page)
        print(f"{page.name + ', cold':<46} {page.ask()}", flush=True)
        print(f"{page.name + ', warm':<46} {page.ask()}", flush=True)
    for name, ask in queries(times):
        ask()
        print(f"{'query: ' + name + ', warm':<46} {ask()}", flush=True)


def _warm_up(page: Page) -> None:
    """Load templates and the tables of the catalog: a process does so once, not once a page."""
    Page(page.name, page.address, page.readers[-1:]).ask()


def _empty(server: EmbeddedPostgres, folder: Path) -> None:
    connection.close()
    server.stop()
    forget(folder)
    server.start()
