"""From text to terms: Chinese as single characters and pairs, the rest as words."""

from __future__ import annotations

import re
import unicodedata

_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+")

# PostgreSQL refuses terms over 2 KB; longer runs are left to the exact recheck.
LONGEST = 64


def fold(text: str) -> str:
    """Return ``text`` as it is compared: full-width forms made plain, lower case, single spaces."""
    # PostgreSQL takes no NUL, neither to store nor to look for.
    plain = unicodedata.normalize("NFKC", text.replace("\x00", " "))
    return " ".join(plain.lower().split())


def terms_of(text: str) -> set[str]:
    """Return the terms to index for ``text``: each Chinese character, each pair, each word."""
    terms: set[str] = set()
    for run in _RUN.findall(fold(text)):
        if run.isascii():
            if len(run) <= LONGEST:
                terms.add(run)
        else:
            terms.update(run)
            terms.update(run[i : i + 2] for i in range(len(run) - 1))
    return terms


def required_terms(word: str) -> set[str]:
    """Return the terms that any text containing ``word`` must have.

    The first and last Latin word of ``word`` may be part of a longer one in the text, so they
    are left to the exact recheck.
    """
    folded = fold(word)
    needed: set[str] = set()
    for match in _RUN.finditer(folded):
        run = match.group()
        if not run.isascii():
            needed.update(run[i : i + 2] for i in range(len(run) - 1)) if len(run) > 1 else (
                needed.add(run)
            )
        elif match.start() > 0 and match.end() < len(folded) and len(run) <= LONGEST:
            needed.add(run)
    return needed
