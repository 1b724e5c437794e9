"""The Chinese names of the verbs, from their data file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def names() -> dict[str, str]:
    """Return ``{"disclosures.publish": "发布", …}``."""
    source = resources.files("gongkai.audit").joinpath("data/verbs.toml").read_text("utf-8")
    return {
        f"{room}.{verb}": name
        for room, verbs in tomllib.loads(source).items()
        for verb, name in verbs.items()
    }


def name_of(verb: str) -> str:
    """Return the Chinese name of ``verb``, or the verb itself where it has none."""
    return names().get(verb, verb)
