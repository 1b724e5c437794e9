"""Prints a page to PDF with Chromium, its fonts embedded."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


def chromium() -> str | None:
    """Return where Chromium is, or None."""
    return shutil.which("chromium")


def write(page: str, path: Path) -> None:
    """Print the HTML ``page`` to ``path``, on the paper its style asks for."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        tab = browser.new_page()
        tab.set_content(page)
        tab.pdf(path=str(path), prefer_css_page_size=True)
        browser.close()
