"""Files that are never half written, and a folder that one run at a time writes to."""

import fcntl
import os
import socket
from contextlib import contextmanager
from pathlib import Path


def write_whole(file: Path, text: str) -> None:
    """Writes a file in one step: on a full disk the earlier one stays as it was."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


class InUse(Exception):
    """Another run writes to the folder."""


@contextmanager
def sole_run(folder: Path):
    """Holds `folder/.run.lock`, which the system frees when the process ends, however it does.

    Raises InUse when another process has it.
    """
    with open(folder / ".run.lock", "a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise InUse(lock.read().strip() or "another process") from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()} on {socket.gethostname()}")
        lock.flush()
        yield
