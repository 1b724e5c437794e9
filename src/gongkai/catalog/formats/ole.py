"""What the old Office container (OLE) holds: Word, Excel, or a locked newer file."""

from __future__ import annotations

from pathlib import Path

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_ENTRY = 128  # bytes of an entry of its directory; every one begins at a multiple of that
_FIB_ENCRYPTED = 0x0100  # MS-DOC 2.5.2, FibBase, fEncrypted at offset 0x0A
_STREAMS = {
    "EncryptedPackage": "locked",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
}


def kind_of(path: Path) -> str | None:
    """Return doc, xls, locked (encrypted), or None where the container holds something else."""
    data = path.read_bytes()
    for name, kind in _STREAMS.items():
        entry = _entry(data, name)
        if entry is not None:
            return "locked" if kind == "doc" and _locked(data, entry) else kind
    return None


def _entry(data: bytes, name: str) -> int | None:
    """Return where the directory entry of the stream ``name`` begins."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    length = len(wanted).to_bytes(2, "little")
    place = data.find(wanted, _SECTOR)
    while place >= 0:
        if place % _ENTRY == 0 and data[place + 64 : place + 66] == length:
            return place
        place = data.find(wanted, place + 1)
    return None


def _locked(data: bytes, entry: int) -> bool:
    """True where the Word document is encrypted; its stream begins at the sector named."""
    sector = int.from_bytes(data[entry + 116 : entry + 120], "little")
    flags = (sector + 1) * _SECTOR + 0x0A
    return bool(int.from_bytes(data[flags : flags + 2], "little") & _FIB_ENCRYPTED)
