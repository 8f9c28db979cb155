"""Executed notebooks as HTML pages that need no network: figures stay interactive, formulas are MathML."""

import base64
import html
import json
import os
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

import nbformat
import plotly
from latex2mathml.converter import convert as to_mathml
from nbconvert.exporters.html import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from jinja2 import pass_context

from files import write_whole

HERE = Path(__file__).resolve().parent
WIDGETS = Path(sys.prefix, "share", "jupyter", "labextensions", "music-widgets", "static", "widgets.js")
PLOTLY_MIME = "application/vnd.plotly.v1+json"


class Renderer(IPythonRenderer):
    """Markdown with its formulas as MathML, which browsers draw themselves."""

    # With embedded images, nbconvert completes each piece of HTML by itself: <kbd>Tab</kbd> falls apart.
    def inline_html(self, html: str) -> str:
        return html

    def block_html(self, html: str) -> str:
        return html

    # A place that links can name, as JupyterLab has it.
    def heading(self, text: str, level: int, **attrs) -> str:
        plain = html.unescape(re.sub(r"<[^>]*>", "", text))
        return f'<h{level} id="{html.escape(plain.replace(" ", "-"))}">{text}</h{level}>\n'

    def inline_math(self, body: str) -> str:
        return mathml(body, "inline")

    def block_math(self, body: str) -> str:
        return mathml(body, "block")

    def latex_environment(self, name: str, body: str) -> str:
        return mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")


def mathml(formula: str, display: str) -> str:
    try:
        return to_mathml(formula, display=display)
    except Exception:  # A formula it cannot read is shown as it was written.
        return f"<code>{html.escape(formula)}</code>"


class PageExporter(HTMLExporter):
    template_name = "page"
    embed_images = True
    exclude_anchor_links = True

    @property
    def extra_template_basedirs(self):
        return [str(HERE / "templates")]

    @pass_context
    def markdown2html(self, context, source):
        path = context["resources"]["metadata"]["path"]
        renderer = Renderer(escape=False, embed_images=True, path=path, exclude_anchor_links=True)
        return MarkdownWithMath(renderer=renderer).render(source)

    def default_filters(self):
        yield from super().default_filters()
        yield "figure_json", figure_json
        yield "run_line", run_line
        yield "moves", lambda svg: still(svg) != svg
        yield "still", still
        yield "drawing_address", drawing_address
        yield "drawing_fit", drawing_fit
        yield "sections", sections
        yield "figure_height", lambda figure: figure.get("layout", {}).get("height") or 450


def still(svg: str) -> str:
    """A drawing without its movement, which is in its style element (lib/display/moving/timeline.ts)."""
    return re.sub(r"<style>.*?</style>", "", svg, flags=re.DOTALL)


def drawing_address(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def drawing_fit(svg: str) -> str:
    """Style of a drawing: it shrinks with the screen, as far as its words can still be read; then it scrolls."""
    width = re.match(r"<svg[^>]* width=\"([\d.]+)\"", svg)
    least = f"min-width:{round(0.65 * float(width[1]))}px;" if width else ""
    return f"{least}max-width:100%;height:auto"


def sections(notebook: nbformat.NotebookNode) -> list[tuple[str, str]]:
    """The sections of a notebook: what leads to each on its page, and its name."""
    headings = [
        re.sub(r"[*_`]", "", heading).strip()
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for heading in re.findall(r"^## (.*)", cell.source, re.MULTILINE)
    ]
    return [(quote(heading.replace(" ", "-")), heading) for heading in headings]


def figure_json(figure: dict) -> str:
    """JSON that can stand in a script element: nothing in it ends the element."""
    return json.dumps(figure, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")


def title_of(notebook: nbformat.NotebookNode, fallback: str) -> str:
    for cell in notebook.cells:
        heading = re.search(r"^#\s+(.*)", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else None
        if heading:
            return re.sub(r"[*_`]", "", heading[1]).strip()
    return fallback


def run_line(notebook: nbformat.NotebookNode) -> str:
    """From which run the outputs are: preset, collection and day; empty for a notebook that does not say."""
    run = notebook.metadata.get("run")
    if not run:
        return ""
    return html.escape(f"Preset {run['preset']} · {run['collection']} · {run['date']}".replace("\n", " "))


def write_assets(out: Path) -> None:
    """What the pages share: Plotly and the interactive parts once, the style sheet, and the script that draws figures."""
    assets = out / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(plotly.__file__).parent / "package_data" / "plotly.min.js", assets / "plotly.min.js")
    shutil.copyfile(HERE / "assets" / "figures.js", assets / "figures.js")
    shutil.copyfile(WIDGETS, assets / "widgets.js")
    loader = PageExporter().environment.loader
    environment = PageExporter().environment
    base, light, dark = (
        loader.get_source(environment, f"static/{name}.css")[0] for name in ("index", "theme-light", "theme-dark")
    )
    own = (HERE / "assets" / "page.css").read_text()
    # The reader's system says which theme; JupyterLab's dark one changes nothing but variables.
    (assets / "page.css").write_text("\n".join([base, light, f"@media (prefers-color-scheme: dark) {{\n{dark}\n}}", own]))


def write_page(notebook_file: Path, out: Path, notebooks: Path) -> None:
    """The page of an executed notebook, beside it; links to other notebooks and to documents become links to their pages."""
    notebooks = Path(os.path.abspath(notebooks))
    notebook = nbformat.read(notebook_file, as_version=4)
    notebook.metadata.title = title_of(notebook, notebook_file.stem)
    resources = {"metadata": {"path": str(notebooks), "name": notebook_file.stem}}
    page, _ = PageExporter().from_notebook_node(notebook, resources)
    write_whole(out / f"{notebook_file.stem}.html", relink(page, out, notebooks, notebooks, set()))


def write_document(file: Path, out: Path, notebooks: Path, written: set[Path]) -> None:
    """The page of a Markdown document of the project, and of those that it links to."""
    written.add(file)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(file.read_text(encoding="utf-8"))])
    notebook.metadata.title = title_of(notebook, file.stem)
    page, _ = PageExporter().from_notebook_node(notebook, {"metadata": {"path": str(file.parent), "name": file.stem}})
    write_whole(out / f"{file.stem}.html", relink(page, out, file.parent, notebooks, written))


