import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { pathToFileURL } from "url";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Note } from "../../lib/corpus";
import { capture, showGates, showPianoRoll, showSounds } from "../../lib/display";
import { code, writeNotebook } from "../notebooks/notebook";
import { unreadable } from "./contrast";
import { exportPage } from "./explorer";
import { complaintsOf } from "./complaints";
import { JupyterLab } from "./jupyterlab";
import { DELAY } from "../../widgets/sound/source";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "player-"));
const notebook = path.join(scratch, "player.ipynb");
let lab: JupyterLab;
let pageFile: string;

const written: Note[] = Array.from({ length: 40 }, (_, i) => ({
  pitch: i < 16 ? 60 + ((i * 7) % 12) : [60, 64, 67, 72][i % 4],
  velocity: 40 + i,
  start: i * 0.25,
  end: i * 0.25 + 0.2,
}));
/** The same notes, the rests between them left out. */
const close = written.map((note, i) => ({ ...note, start: i * 0.2, end: (i + 1) * 0.2 }));
/** Gates of two units: one opens with the notes, one is shut. */
const opening = written.map((_, i) => Float32Array.of(i / written.length, 0));
const trace = { i: opening, f: opening, g: opening, o: opening, c: opening, h: opening };
const marks = {
  prompt: 4,
  loop: { period: 4, length: 24 },
  copy: { from: 6, length: 5, of: "a song with a name that is rather long, by somebody" },
};

beforeAll(async () => {
  const outputs = async (show: () => Promise<void>) =>
    (await capture(show)).map(({ data }) => ({ output_type: "display_data", data, metadata: {} }) as never);
  const pair = async () => {
    await showPianoRoll([
      { title: "as written, under a title that is longer than a phone is wide", notes: written, ...marks },
      { title: "without rests", notes: close },
    ]);
    await showSounds([
      { title: "as written", notes: written },
      { title: "without rests", notes: close },
    ]);
  };
  writeNotebook(notebook, [
    code("// a roll and its sounds", await outputs(pair)),
    code("// a roll alone", await outputs(() => showPianoRoll([{ title: "alone", notes: written }]))),
    code("// gates", await outputs(() => showGates(written, trace, { title: "gates over the melody" }))),
  ]);
  pageFile = exportPage(notebook, scratch);
  lab = await JupyterLab.start([notebook]);
}, 300_000);
afterAll(async () => {
  await lab?.close();
  fs.rmSync(scratch, { recursive: true, force: true });
}, 60_000);

async function openPage({ width = 1280, dark = false, still = false } = {}) {
  const context = await lab.browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? "dark" : "light",
    reducedMotion: still ? "reduce" : "no-preference",
    offline: true,
  });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(pathToFileURL(pageFile).href);
  const widgets = page.locator(".music-widget");
  await expect.poll(() => widgets.nth(0).locator("audio").count(), { timeout: 20_000 }).toBe(2);
  return {
    page,
    pair: widgets.nth(0),
    sounds: widgets.nth(1),
    alone: widgets.nth(2),
    gates: widgets.nth(3),
    complaints,
    context,
  };
}

const slider = (player: Locator): Locator => player.getByRole("slider", { name: "position" });
const placeOf = async (player: Locator): Promise<number> => Number(await slider(player).getAttribute("aria-valuenow"));
const heard = (player: Locator): Promise<boolean[]> =>
  player.locator("audio").evaluateAll((all) => all.map((audio) => !(audio as any).paused));

