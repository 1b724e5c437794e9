"""How the site sends mail, read from one address: ``smtp://user:password@host:587?tls=starttls``."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

# Seconds a mail server may keep silent before a letter is given up.
TIMEOUT = 20
_BACKENDS = "django.core.mail.backends."
_PORTS = {"starttls": 587, "ssl": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class Mail:
    """What Django's mail settings become. ``problem`` is one line where the address is unreadable:
    no mail is sent then, and the system check says so."""

    backend: str = _BACKENDS + "dummy.EmailBackend"
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starttls: bool = False
    ssl: bool = False
    problem: str = ""

    @property
    def sends(self) -> bool:
        """True where letters leave, or are written to the console."""
        return not self.backend.endswith("dummy.EmailBackend")


def read(url: str) -> Mail:
    """Return the settings for ``url``: empty (no mail), ``console:`` or ``smtp://…``."""
    if not url:
        return Mail()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return Mail(problem="端口不是 1 到 65535 之间的数")
    if parts.scheme == "console":
        return Mail(backend=_BACKENDS + "console.EmailBackend")
    if parts.scheme != "smtp":
        return Mail(problem=f"不认识“{parts.scheme or url[:10]}”")
    if not parts.hostname:
        return Mail(problem="没有写邮件服务器的名称")
    asked = parse_qs(parts.query, keep_blank_values=True)
    tls = asked.pop("tls", ["starttls"])[-1]
    if asked or tls not in _PORTS:
        return Mail(problem="问号后面只能写 tls=starttls、tls=ssl 或者 tls=none")
    return Mail(
        backend=_BACKENDS + "smtp.EmailBackend",
        host=parts.hostname,
        port=port or _PORTS[tls],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=tls == "starttls",
        ssl=tls == "ssl",
    )
