"""Which notebook and which cell, and for how long: one changing line on a terminal, plain lines elsewhere."""

import asyncio
import shutil
import sys
import time
from contextlib import asynccontextmanager

from printable import printable

# Where there is no terminal, a cell that takes long is mentioned again after so many seconds.
REMINDER = 60


def duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


class Status:
    def __init__(self, notebooks: int, out=sys.stdout) -> None:
        self.notebooks = notebooks
        self.out = out
        self.live = out.isatty()
        self.number = 0
        self.name = ""
        self.place = "at its start"
        self.began = 0.0

    def begin_notebook(self, name: str) -> None:
        self.number += 1
        self.name = name
        self.place = "at its start"
        self.began = time.monotonic()
        if self.live:
            self.draw(f"{self.number}/{self.notebooks} {name}")
        else:
            self.say(f"{self.number}/{self.notebooks} {name}")

    def end_notebook(self) -> None:
        self.clear()
        self.say(f"{'✓ ' if self.live else '  '}{self.number}/{self.notebooks} {self.name}, {self.elapsed()}")

    @asynccontextmanager
    async def cell(self, number: int, count: int, title: str):
        """Shows a cell for as long as it runs."""
        self.place = f"cell {number}/{count} ({title})"
        began = time.monotonic()

        async def tick() -> None:
            while True:
                took = time.monotonic() - began
                if self.live:
                    where = f"{self.number}/{self.notebooks} {self.name} · cell {number}/{count} · {title}"
                    self.draw(f"{where} · {duration(took)}" if took >= 1 else where)
                elif took > REMINDER / 2:
                    self.say(f"  cell {number}/{count} {title}: running for {duration(took)}")
                await asyncio.sleep(1 if self.live else REMINDER)

        ticking = asyncio.ensure_future(tick())
        try:
            yield
            if not self.live:
                self.say(f"  cell {number}/{count} {title}: {time.monotonic() - began:.1f} s")
        finally:
            ticking.cancel()

    def elapsed(self) -> str:
        return duration(time.monotonic() - self.began)

    def draw(self, line: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        self.out.write(f"\r\x1b[K{printable(line)[:width]}")
        self.out.flush()

    def clear(self) -> None:
        if self.live:
            self.out.write("\r\x1b[K")
            self.out.flush()

    def say(self, line: str) -> None:
        self.clear()
        self.out.write(printable(line) + "\n")
        self.out.flush()
