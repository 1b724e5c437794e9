"""Run by tests: ``python -m tests.runtime.hold HOME`` holds an embedded server until stopped."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from gongkai.refusals import Refused
from gongkai.runtime.embedded import EmbeddedPostgres
from gongkai.runtime.embedded.layout import default_home


def main(home: Path) -> None:
    """Start, say so, wait for a signal, stop."""
    signals = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    with EmbeddedPostgres(home, durable=False).running() as url:
        sys.stdout.write(f"{url}\nready {home}\n")
        sys.stdout.flush()
        signal.sigwait(signals)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else default_home())
    except Refused as refusal:
        sys.exit(f"{refusal.code}: {refusal.message}")
