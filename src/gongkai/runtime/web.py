"""The web server: granian, as a child of ours."""

from __future__ import annotations

import http.client
import os
import signal
import sys
import time

from gongkai.refusals import Refused
from gongkai.runtime import children
from gongkai.runtime.children import Child
from gongkai.runtime.ports import Address

_APPLICATION = "gongkai.site.wsgi:application"
_ANSWER_SECONDS = 60.0
# Requests wait for the database more than they compute; granian warns above this.
_THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)
_STOP_STEPS = ((signal.SIGTERM, 5.0),)


def launch(address: Address, workers: int) -> Child:
    """Start the web server with ``workers`` processes; :func:`wait_answering` comes next.

    It gets our environment, so the database and the keys must be in it by now.
    """
    return children.spawn(
        [
            *(sys.executable, "-P", "-m", "granian", _APPLICATION),
            *("--interface", "wsgi", "--host", address.host, "--port", str(address.port)),
            *("--workers", str(workers), "--blocking-threads", str(_THREADS), "--no-ws"),
            *("--respawn-failed-workers", "--workers-kill-timeout", "3", "--log-level", "warning"),
        ],
        death_signal=signal.SIGTERM,
        environment=os.environ,
    )


def stop(server: Child) -> None:
    """Let open requests end for a few seconds, then stop the server and its workers."""
    server.stop(_STOP_STEPS)


def wait_answering(server: Child, address: Address) -> None:
    """Wait until the site answers; Refused where the server ends or stays silent."""
    end = time.monotonic() + _ANSWER_SECONDS
    while server.alive() and time.monotonic() < end:
        if _answers(address):
            return
        time.sleep(0.05)
    raise Refused("web_failed", f"网站服务没有在 {address.url} 启动起来；原因见上面的输出。")


def _answers(address: Address) -> bool:
    """Tell whether any answer comes; what it says is the site's affair."""
    connection = http.client.HTTPConnection(address.nearby, address.port, timeout=30)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
