import { execFileSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { expect, it } from "vitest";
import { capture, showDrawing } from "../../lib/display";
import { parseHtml, parseSvg } from "../display/svg";
import { root, venv } from "../kernel/kernelspec";
import { code, prose, writeNotebook } from "../notebooks/notebook";

const program = `
import sys
from pathlib import Path
sys.path.insert(0, "reproduce")
import pages
notebook = Path(sys.argv[1])
pages.write_page(notebook, notebook.parent, notebook.parent)
`;

it("a page says which sections it has, and leads to each", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "page-"));
  const names = ["Toy: four, by hand", "Whose <notes> are these?", "The article's own `size`", "100 % & *more*"];
  const notebook = writeNotebook(
    path.join(folder, "01-a.ipynb"),
    names.map((name) => prose(`## ${name}\n\nText.`)),
  );
  execFileSync(venv("python"), ["-c", program, notebook], { cwd: root });
  const page = parseHtml(fs.readFileSync(path.join(folder, "01-a.html"), "utf8"));
  const links = [...page.querySelectorAll<HTMLAnchorElement>("nav details a")];
  expect(links.map(({ textContent }) => textContent)).toEqual(names.map((name) => name.replace(/[*`]/g, "")));
  for (const link of links.filter(({ textContent }) => !textContent!.includes("<")))
    expect(page.getElementById(decodeURIComponent(link.hash.slice(1)))?.tagName).toBe("H2");
  fs.rmSync(folder, { recursive: true });
}, 120_000);

it("a drawing on an exported page is an image with its words", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "page-"));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g fill="red"/></svg>`;
  const [{ data }] = await capture(() => showDrawing(svg, { alt: 'Words & "more"' }));
  const notebook = writeNotebook(path.join(folder, "01-a.ipynb"), [
    code("1", [{ output_type: "display_data", data, metadata: {} } as never]),
  ]);
  execFileSync(venv("python"), ["-c", program, notebook], { cwd: root });
  const page = parseHtml(fs.readFileSync(path.join(folder, "01-a.html"), "utf8"));
  const image = page.querySelector<HTMLImageElement>("main .jp-RenderedSVG img")!;
  expect(image.getAttribute("style")).toBe("min-width:6px;max-width:100%;height:auto");
  expect(image.alt).toBe('Words & "more"');
  const drawn = Buffer.from(image.src.split("base64,")[1], "base64").toString();
  expect(parseSvg(drawn).querySelector("g")!.getAttribute("fill")).toBe("red");
  expect(page.querySelector("main svg")).toBeNull();
  fs.rmSync(folder, { recursive: true });
}, 120_000);
