import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { capture, showDrawing } from "../../lib/display";
import { code, writeNotebook } from "../notebooks/notebook";
import { JupyterLab } from "./jupyterlab";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "drawing-"));
let lab: JupyterLab;

beforeAll(async () => {
  const hostile = `<script>document.title = "owned"</script><circle r="4" onload="document.title='owned'"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60">${hostile}<rect width="120" height="60"/></svg>`;
  const [{ data }] = await capture(() => showDrawing(svg, { alt: "A black rectangle", title: "T" }));
  const output = { output_type: "display_data", data, metadata: {} };
  lab = await JupyterLab.start([writeNotebook(path.join(scratch, "drawing.ipynb"), [code("1", [output])])]);
}, 300_000);
afterAll(async () => {
  await lab?.close();
  fs.rmSync(scratch, { recursive: true, force: true });
}, 60_000);

it("a drawing is an image with words in a notebook that is not trusted, and no script of it runs", async () => {
  await lab.open("drawing.ipynb", { idle: false });
  const image = lab.cell(0).locator(".jp-OutputArea-output img");
  await image.waitFor({ timeout: 30_000 });
  expect(await image.getAttribute("alt")).toBe("A black rectangle");
  await expect.poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalHeight)).toBe(84);
  expect(await lab.page.title()).not.toContain("owned");
  expect(lab.consoleErrors).toEqual([]);
}, 240_000);
