import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { spawnSync } from "child_process";
import { pathToFileURL } from "url";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeMidi } from "../../lib/generation/midi-writer";
import { root, venv, jupyterEnvironment } from "../kernel/kernelspec";
import { executed } from "../notebooks/executed";
import { names, readNotebook, type Cell } from "../notebooks/notebook";
import { complaintsOf } from "./complaints";
import { JupyterLab } from "./jupyterlab";
import { expectPlots, playAll } from "./outputs";

const hostile = "<img src=x onerror=alert(1)>";
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "display-"));
let results: string;
let lab: JupyterLab;
let offline: BrowserContext;

const plotsOf = ({ outputs }: Cell): number =>
  outputs.filter((output) => output.data?.["application/vnd.plotly.v1+json"]).length;
const soundsOf = ({ outputs }: Cell): number =>
  outputs.map(({ data }) => String(data?.["text/html"] ?? "").split("<audio").length - 1).reduce((a, b) => a + b, 0);

/** A page without a network, and what it complained about. */
async function openPage(file: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await offline.newPage();
  const complaints = complaintsOf(page);
  await page.goto(pathToFileURL(file).href);
  return { page, complaints };
}

beforeAll(async () => {
  const run = await executed();
  expect(run.status, run.stderr).toBe(0);
  results = run.folder;
  lab = await JupyterLab.start(names.map((name) => path.join(results, name)));
  offline = await lab.browser.newContext({ viewport: { width: 1366, height: 768 }, offline: true });
}, 900_000);
afterAll(async () => {
  await lab?.close();
  fs.rmSync(scratch, { recursive: true, force: true });
}, 60_000);

describe.each(names)("%s, executed and opened untrusted in JupyterLab", (name) => {
  it("draws every plot, plays every sound, and complains about nothing", async () => {
    const { cells } = readNotebook(path.join(results, name));
    await lab.open(name, { idle: false });
    for (const [i, cell] of cells.entries()) {
      if (plotsOf(cell) + soundsOf(cell) === 0) continue;
      await lab.select(i);
      await expectPlots(lab.cell(i), plotsOf(cell));
      expect(await playAll(lab.cell(i))).toBe(soundsOf(cell));
    }
    expect(lab.consoleErrors).toEqual([]);
  }, 240_000);
});

describe.each(names)("%s as an exported page, without a network", (name) => {
  it("draws every plot, plays every sound, and complains about nothing", async () => {
    const { cells } = readNotebook(path.join(results, name));
    const { page, complaints } = await openPage(path.join(results, name.replace(/ipynb$/, "html")));
    const places = page.locator(".plotly-figure");
    const plots = cells.map(plotsOf).reduce((a, b) => a + b, 0);
    expect(await places.count()).toBe(plots);
    for (let i = 0; i < plots; i++) {
      await places.nth(i).scrollIntoViewIfNeeded();
      await expectPlots(places.nth(i), 1);
      expect(await places.nth(i).getAttribute("aria-label")).toMatch(/\w+ \w+ \w+/);
    }
    expect(await playAll(page.locator("main"))).toBe(cells.map(soundsOf).reduce((a, b) => a + b, 0));
    expect(complaints).toEqual([]);
    await page.close();
  }, 240_000);
});

describe("the exported site", () => {
  it("is small, with Plotly in it once, and has a page of contents that leads to the chapters", async () => {
    const files = fs
      .readdirSync(results, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(html|css|js)$/.test(file));
    const withoutSound = (file: string): number =>
      fs.readFileSync(path.join(results, file), "utf8").replace(/data:audio\/mpeg;base64,[A-Za-z0-9+/=]*/g, "").length;
    const playground = "playground.html"; // It holds the model.
    expect(withoutSound(playground)).toBeLessThanOrEqual(2e6);
    const others = files.filter((file) => file !== playground);
    expect(others.map(withoutSound).reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(9e6);
    expect(others.filter((file) => withoutSound(file) > 2e6)).toEqual([path.join("assets", "plotly.min.js")]);
    const chapters = names.map((name) => name.replace(/ipynb$/, "html"));
    expect(chapters.filter((file) => withoutSound(file) > 1e6)).toEqual([]);
    const { page, complaints } = await openPage(path.join(results, "index.html"));
    for (const name of names) {
      await page.locator(`a[href="${name.replace(/ipynb$/, "html")}"]`).click();
      await page.locator("h1").first().waitFor();
      await page.goBack();
    }
    expect(await playAll(page.locator("body"))).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await page.close();
  }, 120_000);
});

describe(`a file and a track called ${hostile}`, () => {
  const out = path.join(scratch, "results");
  const book = "01-track-selection.ipynb";

  beforeAll(() => {
    const [songs, books] = [path.join(scratch, "songs"), path.join(scratch, "notebooks")];
    const notes = Array.from({ length: 40 }, (_, i) => ({
      pitch: 60 + (i % 12),
      velocity: 60 + i,
      start: i / 4,
      end: i / 4 + 0.2,
    }));
    writeMidi(path.join(songs, hostile, `${hostile}.mid`), notes, { name: hostile });
    writeMidi(path.join(songs, "other.mid"), notes.slice(5), { name: hostile });
    fs.writeFileSync(path.join(songs, `skipped ${hostile}.mid`), "no music");
    fs.mkdirSync(books);
    fs.copyFileSync(path.join(results, book), path.join(books, book));
    const env = {
      ...jupyterEnvironment(path.join(scratch, "jupyter")),
      MIDI_DIR: songs,
      OUT_DIR: out,
      PRESET: "quick",
    };
    const run = spawnSync(venv("python"), [path.join(root, "reproduce", "main.py"), books, ""], {
      env,
      encoding: "utf8",
    });
    expect(run.stderr).toBe("");
    expect(run.status).toBe(0);
    fs.copyFileSync(path.join(out, book), path.join(lab.folder, "hostile.ipynb"));
  }, 240_000);

  it("is that text on the exported page, wherever it appears", async () => {
    const { page, complaints } = await openPage(path.join(out, book.replace(/ipynb$/, "html")));
    for (const figure of await page.locator(".plotly-figure").all()) {
      await figure.scrollIntoViewIfNeeded();
      await expectPlots(figure, 1);
    }
    const tables = await page.locator("table").allTextContents();
    expect(tables.filter((text) => text.includes(hostile)).length).toBeGreaterThanOrEqual(3);
    // Of a piano roll and its sounds in one cell, one shows both and the other is hidden.
    for (const player of await page.locator(".music-widget").all()) await player.evaluate((it) => it.scrollIntoView());
    expect(await page.locator(".music-widget .words", { hasText: hostile }).count()).toBeGreaterThan(0);
    expect(await page.locator("figcaption", { hasText: hostile }).count()).toBe(1);
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  }, 120_000);

  it("is that text in JupyterLab", async () => {
    await lab.open("hostile.ipynb", { idle: false });
    const { cells } = readNotebook(path.join(out, book));
    for (const [i, cell] of cells.entries()) {
      if (cell.outputs.length === 0) continue;
      await lab.select(i);
      await expectPlots(lab.cell(i), plotsOf(cell));
      const shown = cell.outputs.some(({ data }) => String(data?.["text/plain"] ?? "").includes(hostile));
      if (shown) await expect.poll(() => lab.cell(i).getByText("<img src=x").count()).toBeGreaterThan(0);
      expect(await lab.cell(i).locator('img[src="x"]').count()).toBe(0);
    }
    expect(lab.consoleErrors).toEqual([]);
  }, 120_000);
});
