/** Plots on the exported page as a phone shows it. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { pathToFileURL } from "url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { capture, escapePlotly, showPlot } from "../../lib/display";
import { code, writeNotebook } from "../notebooks/notebook";
import { startChromium } from "./chromium";
import { complaintsOf } from "./complaints";
import { exportPage } from "./explorer";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "plots-"));
const TITLE = "songs < 5 & more, under a title that is longer than a phone is wide";
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  const data = [{ type: "scatter", x: [1, 2], y: [3, 4] } as never];
  const words = { x: 1, y: 3, text: "the article's 4 bins", showarrow: false };
  const outputs = await capture(async () => {
    await showPlot({ data, layout: { title: { text: escapePlotly(TITLE) } } }, { alt: "a line" });
    await showPlot({ data, layout: { annotations: [words] } }, { alt: "a line with words" });
  });
  const shown = outputs.map(({ data }) => ({ output_type: "display_data", data, metadata: {} }) as never);
  writeNotebook(path.join(scratch, "plots.ipynb"), [code("// plots", shown)]);
  const file = exportPage(path.join(scratch, "plots.ipynb"), scratch);
  browser = await startChromium();
  page = await browser.newPage({ viewport: { width: 390, height: 900 } });
  complaints = complaintsOf(page);
  await page.goto(pathToFileURL(file).href);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  fs.rmSync(scratch, { recursive: true, force: true });
});

it("are as wide as the screen, under their title; those with words in them keep room and scroll by themselves", async () => {
  const plots = page.locator(".plotly-figure");
  for (const i of [0, 1]) await plots.nth(i).locator(".main-svg").first().waitFor({ timeout: 30_000 });
  const sizes = await plots.evaluateAll((all) =>
    all.map(({ clientWidth, scrollWidth }: any) => [clientWidth, scrollWidth]),
  );
  expect(sizes[0][1]).toBe(sizes[0][0]);
  expect(sizes[1][1]).toBe(560);
  expect(await page.locator(".plot-title").allTextContents()).toEqual([TITLE]);
  expect(await plots.first().locator(".gtitle").count()).toBe(0);
  expect(await page.evaluate(() => (globalThis as any).document.documentElement.scrollWidth)).toBe(390);
  expect(complaints).toEqual([]);
});
