"""The project as a static site, for any host: the README as the front page, the chapters as they were executed, what a run
left beside them (playground, music, figures), and each document that one of these links to.

Called by `npm run site` as `site.py ROOT RESULTS SITE`. Without results the chapters are those of `notebooks/`, with the
outputs kept there.
"""

import html
import os
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from nbconvert.filters.markdown_mistune import MarkdownWithMath

import pages
from files import write_whole
from main import find_notebooks
from printable import printable

HERE = Path(__file__).resolve().parent
MARK = ".made-by-npm-run-site"


class Site:
    """`folder` is filled; nothing outside it is written. Links that lead out of it into the project bring in what they
    name: documents as pages, everything else as it is.
    """

    def __init__(self, root: Path, results: Path, folder: Path) -> None:
        self.root, self.results, self.folder = root, results, folder
        self.chapters = folder / "chapters"
        self.brought: dict[Path, Path] = {}
        self.lost: list[str] = []

    def make(self) -> str:
        """Returns from where the chapters are: those that a run has executed, the others as they are kept."""
        executed = find_notebooks(self.results)
        names = {file.name for file in executed}
        kept = [file for file in find_notebooks(self.root / "notebooks") if file.name not in names]
        notebooks = sorted([*executed, *kept], key=lambda file: file.name)
        self.chapters.mkdir(parents=True)
        if executed:
            shutil.copytree(self.results, self.chapters, dirs_exist_ok=True, ignore=self.left_out)
        pages.write_assets(self.chapters)
        for file in notebooks:
            shutil.copyfile(file, self.chapters / file.name)
            pages.write_page(file, self.chapters, self.root / "notebooks")
        pages.write_index(notebooks, self.chapters)
        self.lead_back(self.chapters / "index.html")
        shutil.copyfile(HERE / "assets" / "document.css", self.folder / "document.css")
        self.bring(self.root / "README.md")
        for page in sorted(self.chapters.glob("*.html")):
            write_whole(page, self.relinked(page.read_text(encoding="utf-8"), page, page.parent))
        (self.folder / MARK).touch()
        places = {os.path.relpath(file.parent, self.root): None for file in [*executed, *kept]}
        return " and ".join(places)

    def lead_back(self, contents: Path) -> None:
        text = contents.read_text(encoding="utf-8")
        write_whole(contents, text.replace("<h1>", '<p><a href="../index.html">About the project</a></p>\n<h1>', 1))

    def left_out(self, folder: str, names: list[str]) -> list[str]:
        """What a run keeps for itself, and pages, which are made anew."""
        return [n for n in names if n == "checkpoints" or n.startswith(".") or re.search(r"\d\d-.*\.html$", n)]

    def bring(self, file: Path) -> Path:
        """The place in the site of a file of the project's."""
        if file in self.brought:
            return self.brought[file]
        place = file.relative_to(self.root)
        if file.parent == self.root / "notebooks" and file.suffix == ".ipynb":
            target = self.chapters / f"{file.stem}.html"
        elif file.suffix == ".md":
            target = self.folder / ("index.html" if place == Path("README.md") else place.with_suffix(".html"))
        else:
            target = self.folder / (place if file.suffix else place.with_suffix(".txt"))
        self.brought[file] = target
        if target.parent != self.chapters:
            target.parent.mkdir(parents=True, exist_ok=True)
            if file.suffix == ".md":
                self.write_document(file, target)
            else:
                shutil.copyfile(file, target)
        return target

    def write_document(self, file: Path, target: Path) -> None:
        text = file.read_text(encoding="utf-8")
        renderer = pages.Renderer(escape=False, embed_images=False, path=str(file.parent), exclude_anchor_links=True)
        title = re.search(r"^#\s+(.*)", text, re.MULTILINE)
        fill = {
            "title": html.escape(re.sub(r"[*_`]", "", title[1]) if title else file.stem),
            "up": os.path.relpath(self.folder, target.parent),
            "playground": self.playground(target),
            "body": self.relinked(MarkdownWithMath(renderer=renderer).render(text), target, file.parent),
        }
        template = (HERE / "templates" / "document.html").read_text(encoding="utf-8")
        write_whole(target, re.sub(r"\{\{(\w+)\}\}", lambda match: fill[match[1]], template))

    def playground(self, page: Path) -> str:
        file = self.chapters / "playground.html"
        if not file.exists():
            return ""
        return f'<a href="{html.escape(os.path.relpath(file, page.parent))}">Playground</a>'

    def relinked(self, text: str, page: Path, base: Path) -> str:
        """`text` with its relative links, which are meant from `base`, as links from `page`."""

        def replace(match: re.Match) -> str:
            attribute, link = match[1], urlsplit(html.unescape(match[2]))
            if link.scheme or link.netloc or not link.path:
                return match[0]
            file = (base / unquote(link.path)).resolve()
            if not file.is_relative_to(self.folder):
                if not (file.is_relative_to(self.root) and file.is_file()):
                    self.lost.append(f"{page.relative_to(self.folder)}: {match[2]}")
                    return ""
                file = self.bring(file)
            place = quote(os.path.relpath(file, page.parent))
            return f' {attribute}="{html.escape(place + ("#" + link.fragment if link.fragment else ""))}"'

        return re.sub(r'\s(href|src)="([^"]*)"', replace, text)


def main(root: Path, results: Path, folder: Path) -> int:
    if folder.exists() and not (folder / MARK).exists() and any(folder.iterdir()):
        print(printable(f"{folder} is not from this command and would be overwritten; move it away."), file=sys.stderr)
        return 1
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        site = Site(root, results, fresh)
        source = site.make()
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    for link in site.lost:
        print(printable(f"A link leads nowhere and was left out: {link}"), file=sys.stderr)
    print(printable(f"The chapters are those of {source}. Open {folder / 'index.html'}, or put the folder on any host."))
    return 0


if __name__ == "__main__":
    sys.exit(main(*(Path(given).resolve() for given in sys.argv[1:4])))
