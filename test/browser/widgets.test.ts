import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { pathToFileURL } from "url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Corpus, duration, type Note, readCorpus } from "../../lib/corpus";
import { binsBundle, formatNumber } from "../../lib/display";
import { binCost, fitNoteBins } from "../../lib/encoding";
import { code, prose, writeNotebook } from "../notebooks/notebook";
import { unreadable } from "./contrast";
import { type Edges, Explorer, exportPage } from "./explorer";
import { complaintsOf } from "./complaints";
import { JupyterLab } from "./jupyterlab";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "widgets-"));
const notebook = path.join(scratch, "bins.ipynb");
/** Where the kernel keeps chosen bins in this test. */
const chosen = path.join(scratch, "chosen.json");
let corpus: Corpus;
let lab: JupyterLab;
let pageFile: string;

beforeAll(async () => {
  corpus = await readCorpus();
  const data = binsBundle(corpus.melodies);
  writeNotebook(notebook, [
    prose("# Bins"),
    code("// run already", [{ output_type: "display_data", data, metadata: {} } as never]),
    code('import { choosePreset } from "./lib/preset";\nconsole.log(choosePreset("quick").durationBins);'),
  ]);
  pageFile = exportPage(notebook, scratch);
  lab = await JupyterLab.start([notebook], { env: { CHOSEN_BINS: chosen, OUT_DIR: path.join(scratch, "out") } });
}, 300_000);
afterAll(async () => {
  await lab?.close();
  fs.rmSync(scratch, { recursive: true, force: true });
}, 60_000);

/** The explorer on the exported page, without a network, and what the page complains of. */
async function openPage(options: { width: number; dark?: boolean } = { width: 1280 }) {
  const context = await lab.browser.newContext({
    viewport: { width: options.width, height: 800 },
    colorScheme: options.dark ? "dark" : "light",
    offline: true,
  });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(pathToFileURL(pageFile).href);
  return { page, complaints, explorer: new Explorer(page.locator(".music-widget")), close: () => context.close() };
}

const costOf = (edges: Edges) => {
  const bins = fitNoteBins(corpus.melodies, {
    duration: { edges: edges.duration },
    velocity: { edges: edges.velocity },
  });
  return { bins, cost: binCost(corpus.melodies, bins) };
};

const sameAs = (wanted: Edges) => (edges: Edges) => JSON.stringify(edges) === JSON.stringify(wanted);

/** What a reader does with edges, and what the figures must say each time. */
async function expectEverything(explorer: Explorer): Promise<void> {
  await explorer.part.scrollIntoViewIfNeeded();
  const first = await explorer.expectFigures(corpus, ({ duration }) => duration.length === 3);

  await explorer.drag("duration", 0, -25);
  const dragged = await explorer.expectFigures(corpus, ({ duration: [edge] }) => edge < first.duration[0]);
  expect(dragged.duration.slice(1)).toEqual(first.duration.slice(1));

  const last = explorer.handles("duration").nth(2);
  await last.focus();
  for (const key of ["PageUp", "PageUp", "ArrowRight"]) await last.press(key);
  const pressed = await explorer.expectFigures(corpus, ({ duration }) => duration[2] > 1.5 * first.duration[2]);

  const histogram = explorer.panel("velocity").locator(".histogram");
  const { x, y, width, height } = (await histogram.boundingBox())!;
  await explorer.part.page().mouse.dblclick(x + width / 2, y + height / 2);
  const added = await explorer.expectFigures(corpus, ({ velocity }) => velocity.length === 2);
  expect(Math.abs(added.velocity[0] - 64)).toBeLessThanOrEqual(1);

  await explorer.drag("velocity", 0, 0, 320);
  await explorer.expectFigures(corpus, sameAs(pressed));
  await explorer.handles("duration").nth(1).press("Delete");
  const removed = await explorer.expectFigures(corpus, ({ duration }) => duration.length === 2);
  expect(removed.duration).toEqual([pressed.duration[0], pressed.duration[2]]);

  // Delete, drag out, double click; three keys; and the drag, whose moves are one.
  for (const before of [pressed, added, pressed]) {
    await explorer.button("Undo").click();
    await explorer.expectFigures(corpus, sameAs(before));
  }
  for (let i = 0; i < 3; i++) await explorer.button("Undo").click();
  await explorer.expectFigures(corpus, sameAs(dragged));
  await explorer.button("Undo").click();
  await explorer.expectFigures(corpus, sameAs(first));
  expect(await explorer.button("Undo").isDisabled()).toBe(true);
  await explorer.button("Redo").click();
  await explorer.expectFigures(corpus, sameAs(dragged));

  await explorer.panel("duration").getByRole("combobox").selectOption("jenks");
  await explorer.panel("duration").getByRole("spinbutton").fill("7");
  await explorer.panel("duration").getByRole("spinbutton").press("Tab");
  await explorer.expectFigures(corpus, ({ duration }) => duration.length === 6);
}

