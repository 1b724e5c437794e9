"""Fuzzes the grammars of limits and texts. Run by ``script/fuzz grammar``.

Bytes choose words of catalogs, so that the phrases are nearly right more often than not.
"""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-not-found]  # not locked

with atheris.instrument_imports(include=["gongkai"]):
    from gongkai.catalog import read_limit, read_text
    from gongkai.refusals import Refused

WORDS = (
    *("自", "信息", "形成", "或者", "变更", "之日起", "20", "个", "工作日", "内", "，", "。", "；"),
    *("每年", "每季度", "每月", "第一个月", "15日前", "1月31日前", "半年", "至少", "更新", "1次"),
    *("长期公开", "公示期", "不少于", "7日", "任期内", "提前", "一周", "及时", "实时", "按规定"),
    *(
        "其中",
        "行政许可",
        "另有规定的，从其规定",
        "二十",
        "十五",
        "（",
        "）",
        "《",
        "》",
        "〔2019〕",
    ),
    *("1.", "（一）", "■", "□", "√", "/", "—", "\t", "\n", "|", " ", "同上", "年", "日", "天", "0"),
    *("序号", "公开事项", "一级事项", "二级事项", "公开内容", "公开时限", "公开主体", "政府网站"),
)


def one(data: bytes) -> None:
    """Read the words that ``data`` chooses as a limit, and as a catalog."""
    phrase = "".join(WORDS[byte % len(WORDS)] for byte in data)
    if read_limit(phrase).text.strip() != phrase.strip():
        raise AssertionError(phrase)
    try:
        read_text(f"序号\t公开事项\t公开内容\t公开时限\n{phrase}", "a.txt")
        read_text(phrase, "a.txt")
    except Refused as refused:
        if "\n" in refused.message:
            raise AssertionError(refused.message) from refused


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
