"""One notebook, executed cell by cell in a kernel of its own."""

import asyncio
import re
import signal
import tempfile
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from printable import without_colour
from status import Status

KERNEL = "tslab"
START_TIMEOUT = 120  # s


class Halt(Exception):
    """Why a notebook was not run to its end; `place` is the cell, in words."""

    place = "at its start"


class CellFailed(Halt):
    def __init__(self, error: CellExecutionError) -> None:
        super().__init__(without_colour(f"{error.ename}: {error.evalue}".strip(": ")))
        self.traceback = without_colour(error.traceback)


class KernelDied(Halt):
    def __init__(self, log: str) -> None:
        super().__init__()
        lines = "\n".join(log.rstrip().splitlines()[-15:])
        self.last_words = f"; it had written:\n{lines}" if lines else " without a word (is the memory used up?)"


class Stopped(Halt):
    def __init__(self, signal_number: int) -> None:
        super().__init__()
        self.exit_status = 128 + signal_number


class Execution:
    """Executes `notebook` in place. Ctrl-C and SIGTERM interrupt the kernel, so that training can write a checkpoint,
    and are waited for; a second one ends the kernel at once.
    """

    def __init__(self, notebook: NotebookNode, cwd: Path, status: Status) -> None:
        self.notebook = notebook
        self.cwd = cwd
        self.status = status
        self.signal: int | None = None
        self.manager = AsyncKernelManager(kernel_name=KERNEL)

    async def run(self) -> None:
        """Raises CellFailed, KernelDied or Stopped."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.on_signal, number)
        for cell in self.notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        try:
            # What the kernel's process itself writes is none of the reader's business, unless it dies.
            with tempfile.TemporaryFile() as log:
                try:
                    await self.run_cells(log)
                except Halt as halt:
                    halt.place = self.status.place
                    raise
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)

    async def run_cells(self, log) -> None:
        def died() -> Halt:
            if self.signal:
                return Stopped(self.signal)
            log.seek(0)
            return KernelDied(log.read().decode(errors="replace"))

        try:
            await self.manager.start_kernel(cwd=str(self.cwd), stdout=log, stderr=log)
            client = self.manager.client()
            client.start_channels()
            await client.wait_for_ready(timeout=START_TIMEOUT)
        except RuntimeError:
            await self.end_kernel()
            raise died() from None
        runner = NotebookClient(self.notebook, km=self.manager, timeout=None, record_timing=False)
        runner.kc = client
        runner.reset_execution_trackers()
        self.notebook.metadata.language_info = (await client.kernel_info(reply=True))["content"]["language_info"]
        try:
            code = [i for i, cell in enumerate(self.notebook.cells) if cell.cell_type == "code" and cell.source.strip()]
            for number, index in enumerate(code, start=1):
                if self.signal:
                    raise Stopped(self.signal)
                async with self.status.cell(number, len(code), title_of(self.notebook.cells, index)):
                    await runner.async_execute_cell(self.notebook.cells[index], index, execution_count=number)
            if self.signal:
                raise Stopped(self.signal)
        except CellExecutionError as error:
            raise (Stopped(self.signal) if self.signal else CellFailed(error)) from None
        except (DeadKernelError, RuntimeError):
            raise died() from None
        finally:
            client.stop_channels()
            await self.end_kernel()

    async def end_kernel(self) -> None:
        if self.manager.has_kernel:
            await self.manager.shutdown_kernel()

    def on_signal(self, number: int) -> None:
        first = self.signal is None
        self.signal = number
        if not self.manager.has_kernel:
            return
        if first:
            self.status.say("Stopping: the running cell is given time to save its work; Ctrl-C again ends it at once.")
            asyncio.ensure_future(self.manager.interrupt_kernel())
        else:
            asyncio.ensure_future(self.manager.shutdown_kernel(now=True))


def title_of(cells: list[NotebookNode], index: int) -> str:
    """What the reader knows a cell by: the last heading above it."""
    for cell in reversed(cells[: index + 1]):
        if cell.cell_type == "markdown":
            headings = re.findall(r"^#+\s+(.*)", cell.source, re.MULTILINE)
            if headings:
                return re.sub(r"[*_`$]", "", headings[-1]).strip()
    return cells[index].source.strip().splitlines()[0]
