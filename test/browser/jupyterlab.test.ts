import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { code, prose, writeNotebook } from "../notebooks/notebook";
import { JupyterLab } from "./jupyterlab";

const plot = { data: [{ type: "bar", x: [1, 2, 3], y: [3, 1, 2] }], layout: { title: { text: "Three bars" } } };
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "book-"));
let lab: JupyterLab;

beforeAll(async () => {
  writeNotebook(path.join(folder, "book.ipynb"), [
    prose("# Title"),
    code("// drawn in an earlier run", [
      { output_type: "display_data", data: { "application/vnd.plotly.v1+json": plot }, metadata: {} } as never,
    ]),
    code('import { tf } from "./lib/tensorflow";\nconsole.log(tf.sum([1, 2, 3]).dataSync()[0]);'),
    code("const melodyCount = 105;"),
    code("melodyCou"),
    code("/** Songs and their titles. */\nconst toy = { train: 1, trim: 2 };\nconst track = 3;"),
    code("toy.tr"),
    code("const later = new Promise((done) => setTimeout(done, 1e6));\nconsole.log('waiting');\nawait later;"),
  ]);
  lab = await JupyterLab.start(folder);
  await lab.open("book.ipynb");
}, 300_000);
afterAll(async () => {
  await lab?.close();
  fs.rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe("JupyterLab in a browser, a notebook opened untrusted", () => {
  it("draws a Plotly figure of an earlier run", async () => {
    const figure = lab.cell(1).locator(".js-plotly-plot .main-svg").first();
    await figure.waitFor();
    expect(await lab.cell(1).locator(".gtitle").textContent()).toBe("Three bars");
    expect(await lab.cell(1).locator(".bars path").count()).toBe(3);
  });

  it("runs a cell with the project's kernel", async () => {
    await lab.runCell(2);
    expect((await lab.outputs())[2]).toMatchObject([{ output_type: "stream", name: "stdout", text: "6\n" }]);
  });

  it("offers completions", async () => {
    await lab.runCell(3);
    await lab.select(4);
    await lab.cell(4).locator(".cm-content").click();
    await lab.page.keyboard.press("End");
    await lab.page.keyboard.press("Tab");
    await lab.page.locator(".jp-Completer-item", { hasText: "melodyCount" }).waitFor();
    await lab.page.keyboard.press("Enter");
    await lab.cell(4).locator(".cm-content", { hasText: "melodyCount" }).waitFor();
  });

  it("offers members that exist, and no other words of the notebook", async () => {
    await lab.runCell(5);
    await lab.select(6);
    await lab.cell(6).locator(".cm-content").click();
    await lab.page.keyboard.press("End");
    await lab.page.keyboard.press("Tab");
    await lab.page.locator(".jp-Completer-item").first().waitFor();
    expect((await lab.page.locator(".jp-Completer-item").allTextContents()).map((text) => text.trim())).toEqual([
      "train",
      "trim",
    ]);
    await lab.page.keyboard.press("Escape");
  });

  it("shows the type and the description of the name under the mouse, until it leaves", async () => {
    await lab.runCell(3);
    await lab.select(5);
    const tooltip = lab.page.locator(".hover-tooltip");
    const text = lab.cell(5).locator(".cm-content");
    await text.getByText("toy", { exact: true }).hover();
    await tooltip.waitFor();
    expect(await tooltip.textContent()).toBe(
      "const toy: {\n    train: number;\n    trim: number;\n}\n\nSongs and their titles.",
    );
    const inside = await tooltip.boundingBox();
    expect(inside!.x).toBeGreaterThanOrEqual(0);
    expect(inside!.x + inside!.width).toBeLessThanOrEqual(1280);
    await text.getByText("Songs and their titles.").hover();
    await tooltip.waitFor({ state: "detached" });
    await lab.select(4);
    await lab
      .cell(4)
      .locator(".cm-line")
      .hover({ position: { x: 20, y: 8 } });
    await lab.page.locator(".hover-tooltip", { hasText: "const melodyCount: 105" }).waitFor();
    await lab.page.keyboard.press("Shift");
    await tooltip.waitFor({ state: "detached" });
  });

  it("shows a cell stopped by the stop button as such, and goes on", async () => {
    await lab.runCell(7, { wait: false });
    await lab.cell(7).locator(".jp-OutputArea-output", { hasText: "waiting" }).waitFor();
    await lab.interrupt();
    await lab.cell(7).locator(".jp-OutputArea-output", { hasText: "KeyboardInterrupt" }).waitFor();
    await lab.runCell(2);
    expect((await lab.outputs())[2]).toMatchObject([{ text: "6\n" }]);
  });

  it("writes no errors to the browser's console", () => {
    expect(lab.consoleErrors).toEqual([]);
  });
});
