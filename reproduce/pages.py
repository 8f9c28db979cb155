"""Executed notebooks as HTML pages that need no network: figures stay interactive, formulas are MathML."""

import html
import json
import os
import re
import shutil
from pathlib import Path
from urllib.parse import quote, urlsplit

import nbformat
import plotly
from latex2mathml.converter import convert as to_mathml
from nbconvert.exporters.html import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from jinja2 import pass_context

HERE = Path(__file__).resolve().parent
PLOTLY_MIME = "application/vnd.plotly.v1+json"


class Renderer(IPythonRenderer):
    """Markdown with its formulas as MathML, which browsers draw themselves."""

    # With embedded images, nbconvert completes each piece of HTML by itself: <kbd>Tab</kbd> falls apart.
    def inline_html(self, html: str) -> str:
        return html

    def block_html(self, html: str) -> str:
        return html

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
        yield "figure_height", lambda figure: figure.get("layout", {}).get("height") or 450


def figure_json(figure: dict) -> str:
    """JSON that can stand in a script element: nothing in it ends the element."""
    return json.dumps(figure, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")


def title_of(notebook: nbformat.NotebookNode, fallback: str) -> str:
    for cell in notebook.cells:
        heading = re.search(r"^#\s+(.*)", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else None
        if heading:
            return re.sub(r"[*_`]", "", heading[1]).strip()
    return fallback


def write_assets(out: Path) -> None:
    """What the pages share: Plotly once, the style sheet, and the script that draws the figures."""
    assets = out / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(plotly.__file__).parent / "package_data" / "plotly.min.js", assets / "plotly.min.js")
    shutil.copyfile(HERE / "assets" / "figures.js", assets / "figures.js")
    loader = PageExporter().environment.loader
    environment = PageExporter().environment
    styles = [loader.get_source(environment, f"static/{name}.css")[0] for name in ("index", "theme-light")]
    own = (HERE / "assets" / "page.css").read_text()
    (assets / "page.css").write_text("\n".join([*styles, own]))


def write_page(notebook_file: Path, out: Path, notebooks: Path) -> None:
    """The page of an executed notebook, beside it; links to other notebooks become links to their pages."""
    notebook = nbformat.read(notebook_file, as_version=4)
    notebook.metadata.title = title_of(notebook, notebook_file.stem)
    resources = {"metadata": {"path": str(notebooks), "name": notebook_file.stem}}
    page, _ = PageExporter().from_notebook_node(notebook, resources)
    (out / f"{notebook_file.stem}.html").write_text(relink(page, out, notebooks))


def relink(page: str, out: Path, notebooks: Path) -> str:
    def replace(match: re.Match) -> str:
        target = html.unescape(match[1])
        parts = urlsplit(target)
        if parts.scheme or parts.netloc or not parts.path:
            return match[0]
        if re.fullmatch(r"(\./)?\d\d-[^/]*\.ipynb", parts.path):
            link = re.sub(r"\.ipynb$", ".html", parts.path)
        elif (notebooks / parts.path).exists():
            link = os.path.relpath(notebooks / parts.path, out)
        else:
            return match[0]
        return f'href="{html.escape(link + ("#" + parts.fragment if parts.fragment else ""))}"'

    return re.sub(r'href="([^"]*)"', replace, page)


def write_index(notebook_files: list[Path], out: Path) -> None:
    """A page of contents: the chapters with their titles, and what else the run left."""
    chapters = "\n".join(
        f'<li><a href="{html.escape(file.stem)}.html">'
        f"{html.escape(title_of(nbformat.read(file, as_version=4), file.stem))}</a></li>"
        for file in notebook_files
    )
    found = [file.relative_to(out) for pattern in ("*.mp3", "*.mid") for file in sorted(out.rglob(pattern))]
    pieces = "\n".join(f"<li>{piece(file.as_posix())}</li>" for file in found)
    template = (HERE / "templates" / "index.html").read_text()
    summary = '<p><a href="summary.json">summary.json</a>: the run in figures.</p>' * (out / "summary.json").exists()
    music = f"<h2>Music</h2>\n<ul>{pieces}</ul>" if pieces else ""
    page = template.replace("{{chapters}}", chapters).replace("{{music}}", music).replace("{{summary}}", summary)
    (out / "index.html").write_text(page)


def piece(file: str) -> str:
    """A link to a MIDI file, or a player of a sound file that loads it only when asked to."""
    url, name = html.escape(quote(file)), html.escape(file)
    if file.endswith(".mp3"):
        return f'{name}<br><audio controls preload="none" src="{url}"></audio>'
    return f'<a href="{url}">{name}</a>'
