"""Every relative link in a Markdown page leads to a file, and to a heading where it names one."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.pages import DOCS, ROOT, markdown, text

LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
PAGES = [path for path in markdown() if "vendor" not in path.parts]


def links(path: Path) -> list[str]:
    plain = FENCED.sub("", path.read_text(encoding="utf-8"))
    return [one for one in LINK.findall(plain) if not re.match(r"[a-z]+:", one)]


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    missing = []
    for link in links(path):
        name, _, anchor = unquote(link).partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            missing.append(link)
    assert missing == []


def test_every_decision_is_listed_and_says_context_decision_and_consequences() -> None:
    index = text("docs/decisions/README.md")
    numbers = []
    for path in sorted(DOCS.glob("decisions/[0-9]*.md")):
        page = path.read_text(encoding="utf-8")
        numbers.append(int(path.name[:4]))
        assert f"({path.name})" in index
        headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], path.name
        assert page.startswith(f"# {path.name[:4]} "), path.name
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_page_of_the_documentation_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for link in links(page):
            target = (page.parent / unquote(link).partition("#")[0]).resolve()
            if target.is_dir():
                target /= "README.md"
            if target.suffix == ".md" and target.is_file():
                waiting.append(target)
    assert {path for path in PAGES if DOCS in path.parents} - reached == set()
