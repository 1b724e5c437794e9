"""What a page must not do while a test looks at it: call another host, or break."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Route


class Guard:
    """Holds a browser context to one site, and writes down what went against that."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self._host = urlsplit(site).netloc
        self.complaints: list[str] = []
        context.route("**/*", self._judge)
        context.on("weberror", lambda broken: self._note(f"脚本出错：{broken.error}"))
        context.on("page", self._listen)

    def _listen(self, page: Page) -> None:
        page.on("console", self._hear)

    def _judge(self, route: Route) -> None:
        if urlsplit(route.request.url).netloc == self._host:
            route.continue_()
            return
        self._note(f"页面向别处发出请求：{route.request.url}")
        try:
            route.abort()
        except Error:
            # The page may have been closed meanwhile; the complaint stands.
            return

    def _hear(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self._note(f"违反内容安全策略：{message.text}")

    def _note(self, complaint: str) -> None:
        self.complaints.append(complaint)