/** What a reader does with a roll that has its sounds. */
async function expectToPlay(pair: Locator): Promise<void> {
  const roll = slider(pair);
  await pair.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => placeOf(pair), { timeout: 20_000 }).toBeGreaterThan(0.8);
  expect(await heard(pair)).toEqual([true, false]);
  expect(await pair.locator(".note.sounding").count()).toBeLessThanOrEqual(1);

  // The other melody goes on in the same note.
  const before = await placeOf(pair);
  await pair.getByRole("radio", { name: "without rests" }).check();
  await expect.poll(() => heard(pair), { timeout: 10_000 }).toEqual([false, true]);
  const after = await placeOf(pair);
  expect(after).toBeGreaterThanOrEqual(before * 0.8 - 0.15);
  expect(after).toBeLessThan(before * 0.8 + 2.5);

  await pair.getByRole("button", { name: "Pause" }).click();
  await expect.poll(() => heard(pair), { timeout: 10_000 }).toEqual([false, false]);
  const { width, height } = (await roll.boundingBox())!;
  // The upper melody, half way: 9.95 s are as wide as the picture.
  await roll.click({ position: { x: width / 2, y: height / 4 } });
  expect(await placeOf(pair)).toBeCloseTo(9.95 / 2, 1);
  expect(await pair.getByRole("radio", { name: /as written/ }).isChecked()).toBe(true);
  await roll.press("ArrowRight");
  expect(await placeOf(pair)).toBeCloseTo(9.95 / 2 + 1, 1);
  await roll.press("Home");
  expect(await placeOf(pair)).toBe(0);
  expect(await roll.getAttribute("aria-valuetext")).toMatch(/^as written.*: 0\.0 s, note 1 of 40$/);
  await roll.press(" ");
  await expect.poll(() => heard(pair), { timeout: 10_000 }).toEqual([true, false]);
  await roll.press(" ");
  await expect.poll(() => heard(pair), { timeout: 10_000 }).toEqual([false, false]);

  for (const mark of ["prompt", "5 notes as in a song", "loop of 4 notes"])
    expect(await pair.locator(".roll text", { hasText: mark }).count()).toBe(1);
  await pair.getByRole("button", { name: "zoom in" }).click();
  expect((await roll.boundingBox())!.width).toBeCloseTo(1.6 * width, 0);
  await roll.press("-");
  expect((await roll.boundingBox())!.width).toBeCloseTo(width, 0);
  await pair.getByRole("checkbox", { name: "in one picture" }).check();
  expect((await roll.boundingBox())!.height).toBeLessThan(height);
  await pair.getByRole("checkbox", { name: "in one picture" }).uncheck();
}

