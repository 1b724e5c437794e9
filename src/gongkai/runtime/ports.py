"""The address the web server will listen on."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass

from gongkai.refusals import Refused

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not bound


@dataclass(frozen=True)
class Address:
    """A host (name or IP) and a TCP port."""

    host: str
    port: int

    @property
    def nearby(self) -> str:
        """The host by which this machine reaches the server."""
        return _EVERYWHERE.get(self.host, self.host)

    @property
    def url(self) -> str:
        """The address to type into a browser on this machine."""
        host = f"[{self.nearby}]" if ":" in self.nearby else self.nearby
        return f"http://{host}:{self.port}/"

    @property
    def everywhere(self) -> bool:
        """Whether other machines can reach the server under any name of this one."""
        return self.host in _EVERYWHERE


def check_free(address: Address) -> None:
    """Return where the port can be taken; else raise Refused, in one line that says why."""
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except socket.gaierror:
        raise Refused("host_unknown", f"不认识主机名 {address.host}：请检查 --host。") from None
    family, kind, protocol, _, target = found[0]
    with socket.socket(family, kind, protocol) as probe:
        # As the web server does: a port still cooling down after a stop counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(target)
        except OSError as problem:
            raise _refusal(address, problem) from None


def _refusal(address: Address, problem: OSError) -> Refused:
    where = f"{address.host}:{address.port}"
    if problem.errno == errno.EADDRINUSE:
        return Refused("port_taken", f"端口 {where} 已被占用：请用 --port 换一个。")
    if problem.errno == errno.EACCES:
        return Refused("port_closed", f"没有权限使用端口 {where}：请换一个 1024 以上的端口。")
    return Refused("host_foreign", f"本机没有地址 {where}：请检查 --host。")
