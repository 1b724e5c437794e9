"""Word files: what is shown is read, what is hidden or deleted is not, merged cells are kept."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gongkai.catalog.document import Document, Grid, Paragraph
from gongkai.catalog.formats import word, word_old
from gongkai.refusals import Refused

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def made(tmp_path: Path, body: str, numbering: str = "") -> Document:
    path = tmp_path / "目录.docx"
    with zipfile.ZipFile(path, "w") as package:
        spaces = f'xmlns:w="{MAIN}" xmlns:w14="{W14}"'
        package.writestr(
            "word/document.xml", f"<w:document {spaces}><w:body>{body}</w:body></w:document>"
        )
        if numbering:
            package.writestr(
                "word/numbering.xml", f"<w:numbering {spaces}>{numbering}</w:numbering>"
            )
    return word.read(path)


def text(words: str, more: str = "") -> str:
    return f"<w:r>{more}<w:t>{words}</w:t></w:r>"


def line(tmp_path: Path, runs: str) -> str:
    (paragraph,) = made(tmp_path, f"<w:p>{runs}</w:p>").blocks
    assert isinstance(paragraph, Paragraph)
    return paragraph.text


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{text(words)}</w:p></w:tc>"


def table(tmp_path: Path, *rows: str) -> Grid:
    inside = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    (grid,) = made(tmp_path, f"<w:tbl>{inside}</w:tbl>").grids()
    return grid


def shown(grid: Grid) -> list[list[str | None]]:
    return [[one.text if one else None for one in row] for row in grid.rows]


BELOW = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"
WIDE = '<w:gridSpan w:val="2"/>'


def test_a_cell_merged_down_covers_the_rows_below(tmp_path: Path) -> None:
    grid = table(tmp_path, cell("甲", BELOW) + cell("一"), cell("", GOES_ON) + cell("二"))
    assert shown(grid) == [["甲", "一"], ["甲", "二"]]
    assert grid.rows[0][0] is grid.rows[1][0]


def test_a_cell_merged_to_the_right_covers_the_columns(tmp_path: Path) -> None:
    grid = table(tmp_path, cell("甲", WIDE), cell("一") + cell("二"))
    assert shown(grid) == [["甲", "甲"], ["一", "二"]]


def test_a_cell_that_goes_on_with_nothing_stands_for_itself(tmp_path: Path) -> None:
    assert shown(table(tmp_path, cell("甲", GOES_ON))) == [["甲"]]


def test_a_row_may_begin_later(tmp_path: Path) -> None:
    late = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    grid = table(tmp_path, cell("甲") + cell("乙"), late + cell("丙"))
    assert shown(grid) == [["甲", "乙"], [None, "丙"]]


@pytest.mark.parametrize(("state", "sign"), [("1", "☑"), ("0", "☐")])
def test_a_tick_box_shows_its_state(tmp_path: Path, state: str, sign: str) -> None:
    box = (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{text('x')}</w:sdtContent></w:sdt>"
    )
    assert line(tmp_path, box + text("政府网站")) == f"{sign}政府网站"


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "□"),
        ("Wingdings", "F06E", "■"),
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "F0A3", "□"),
    ],
)
def test_a_sign_of_a_picture_font_is_what_it_shows(
    tmp_path: Path, font: str, code: str, sign: str
) -> None:
    symbol = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    assert line(tmp_path, symbol + text("公报")) == f"{sign}公报"


def test_letters_in_a_picture_font_are_signs(tmp_path: Path) -> None:
    font = '<w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr>'
    assert line(tmp_path, text("R", font) + text("R")) == "☑R"


@pytest.mark.parametrize(("checked", "sign"), [("<w:checked/>", "☑"), ("", "☐")])
def test_a_box_of_an_old_form_shows_its_state(tmp_path: Path, checked: str, sign: str) -> None:
    box = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
        f"{checked}</w:checkBox></w:ffData></w:fldChar></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert line(tmp_path, box + text("公报")) == f"{sign}公报"


def test_a_tick_printed_over_a_box_is_a_ticked_box(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>eq \\o\\ac(□,√)</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert line(tmp_path, field + text("公报")) == "☑公报"


def test_deleted_text_is_left_out_and_inserted_text_is_read(tmp_path: Path) -> None:
    runs = f"<w:del><w:r><w:delText>20</w:delText></w:r></w:del><w:ins>{text('7')}</w:ins>"
    assert line(tmp_path, runs + text("个工作日")) == "7个工作日"


def test_hidden_text_is_left_out_and_counted(tmp_path: Path) -> None:
    hidden = text("内部", "<w:rPr><w:vanish/></w:rPr>")
    document = made(tmp_path, f"<w:p>{hidden}{text('公开')}</w:p>")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["公开"]
    assert [finding.code for finding in document.findings] == ["text-hidden"]


def test_numbers_of_a_list_are_read(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    mark = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    body = "".join(f"<w:p>{mark}{text(word)}</w:p>" for word in ("名单", "标准"))
    blocks = made(tmp_path, body, numbering).blocks
    assert [one.text for one in blocks if isinstance(one, Paragraph)] == ["1.名单", "2.标准"]


def test_a_file_without_a_body_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "空.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{MAIN}"/>')
    with pytest.raises(Refused) as caught:
        word.read(path)
    assert caught.value.code == "catalog-file-damaged"


def test_an_old_word_file_without_libreoffice_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "旧.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(Refused) as caught:
        word_old.read(path)
    assert "libreoffice-writer" in caught.value.message


def pretend_libreoffice(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a program called soffice first on the path; return an old Word file to read."""
    folder = tmp_path / "programs"
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "kept"))
    (tmp_path / "kept").mkdir()
    path = tmp_path / "旧.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    return path


def test_an_old_word_file_is_read_through_libreoffice_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, f"<w:p>{text('目录')}</w:p>")
    script = f'for last; do :; done; cp "{tmp_path}/目录.docx" "$(dirname "$last")/source.docx"'
    path = pretend_libreoffice(tmp_path, script, monkeypatch)
    document = word_old.read(path)
    assert (document.name, document.format) == (str(path), "doc")
    assert [one.text for one in document.blocks if isinstance(one, Paragraph)] == ["目录"]
    assert list((tmp_path / "kept").iterdir()) == []


def test_an_old_word_file_that_libreoffice_cannot_open_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pretend_libreoffice(tmp_path, "exit 1", monkeypatch)
    with pytest.raises(Refused) as caught:
        word_old.read(path)
    assert caught.value.code == "catalog-file-damaged"
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.parametrize("name", ["strike", "dstrike"])
def test_text_that_is_struck_out_is_left_out_and_counted(tmp_path: Path, name: str) -> None:
    struck = text("旧局", f"<w:rPr><w:{name}/></w:rPr>")
    kept = text("公开", f'<w:rPr><w:{name} w:val="0"/></w:rPr>')
    document = made(tmp_path, f"<w:p>{struck}{kept}</w:p>")
    assert document.blocks == (Paragraph("公开", 1),)
    assert [finding.code for finding in document.findings] == ["text-hidden"]