def relink(page: str, out: Path, base: Path, notebooks: Path, written: set[Path]) -> str:
    """`page` with its links, which are relative to `base`, as links from `out`."""
    docs = notebooks.parent / "docs"

    def replace(match: re.Match) -> str:
        target = html.unescape(match[1])
        parts = urlsplit(target)
        if parts.scheme or parts.netloc or not parts.path:
            return match[0]
        file = Path(os.path.normpath(base / parts.path))
        if file.parent == notebooks and re.fullmatch(r"\d\d-.*\.ipynb", file.name):
            link = f"{file.stem}.html"
        elif file.parent == docs and file.suffix == ".md" and file.exists():
            link = f"{file.stem}.html"
            if file not in written:
                write_document(file, out, notebooks, written)
        elif file.exists():
            link = os.path.relpath(file, out)
        else:
            return match[0]
        return f'href="{html.escape(link + ("#" + parts.fragment if parts.fragment else ""))}"'

    return re.sub(r'href="([^"]*)"', replace, page)


def write_index(notebook_files: list[Path], out: Path) -> None:
    """A page of contents: the chapters with their titles, and what else the run left."""
    chapters = "\n".join(
        f'<li value="{int(file.stem[:2])}"><a href="{html.escape(file.stem)}.html">'
        f"{html.escape(without_number(title_of(nbformat.read(file, as_version=4), file.stem)))}</a></li>"
        for file in notebook_files
    )
    template = (HERE / "templates" / "index.html").read_text()
    runs = {run_line(nbformat.read(file, as_version=4)) for file in notebook_files}
    summary = '<p><a href="summary.json">summary.json</a>: the run in figures.</p>' * (out / "summary.json").exists()
    page = template.replace("{{chapters}}", chapters).replace("{{music}}", music(out)).replace("{{summary}}", summary)
    playground = '<p class="play"><a href="playground.html">Play with the model</a>: it goes on with your notes.</p>'
    page = page.replace("{{playground}}", playground * (out / "playground.html").exists())
    page = page.replace("{{run}}", "<br>".join(sorted(runs - {""})))
    write_whole(out / "index.html", page)


def without_number(title: str) -> str:
    """The title without the chapter's number, which the list gives it."""
    return re.sub(r"^\d+ · ", "", title)


def music(out: Path) -> str:
    """Tables of what was composed: a player of each piece, which loads its sound only when asked to, and MIDI files."""
    pieces: dict[Path, set[str]] = {}
    for pattern in ("*.mp3", "*.mid"):
        for file in out.rglob(pattern):
            pieces.setdefault(file.relative_to(out).with_suffix(""), set()).add(file.suffix)
    if not pieces:
        return ""
    folders: dict[Path, list[str]] = {}
    for piece, kinds in sorted(pieces.items()):
        folders.setdefault(piece.parent, []).append(f"<tr>{row(piece, kinds)}</tr>")
    tables = {folder: "\n".join(["<table>", *rows, "</table>"]) for folder, rows in folders.items()}
    own = "\n".join(tables.pop(folder) for folder in (Path("diary"), Path(".")) if folder in tables)
    heading = "<h2>Music</h2>\n" + f"<p>What the model composed as it learned.</p>\n{own}\n" * bool(own)
    # Hundreds, of trainings that are compared with each other: not in the way of the model's own.
    others = "\n".join(
        f"<h3>{html.escape(folder.as_posix())}</h3>\n{table}" for folder, table in sorted(tables.items())
    )
    folded = f"<details>\n<summary>Pieces of the experiments, folder by folder</summary>\n{others}\n</details>"
    return heading + folded * bool(others)


def row(piece: Path, kinds: set[str]) -> str:
    name = html.escape(piece.name.replace("-", " "))
    names = {".mid": "MIDI", ".mp3": "MP3"}

    def url(kind: str) -> str:
        return html.escape(quote(f"{piece.as_posix()}{kind}"))

    player = f'<audio controls preload="none" aria-label="{name}" src="{url(".mp3")}"></audio>' * (".mp3" in kinds)
    links = " ".join(f'<a href="{url(kind)}">{names[kind]}</a>' for kind in sorted(kinds))
    return f"<td>{name}</td><td>{player}</td><td>{links}</td>"