describe("a piano roll and its sounds", () => {
  it("are one player on an exported page, without a network", async () => {
    const { pair, sounds, complaints, context } = await openPage();
    expect(await sounds.isVisible()).toBe(false);
    await expectToPlay(pair);
    expect(complaints).toEqual([]);
    await context.close();
  }, 90_000);

  it("are one player in JupyterLab, untrusted and without running a cell", async () => {
    await lab.open("player.ipynb", { idle: false });
    await lab.select(0);
    await expect.poll(() => lab.cell(0).locator("audio").count(), { timeout: 20_000 }).toBe(2);
    await expect.poll(() => lab.cell(0).getByRole("button", { name: "Play" }).count()).toBe(1);
    await expectToPlay(lab.cell(0));
    expect(lab.consoleErrors).toEqual([]);
  }, 120_000);

  it("share one volume with all others, which is kept, and sound one at a time", async () => {
    const { page, pair, alone, context } = await openPage();
    const volume = (player: Locator) => player.getByRole("slider", { name: "volume" });
    await volume(pair).fill("30");
    expect(await volume(alone).inputValue()).toBe("30");
    expect(await pair.locator("audio").evaluateAll((all) => all.map((audio) => (audio as any).volume))).toEqual([
      0.3, 0.3,
    ]);
    await pair.getByRole("button", { name: "Play" }).click();
    await expect.poll(() => heard(pair), { timeout: 10_000 }).toEqual([true, false]);
    // Without sounds of its own the roll makes them.
    await alone.getByRole("button", { name: "Play" }).click();
    await expect.poll(() => heard(pair), { timeout: 10_000 }).toEqual([false, false]);
    await expect.poll(() => placeOf(alone), { timeout: 10_000 }).toBeGreaterThan(0.3);
    await page.reload();
    await expect.poll(() => volume(alone).inputValue()).toBe("30");
    await context.close();
  }, 60_000);

  it("are heard when the cursor says so: the silence that an MP3 begins with is known", async () => {
    const { page, pair, context } = await openPage();
    const source = (await pair.locator("audio").first().getAttribute("src"))!;
    const onset = await page.evaluate(async (data) => {
      const view = globalThis as any;
      const bytes = Uint8Array.from(view.atob(data.split(",")[1]), (character: any) => character.charCodeAt(0));
      const samples = (await new view.OfflineAudioContext(1, 1, 22_050).decodeAudioData(bytes.buffer)).getChannelData(
        0,
      );
      const loudest = samples.reduce((most: number, sample: number) => Math.max(most, Math.abs(sample)), 0);
      return samples.findIndex((sample: number) => Math.abs(sample) > loudest / 20) / 22_050;
    }, source);
    expect(Math.abs(onset - DELAY)).toBeLessThan(0.02);
    await context.close();
  }, 60_000);

  it("go through what the gates did with the cursor that goes through the notes", async () => {
    const { gates, complaints, context } = await openPage();
    await gates.scrollIntoViewIfNeeded();
    const roll = slider(gates);
    await gates.getByRole("button", { name: "Play" }).click();
    await expect.poll(() => placeOf(gates), { timeout: 20_000 }).toBeGreaterThan(0.5);
    await gates.getByRole("button", { name: "Pause" }).click();
    const { x, y, width, height } = (await roll.boundingBox())!;
    const cells = await gates
      .locator(".cells")
      .evaluateAll((all) => all.map((cell: any) => cell.getBoundingClientRect().bottom));
    // In the lowest panel, at three quarters: 9.95 s are as wide as the picture.
    await roll.click({ position: { x: (3 * width) / 4, y: Math.max(...cells) - 5 - y } });
    expect(await placeOf(gates)).toBeCloseTo((3 * 9.95) / 4, 1);
    const cursor = (await gates.locator(".cursor").boundingBox())!;
    expect(cursor.x + cursor.width / 2 - x).toBeCloseTo((3 * width) / 4, -1);
    expect(cursor.y + cursor.height).toBeGreaterThanOrEqual(Math.max(...cells));
    expect(Math.max(...cells)).toBeLessThanOrEqual(y + height);
    for (const name of ["input gate (writes)", "forget gate (keeps)", "output gate (shows)", "0: shut"])
      expect(await gates.locator(".widget").getByText(name).count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  }, 60_000);

  it("move in steps, not smoothly, for those who want less motion", async () => {
    const moves = async (still: boolean): Promise<number> => {
      const { pair, context } = await openPage({ still });
      await pair.getByRole("button", { name: "Play" }).click();
      await expect.poll(() => placeOf(pair), { timeout: 20_000 }).toBeGreaterThan(0);
      const count = await slider(pair).evaluate(
        (roll) =>
          new Promise<number>((done) => {
            let seen = 0;
            const view = globalThis as any;
            new view.MutationObserver(() => seen++).observe(roll, { attributeFilter: ["aria-valuenow"] });
            setTimeout(() => done(seen), 2000);
          }),
      );
      await context.close();
      return count;
    };
    expect(await moves(true)).toBeLessThanOrEqual(5);
    expect(await moves(false)).toBeGreaterThan(5);
  }, 90_000);
});

describe.each([
  [390, false],
  [390, true],
  [1280, true],
])("players, %i pixels wide, dark: %s", (width, dark) => {
  it("have nothing cut off, overprinted or pale", async () => {
    const { page, pair, alone, gates, context } = await openPage({ width, dark });
    await gates.scrollIntoViewIfNeeded();
    await expect.poll(() => gates.locator(".cells").count(), { timeout: 20_000 }).toBeGreaterThan(0);
    for (const player of [pair, alone, gates]) expect(await unreadable(player)).toEqual([]);
    await pair.getByRole("checkbox", { name: "in one picture" }).check();
    expect(await unreadable(pair)).toEqual([]);
    expect(await scrollWidth(page)).toBeLessThanOrEqual(width);
    await context.close();
  }, 60_000);
});

const scrollWidth = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as any).document.documentElement.scrollWidth);
