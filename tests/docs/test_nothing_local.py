"""Nothing in the repository points at one machine or at one registry."""

from __future__ import annotations

import re

from tests.docs.pages import ROOT, files

# Put together here, so that this file does not hold what it looks for.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("files", "pythonhosted", "org"),
        ("pypi", "org/simple"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
    )
)
# Zhao is an actor in the tests, with a home folder of his own.
HOME_FOLDER = re.compile(r"(?<![\w.:/])/(?:root|Users|home/(?!zhao/)[a-z][\w-]*)/[\w.-]")
# Other people's files, kept as they came.
AS_THEY_CAME = ("vendor", "catalogs", "LICENSE")


def ours() -> list[tuple[str, str]]:
    found = []
    for path in files():
        name = path.relative_to(ROOT).as_posix()
        if any(part in AS_THEY_CAME for part in path.relative_to(ROOT).parts):
            continue
        try:
            found.append((name, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue  # a picture
    return found


def test_no_file_holds_the_address_of_a_registry() -> None:
    assert [name for name, page in ours() if any(one in page for one in REGISTRIES)] == []


def test_no_file_holds_a_path_into_somebodys_home_folder() -> None:
    assert [
        f"{name}: {found.group()}" for name, page in ours() for found in HOME_FOLDER.finditer(page)
    ] == []


def test_no_lock_file_names_an_address() -> None:
    for path in ROOT.glob("requirements/*"):
        assert "://" not in path.read_text(encoding="utf-8"), path.name
