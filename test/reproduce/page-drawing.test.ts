import { execFileSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { expect, it } from "vitest";
import { capture, showDrawing } from "../../lib/display";
import { parseHtml, parseSvg } from "../display/svg";
import { root, venv } from "../kernel/kernelspec";
import { code, writeNotebook } from "../notebooks/notebook";

const program = `
import sys
from pathlib import Path
sys.path.insert(0, "reproduce")
import pages
notebook = Path(sys.argv[1])
pages.write_page(notebook, notebook.parent, notebook.parent)
`;

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
  expect(image.alt).toBe('Words & "more"');
  const drawn = Buffer.from(image.src.split("base64,")[1], "base64").toString();
  expect(parseSvg(drawn).querySelector("g")!.getAttribute("fill")).toBe("red");
  expect(page.querySelector("main svg")).toBeNull();
  fs.rmSync(folder, { recursive: true });
}, 120_000);
