"""What this room tells the rooms above it."""

from __future__ import annotations

from django.dispatch import Signal

# Sent in the transaction that changed a calendar, with ``first`` and ``last`` (the days that may
# now count otherwise, both included), ``body`` (None: the whole site), ``note`` (what happened, in
# Chinese) and ``actor``. Receivers write jobs; they compute nothing themselves.
calendar_changed = Signal()

# Sent in the transaction that set a body's own targets, with ``body``, ``note`` (Chinese) and
# ``actor``; receivers do as above.
targets_changed = Signal()
