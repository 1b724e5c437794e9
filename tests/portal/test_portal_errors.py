"""The pages for what went wrong: in Chinese, without a request, without the database."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("400.html", "请求有误"),
        ("403.html", "不能打开这个页面"),
        ("404.html", "没有这个页面"),
        ("500.html", "网站出了问题"),
    ],
)
def test_an_error_page_stands_without_request_and_database(name: str, said: str) -> None:
    html = render_to_string(name)
    assert html.count("<h1>") == 1
    assert f"<h1>{said}</h1>" in html
    assert 'lang="zh-Hans"' in html
