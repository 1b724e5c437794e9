"""Jobs of this face; thin."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.task(name="workspace.read_catalog", pass_context=False)
def read_catalog(reading_id: int) -> None:
    """Read one uploaded catalog, if its officer still wants it."""
    from gongkai.workspace import incoming  # inline: it imports this module

    incoming.read(reading_id)