describe("the bin explorer", () => {
  it("says on the exported page, without a network, what lib computes, whatever is done to the edges", async () => {
    const { explorer, complaints, close } = await openPage();
    await expectEverything(explorer);
    expect(complaints).toEqual([]);
    await close();
  }, 180_000);

  it("does so in JupyterLab, untrusted and without running a cell", async () => {
    await lab.open("bins.ipynb", { idle: false });
    await lab.select(1);
    await expectEverything(new Explorer(lab.cell(1)));
    expect(lab.consoleErrors).toEqual([]);
  }, 180_000);

  it("carries the bins on: one visible line runs below, and the next cell has them, after a restart too", async () => {
    await lab.open("bins.ipynb");
    await lab.runCell(2);
    const printed = async (cell: number) =>
      (await lab.outputs())[cell].map(({ text }) => [text].flat().join("")).join("");
    expect(await printed(2)).toBe("{ method: 'quantile', count: 4 }\n");
    await lab.select(1);
    const explorer = new Explorer(lab.cell(1));
    const first = await explorer.edges();
    await explorer.drag("duration", 2, 60);
    const { duration } = await explorer.expectFigures(corpus, (edges) => edges.duration[2] > first.duration[2]);
    const line = await explorer.part.locator("code.line", { hasText: "useBins" }).textContent();
    await explorer.button("Use these bins").click();
    await expect.poll(() => printed(2), { timeout: 30_000 }).toMatch(/are in force: duration, edges at 0\.13/);
    expect(await lab.cell(2).locator(".cm-content").textContent()).toBe(line);
    const [, last] = line!.match(/, ([\d.]+)\] \}, velocity: \{ method: "quantile", count: 4 \} \}\);$/) ?? [];
    expect(Number(last)).toBeCloseTo(duration[2], 2);
    await lab.runCell(3);
    expect(await printed(3)).toMatch(new RegExp(`in force.*\\{ edges: \\[ 0\\.13.*, ${last} \\] \\}`, "s"));
    // Pressed again, it is the same cell that runs.
    await explorer.button("Undo").click();
    await explorer.button("Use these bins").click();
    await expect.poll(() => printed(2), { timeout: 30_000 }).toMatch(/duration, 4 by quantile/);
    await lab.restart();
    await lab.runCell(3);
    expect(await printed(3)).toMatch(/duration, 4 by quantile.*forgetBins/s);
    expect(lab.consoleErrors).toEqual([]);
  }, 240_000);

  it("puts choices side by side, and their table into the notebook", async () => {
    await lab.open("bins.ipynb");
    await lab.select(1);
    const explorer = new Explorer(lab.cell(1));
    const first = await explorer.edges();
    await explorer.button("Keep these bins").click();
    expect(await explorer.button("Keep these bins").isDisabled()).toBe(true);
    await explorer.drag("duration", 2, 60);
    const moved = await explorer.expectFigures(corpus, (edges) => edges.duration[2] > first.duration[2]);
    await explorer.button("Keep these bins").click();
    for (const [name, edges] of [
      ["A", first],
      ["B", moved],
    ] as const) {
      const card = explorer.part.getByRole("region", { name: `choice ${name}` });
      const { cost } = costOf(edges);
      await expect.poll(() => card.textContent()).toContain(`${formatNumber(cost.vocabulary)} pseudo-notes`);
      expect(await card.textContent()).toContain(`${formatNumber(100 * cost.duration.heard!)} % of notes`);
    }
    await explorer.button("Table into the notebook").click();
    const shown = async () => JSON.stringify((await lab.outputs()).slice(2));
    await expect.poll(shown, { timeout: 150_000 }).toContain("3-gram (bits/note)");
    for (const edges of [first, moved]) expect(await shown()).toContain(formatNumber(costOf(edges).cost.vocabulary));

    await explorer.button("Go back to A").click();
    await explorer.expectFigures(corpus, sameAs(first));
    await explorer.button("Hear B").click();
    await expect.poll(() => explorer.part.getByText("As B has it.").count()).toBe(1);
    await explorer.button("Stop").click();
    await explorer.button("Remove A").click();
    expect(await explorer.part.getByRole("region", { name: /^choice/ }).count()).toBe(1);
    expect(lab.consoleErrors).toEqual([]);
  }, 240_000);

  it("trains with its bins below itself; the training's outcome is tested in experiment/bins-training", async () => {
    await lab.open("bins.ipynb");
    await lab.select(1);
    const explorer = new Explorer(lab.cell(1));
    const { duration } = await explorer.edges();
    await explorer.button("Train at quick and compare").click();
    const below = lab.cell(2);
    const bar = below.locator('[role="progressbar"]');
    await expect.poll(() => below.textContent(), { timeout: 60_000 }).toContain("Two trainings at quick");
    await expect
      .poll(async () => Number(await bar.getAttribute("aria-valuenow")), { timeout: 90_000 })
      .toBeGreaterThan(0);
    await lab.interrupt();
    await expect.poll(() => below.textContent(), { timeout: 60_000 }).toContain("run the cell again to go on");
    expect(await below.locator(".cm-content").textContent()).toMatch(/^import .*trainAndCompare.*;$/);
    expect(duration.length).toBe(3);
    expect(lab.consoleErrors).toEqual([]);
  }, 240_000);

  it("is moved by a finger", async () => {
    const context = await lab.browser.newContext({
      viewport: { width: 390, height: 800 },
      hasTouch: true,
      isMobile: true,
    });
    const page = await context.newPage();
    await page.goto(pathToFileURL(pageFile).href);
    const explorer = new Explorer(page.locator(".music-widget"));
    await explorer.part.scrollIntoViewIfNeeded();
    const first = await explorer.expectFigures(corpus, ({ duration }) => duration.length === 3);
    const { x, y, width, height } = (await explorer.handles("duration").nth(2).locator(".hit").boundingBox())!;
    const touch = await context.newCDPSession(page);
    const at = (right: number) => [{ x: x + width / 2 + right, y: y + height / 2 }];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0) });
    for (const right of [10, 30, 60])
      await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(right) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await explorer.expectFigures(corpus, ({ duration }) => duration[2] > 1.5 * first.duration[2]);
    await context.close();
  }, 60_000);
});

