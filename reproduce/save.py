"""For maintainers: `save.py FROM TO` takes the executed notebooks of a run into the folder of the notebooks.

Outputs and execution counts are taken over; prose and code stay those of the notebook, and a run of another text is
refused. What names this machine's folders, or is larger than a repository should hold, is refused as well.
"""

import hashlib
import json
import sys
from pathlib import Path

import nbformat

LIMIT = 1_000_000  # bytes
PROJECT = Path(__file__).resolve().parent.parent


class Refused(Exception):
    pass


def take_over(source: Path, target: Path) -> str:
    """The text of the notebook `target` with the outputs of the executed `source`."""
    executed = nbformat.read(source, as_version=4)
    notebook = nbformat.read(target, as_version=4)
    if [(c.cell_type, c.source) for c in executed.cells] != [(c.cell_type, c.source) for c in notebook.cells]:
        raise Refused(f"{source} was run from another text than {target} has now; run it again.")
    for cell, done in zip(notebook.cells, executed.cells):
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        if cell.source.strip() and done.execution_count is None:
            raise Refused(f"{source} was not run to its end.")
        if any(output.output_type == "error" for output in done.outputs):
            raise Refused(f"{source} has a cell that failed.")
        cell.outputs, cell.execution_count = done.outputs, done.execution_count
    notebook.metadata = {
        "kernelspec": {"display_name": "TypeScript", "language": "typescript", "name": "tslab"},
        "language_info": executed.metadata.language_info,
        "first_state": {"name": target.name, "sha256": stamp(notebook)},
    }
    text = nbformat.writes(notebook) + "\n"
    for folder in (PROJECT, source.resolve().parent, Path.home()):
        if json.dumps(str(folder))[1:-1] in text and folder != Path("/"):
            raise Refused(f"{source} names {folder} in an output; show paths relative to the project.")
    if len(text.encode()) > LIMIT:
        raise Refused(f"{source} has {len(text.encode()) / 1e6:.1f} MB and at most {LIMIT / 1e6:.0f} MB is committed.")
    return text


def stamp(notebook: nbformat.NotebookNode) -> str:
    """A hash of the prose and the code, by which setup/notebook-text.mjs (`hashOf`) sees whether they were changed."""
    digest = hashlib.sha256()
    for cell in notebook.cells:
        if cell.source.strip(" \t\r\n"):
            digest.update(f"{cell.cell_type}\0{cell.source}\0".encode())
    return digest.hexdigest()


def main() -> int:
    origin, folder = map(Path, sys.argv[1:3])
    targets = sorted(folder.glob("[0-9][0-9]-*.ipynb"))
    try:
        missing = [target.name for target in targets if not (origin / target.name).exists()]
        if missing or not targets:
            raise Refused(f"{origin} does not hold {', '.join(missing) or 'notebooks'}; run `npm run reproduce` first.")
        # All are looked at before the first is written.
        texts = [take_over(origin / target.name, target) for target in targets]
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    for target, text in zip(targets, texts):
        target.write_text(text)
        print(f"{target.name}: {len(text.encode()) / 1e3:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
