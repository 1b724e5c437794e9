"""Gathers the sub-commands into one application."""

from __future__ import annotations

import typer

from gongkai.cli import body, calendar, catalog, due, event, loading, remind, serve


def build() -> typer.Typer:
    """Return the whole command-line application."""
    app = typer.Typer(
        name="gongkai",
        help="Gongkai 公开 · 把政务公开标准目录变成可运行、可核验的公开服务。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    loading.attach(catalog.app)
    app.add_typer(catalog.app, name="catalog")
    due.attach(app)
    app.add_typer(calendar.app, name="calendar")
    app.add_typer(event.app, name="event")
    app.add_typer(body.app, name="body")
    remind.attach(app)
    serve.attach(app)
    return app
