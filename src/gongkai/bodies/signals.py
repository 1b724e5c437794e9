"""What this room asks the rooms above it."""

from __future__ import annotations

from django.dispatch import Signal

# Sent in the transaction that would close an account, with ``officer``. A receiver answers what
# the officer still holds, in Chinese (``3项责任``), or an empty text: while anybody answers
# something, the account stays open.
held_by = Signal()