describe.each([
  [390, false],
  [390, true],
  [1280, true],
])("the page, %i pixels wide, dark: %s", (width, dark) => {
  it("has nothing cut off, overprinted or pale, however many edges there are", async () => {
    const { page, explorer, close } = await openPage({ width, dark });
    await explorer.part.scrollIntoViewIfNeeded();
    await explorer.panel("duration").waitFor();
    await explorer.button("Keep these bins").click();
    await explorer.button("Add an edge").first().click();
    await explorer.button("Keep these bins").click();
    expect(await explorer.part.getByRole("region", { name: /^choice/ }).count()).toBe(2);
    expect(await unreadable(explorer.part)).toEqual([]);
    for (const feature of ["duration", "velocity"] as const) {
      await explorer.panel(feature).getByRole("combobox").selectOption("jenks");
      await explorer.panel(feature).getByRole("spinbutton").fill("16");
      await explorer.panel(feature).getByRole("spinbutton").press("Tab");
      await expect.poll(() => explorer.handles(feature).count()).toBe(15);
    }
    expect(await unreadable(explorer.part)).toEqual([]);
    expect(await page.evaluate(() => (globalThis as any).document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    );
    await close();
  }, 60_000);
});

describe("edges between note values", () => {
  it("are where edges go, dragged, pressed and added, while they are to snap", async () => {
    const folder = path.join(scratch, "beat");
    fs.mkdirSync(folder);
    const data = binsBundle(corpus.melodies, { quarter: 0.6 });
    const file = writeNotebook(path.join(folder, "beat.ipynb"), [
      code("// run already", [{ output_type: "display_data", data, metadata: {} } as never]),
    ]);
    const { page, explorer, close } = await openPage();
    await page.goto(pathToFileURL(exportPage(file, folder)).href);
    await explorer.part.scrollIntoViewIfNeeded();
    await explorer.part.getByLabel("to note values").check();
    // Quarters of 0.6 s: between them and halves √(0.6 · 1.2) s.
    await explorer.drag("duration", 2, 62);
    await explorer.expectFigures(corpus, ({ duration }) => [0.4243, 0.8485].includes(duration[2]));
    await explorer.handles("duration").nth(2).press("End");
    await explorer.handles("duration").nth(2).press("ArrowLeft");
    const { duration } = await explorer.expectFigures(corpus, (edges) => edges.duration[2] === 1.697);
    await explorer.handles("duration").nth(2).press("ArrowLeft");
    await explorer.expectFigures(corpus, (edges) => edges.duration[2] === 0.8485);
    expect(duration).toHaveLength(3);
    await close();
  }, 60_000);
});

describe("the plane of duration and velocity", () => {
  it("says of the cell that is gone to how many notes and songs it holds", async () => {
    const { explorer, close } = await openPage();
    await explorer.part.scrollIntoViewIfNeeded();
    const plane = explorer.part.getByRole("region", { name: "plane" });
    await plane.getByRole("group").press("ArrowRight");
    await plane.getByRole("group").press("ArrowUp");
    const [from, to] = (await explorer.edges()).duration;
    const inCell = ({ velocity, start, end }: Note): boolean =>
      velocity >= 110 && end - start >= from && end - start < to;
    const notes = corpus.melodies.flatMap((melody) => melody.notes);
    const share = formatNumber((100 * notes.filter(inCell).length) / notes.length);
    const words = (await plane.getByRole("status").textContent())!;
    expect(words).toContain(`velocities from 110: ${share} % of the notes, in `);
    // Songs of equal content count once.
    const different = new Map(
      corpus.melodies.map(({ notes }) => [
        JSON.stringify(notes.map((note) => [note.pitch, note.velocity, duration(note)])),
        notes,
      ]),
    );
    const songs = [...different.values()].filter((song) => song.some(inCell)).length;
    expect(words).toContain(`in ${songs} of ${different.size} songs.`);
    await close();
  }, 60_000);
});

describe("the sound", () => {
  it("plays, stays at its place when the version is switched, and is heard out of a bin", async () => {
    const { page, explorer, complaints, close } = await openPage();
    // What goes to the loudspeakers is measured on its way.
    await page.addInitScript(() => {
      const view = globalThis as any;
      const connect = view.AudioNode.prototype.connect;
      view.AudioNode.prototype.connect = function (to: any, ...rest: any[]) {
        if (to === this.context.destination) {
          view.ear ??= this.context.createAnalyser();
          connect.call(this, view.ear);
        }
        return connect.call(this, to, ...rest);
      };
    });
    await page.reload();
    const loudness = () =>
      page.evaluate(() => {
        const { ear } = globalThis as any;
        if (!ear) return 0;
        const samples = new Float32Array(ear.fftSize);
        ear.getFloatTimeDomainData(samples);
        return Math.max(...samples.map(Math.abs));
      });
    const place = async () =>
      Number(await explorer.part.getByRole("slider", { name: "position" }).getAttribute("aria-valuenow"));
    const noteOf = async () => {
      const words = await explorer.part.getByRole("slider", { name: "position" }).getAttribute("aria-valuetext");
      return Number(words!.match(/note (\d+) of/)![1]);
    };
    await explorer.part.scrollIntoViewIfNeeded();
    await explorer.button("Play").click();
    await expect.poll(loudness, { timeout: 10_000 }).toBeGreaterThan(0.01);
    await expect.poll(place, { timeout: 10_000 }).toBeGreaterThan(1.5);
    for (const version of ["as pseudo-notes", "binned, onsets kept", "as written"]) {
      const before = await noteOf();
      await explorer.part.getByRole("radio", { name: version }).check();
      const after = await noteOf();
      expect(after).toBeGreaterThanOrEqual(before);
      expect(after).toBeLessThan(before + 12);
      await expect.poll(loudness, { timeout: 10_000 }).toBeGreaterThan(0.01);
    }
    await explorer.button("Stop").click();
    await expect.poll(loudness, { timeout: 10_000 }).toBeLessThan(1e-4);
    const stopped = await place();
    expect(stopped).toBeGreaterThan(0);
    await explorer.part.getByRole("slider", { name: "position" }).press("ArrowLeft");
    expect(await place()).toBeCloseTo(stopped - 1, 1);
    await explorer
      .panel("duration")
      .getByRole("button", { name: /Hear the bin from/ })
      .click();
    await expect.poll(loudness, { timeout: 10_000 }).toBeGreaterThan(0.01);
    expect(complaints).toEqual([]);
    await close();
  }, 120_000);
});

describe("the bundle", () => {
  it("is one script of less than 400 kB", () => {
    const scripts = fs.readdirSync(path.join(scratch, "assets")).filter((file) => file.startsWith("widgets"));
    expect(scripts).toEqual(["widgets.js"]);
    expect(fs.statSync(path.join(scratch, "assets", "widgets.js")).size).toBeLessThan(400_000);
    const withoutAssets = fs.statSync(pageFile).size;
    expect(withoutAssets).toBeLessThan(1_000_000);
  });
});
