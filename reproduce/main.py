"""Runs the notebooks in order through Jupyter and leaves executed notebooks and offline pages in OUT_DIR.

Called by `npm run reproduce` as `main.py FOLDER COMMAND`: the folder of the notebooks, and what the user would type to
go on after a stop. The environment says the rest: OUT_DIR, and for the notebooks MIDI_DIR, PRESET and FRESH.
"""

import asyncio
import errno
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import nbformat

import pages
from execution import CellFailed, Execution, KernelDied, Stopped
from files import InUse, sole_run, write_whole
from printable import printable
from status import Status, duration

NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


def find_notebooks(folder: Path) -> list[Path]:
    """The chapters; not what `npm run reset` kept of a reader's."""
    return sorted(file for file in folder.glob("[0-9][0-9]-*.ipynb") if ".earlier-" not in file.name)


def foreign_files(sources: list[Path], out: Path) -> list[Path]:
    """What stands in `out` under the names that a run writes and was not written by one."""
    if (out / "assets" / "figures.js").exists():
        return []
    names = ["index.html", "playground.html", *(name for s in sources for name in (s.name, f"{s.stem}.html"))]
    return [out / name for name in names if (out / name).exists()]


def complain(text: str) -> None:
    print(printable(text), file=sys.stderr)


def this_run() -> dict[str, str]:
    """What tells this run's outputs from those of another; the pages say it."""
    midi = os.environ.get("MIDI_DIR")
    collection = Path(midi).name if midi else os.environ.get("COLLECTION") or "default songs"
    preset = os.environ.get("PRESET") or "standard"
    return {"preset": preset, "collection": printable(collection), "date": date.today().isoformat()}


def make_playground(out: Path) -> bool:
    """Leaves `playground.html` where something was trained. False, with a line that says why, when it cannot be made."""
    if not (out / "checkpoints").is_dir():
        return True
    root = Path(__file__).resolve().parent.parent
    tsx = root / "node_modules" / "tsx" / "dist" / "cli.mjs"
    node = os.environ.get("npm_node_execpath") or "node"
    made = subprocess.run([node, tsx, "reproduce/playground.ts"], cwd=root, capture_output=True, text=True)
    if made.returncode == 0:
        return True
    lines = made.stderr.strip().splitlines()
    complain(f"The playground could not be made: {lines[-1] if lines else 'no reason given'}")
    return False


async def run_notebook(source: Path, out: Path, status: Status) -> None:
    """Executes one notebook; what was executed is written even where it fails or is stopped."""
    notebook = nbformat.read(source, as_version=4)
    notebook.metadata.run = this_run()
    execution = Execution(notebook, cwd=source.parent, status=status)
    try:
        await execution.run()
    finally:
        write_whole(out / source.name, nbformat.writes(notebook) + "\n")
        pages.write_page(out / source.name, out, source.parent)


async def run_all(notebooks: Path, out: Path, command: str) -> int:
    sources = find_notebooks(notebooks)
    if not sources:
        complain(f"There are no notebooks NN-*.ipynb in {notebooks}.")
        return 1
    foreign = foreign_files(sources, out)
    if foreign:
        complain(f"{foreign[0]} is not from a run and would be overwritten; choose another folder.")
        return 1
    began = time.monotonic()
    pages.write_assets(out)
    status = Status(len(sources))
    try:
        for source in sources:
            status.begin_notebook(source.stem)
            await run_notebook(source, out, status)
            status.end_notebook()
        status.clear()
        whole = make_playground(out)
    except CellFailed as failure:
        status.clear()
        complain(f"\n{failure.traceback}\n")
        complain(f"{source.stem}, {failure.place}, failed: {failure}")
        complain(f"As far as it got: {out / source.name}")
        if "ENOSPC" in str(failure) or "EDQUOT" in str(failure):
            complain(f"The disk is full: free some space, then go on with: {command}")
        return 1
    except KernelDied as death:
        status.clear()
        complain(f"{source.stem}, {death.place}: the kernel died{death.last_words}")
        return 1
    except Stopped as stop:
        status.clear()
        complain(f"Stopped in {source.stem}, {stop.place}. To go on: {command}")
        return stop.exit_status
    finally:
        status.clear()
        pages.write_index([out / s.name for s in sources if (out / s.name).exists()], out)
    took = duration(time.monotonic() - began)
    print(printable(f"{len(sources)} notebooks in {took}. Open {out / 'index.html'}"))
    return 0 if whole else 1


def main() -> int:
    out = Path(os.environ["OUT_DIR"]).resolve()
    notebooks, command = Path(sys.argv[1]).resolve(), sys.argv[2]
    try:
        out.mkdir(parents=True, exist_ok=True)
        with sole_run(out):
            return asyncio.run(run_all(notebooks, out, command))
    except InUse as holder:
        complain(f"{out} is being written by another run ({holder}): wait for it, or choose another folder with --out.")
    except OSError as error:
        if error.errno in NO_SPACE:
            complain(f"The disk of {out} is full: free some space, then go on with: {command}")
        else:
            complain(f"{out} cannot be written: {error.strerror}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
