"""Settings of this folder's property tests."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is no failure: nothing here is a timed assertion.
settings.register_profile("workdays", deadline=None)
settings.load_profile("workdays")
