/** The playground in a real browser, opened from disk, without a network. */
import { execFileSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Seq2Seq } from "../../lib/model";
import { compose, encodeNearest, PlayModel, readLink, writeModel } from "../../lib/play";
import { tf } from "../../lib/tensorflow";
import { playgroundPage } from "../../reproduce/playground-page";
import { bundle } from "../../setup/widgets.mjs";
import { venv } from "../kernel/kernelspec";
import { tinyModel } from "../model/tiny";
import { contentOf } from "../play/playable";
import { complaintsOf } from "./complaints";
import { startChromium } from "./chromium";
import { unreadable } from "./contrast";

const HOSTILE = `<img src=x onerror="document.title='hurt'">\u202e'"&.mid`;
const SIZE = 30;

let folder: string;
let browser: Browser;
let play: PlayModel;
let pages: Page[] = [];
/** What went wrong in the page: errors, breaches of its policy, calls for a network. */
let said: string[] = [];

/** Counts what reaches the loudspeaker, from before the page's own script on. */
const listen = `
  const connect = AudioNode.prototype.connect;
  window.levels = [];
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to === this.context.destination && !this.heard) {
      this.heard = this.context.createAnalyser();
      connect.call(this, this.heard);
      const wave = new Float32Array(this.heard.fftSize);
      setInterval(() => {
        this.heard.getFloatTimeDomainData(wave);
        window.levels.push([this.context.currentTime, Math.max(...wave.map(Math.abs))]);
      }, 30);
    }
    return connect.call(this, to, ...rest);
  };`;

async function open(options: BrowserContextOptions = {}, link = ""): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1000, height: 900 },
    acceptDownloads: true,
    ...options,
  });
  await context.setOffline(true);
  await context.addInitScript(listen);
  const page = await context.newPage();
  pages.push(page);
  complaintsOf(page, said);
  await page.goto(`file://${path.join(folder, "playground.html")}${link}`);
  return page;
}

const line = (page: Page): Promise<string> => page.getByLabel("the line for a notebook").inputValue();
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const slider = (page: Page, name: string) => page.getByRole("slider", { name, exact: true });

/** What a notebook makes of the line: options and notes. */
function run(text: string): { options: any; notes: number[] } {
  let options: unknown;
  const notes = new Function("compose", "playModel", `return ${text}`)(
    (_: string, given: any) => compose(play, (options = given)),
    (name: string) => name,
  );
  return { options, notes: [...notes] };
}

const composed = async (page: Page): Promise<number> => Number(/length: (\d+)/.exec(await line(page))?.[1] ?? 0);
const waitFor = (page: Page, notes: number) =>
  expect.poll(() => composed(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(notes);

/** The pitches of the file that the page saves, as pretty_midi reads it. */
async function savedPitches(page: Page): Promise<number[]> {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save as MIDI").click()]);
  const file = path.join(folder, "saved.mid");
  await download.saveAs(file);
  const program =
    "import json, sys, pretty_midi; m = pretty_midi.PrettyMIDI(sys.argv[1]); " +
    "print(json.dumps([n.pitch for n in sorted(m.instruments[0].notes, key=lambda n: n.start)]))";
  return JSON.parse(execFileSync(venv("python"), ["-c", program, file], { encoding: "utf8" }));
}

const pitchesOf = (notes: readonly number[]): number[] => notes.map((note) => play.vocabulary.pseudoNote(note).pitch);

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "playground-"));
  const lively = (seed: number): Seq2Seq => {
    const model = tinyModel({ vocabulary: SIZE, units: [24, 24], seed });
    for (const { variable } of model.weights) variable.assign(tf.mul(variable, 3));
    return model;
  };
  const models = [lively(1), lively(2)];
  const content = contentOf(
    [
      { epoch: 1, model: models[0], bits: 8 },
      { epoch: 50, model: models[1], bits: 8 },
    ],
    { openings: [{ name: "an opening", notes: [4, 7, 2, 9, 0, 12, 3, 3] }] },
  );
  content.snapshots[0].stage = 1;
  content.snapshots[1].stage = 3;
  // A song that the likeliest notes after the opening are a copy of.
  const likeliest = compose(PlayModel.from(writeModel(content)), {
    prompt: content.openings[0].notes,
    length: 40,
    temperature: 0,
  });
  content.songs = [{ name: HOSTILE, notes: likeliest }];
  const bytes = writeModel(content);
  play = PlayModel.from(bytes);
  models.forEach((model) => model.dispose());
  const { code } = await bundle(path.resolve(), path.join("widgets", "playground", "main.ts"));
  fs.writeFileSync(path.join(folder, "playground.html"), playgroundPage(bytes, code));
  browser = await startChromium();
});
afterEach(async () => {
  for (const page of pages) await page.context().close();
  const heard = said;
  [pages, said] = [[], []];
  expect(heard).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  fs.rmSync(folder, { recursive: true });
});

describe("an opening that is played", () => {
  it("on the computer's keys is answered with sound, and with the notebook's notes", async () => {
    const page = await open();
    for (const key of "asdfjhgk") {
      await page.keyboard.down(key);
      await page.waitForTimeout(60);
      await page.keyboard.up(key);
    }
    await waitFor(page, 6);
    await button(page, "■ Stop").click();
    const { options, notes } = run(await line(page));
    const played = [60, 62, 64, 65, 71, 69, 67, 72];
    const own = played.map((pitch, i) => ({ pitch, velocity: 80, start: i, end: i + 0.1 }));
    expect(options.prompt).toEqual([...encodeNearest(play.vocabulary, own, play.heard).indices]);
    expect(options.model).toBe(play.fingerprint);
    expect(await savedPitches(page)).toEqual(pitchesOf([...options.prompt, ...notes]));
    const levels = await page.evaluate(() => (window as any).levels as [number, number][]);
    expect(levels[levels.length - 1][0] - levels[0][0]).toBeGreaterThan(1);
    expect(Math.max(...levels.map(([, level]) => level))).toBeGreaterThan(0.01);
  });

  it("on the piano, by pointer and by the keyboard's arrows, waits for Continue where no answer is wanted", async () => {
    const page = await open();
    await page.getByLabel("answer when I pause").uncheck();
    await button(page, "D4").click();
    await button(page, "C4").focus();
    for (const key of ["ArrowRight", "ArrowRight", "Enter"]) await page.keyboard.press(key);
    await expect.poll(() => page.getByText("You played").textContent()).toContain("You played 2 notes.");
    await page.waitForTimeout(1600);
    expect(await composed(page)).toBe(0);
    await button(page, "▶ Continue").click();
    await waitFor(page, 3);
    const both = encodeNearest(
      play.vocabulary,
      [62, 62].map((pitch) => ({ pitch, velocity: 80, start: 0, end: 1 })),
      play.heard,
    );
    expect(run(await line(page)).options.prompt).toEqual([...both.indices]);
    await page.getByLabel("opening").selectOption("0");
    await expect.poll(() => page.getByText("You played").count()).toBe(0);
  });
});

it("a MIDI instrument is listened to, one that is connected later too", async () => {
  const page = await open();
  await page.evaluate(() => {
    const inputs = new Map<string, { name: string; onmidimessage?: (event: { data: number[] }) => void }>();
    const access = { inputs, onstatechange: () => {} };
    Object.assign(navigator, { requestMIDIAccess: () => Promise.resolve(access) });
    Object.assign(globalThis, { access });
  });
  await button(page, "Connect a MIDI instrument").click();
  await expect.poll(() => page.getByRole("status").first().textContent()).toContain("plug one in");
  await page.evaluate(async () => {
    const { access } = globalThis as any;
    access.inputs.set("a", { name: "A <b>piano</b>" });
    access.onstatechange();
    for (const data of [60, 64, 67, 72].flatMap((pitch) => [[0x90, pitch, 99], [0xfe], [0x80, pitch, 0]])) {
      access.inputs.get("a").onmidimessage({ data });
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  });
  await waitFor(page, 2);
  expect(pitchesOf(run(await line(page)).options.prompt)).toEqual([60, 64, 67, 72]);
});

describe("while it plays", () => {
  it("temperature, top-p and training are turned, and the line composes what was heard", async () => {
    const page = await open();
    await button(page, "▶ Continue").click();
    await waitFor(page, 3);
    await slider(page, "temperature").fill("1.5");
    await waitFor(page, (await composed(page)) + 3);
    await slider(page, "top-p").fill("0.5");
    await waitFor(page, (await composed(page)) + 3);
    await slider(page, "training").fill("0");
    expect(await slider(page, "training").getAttribute("aria-valuetext")).toContain(
      "after epoch 1 (stage 1: one note repeated)",
    );
    await waitFor(page, (await composed(page)) + 4);
    await button(page, "■ Stop").click();
    const { options, notes } = run(await line(page));
    expect(options.turns.map(({ from, ...changes }: any) => changes)).toEqual([
      { temperature: 1.5 },
      { topP: 0.5 },
      { epoch: 1 },
    ]);
    expect(await savedPitches(page)).toEqual([...pitchesOf(options.prompt), ...pitchesOf(notes)]);
  });

  it("tempo, instrument and volume change what is heard, not the notes", async () => {
    const page = await open();
    await slider(page, "tempo").fill("2");
    await page.getByLabel("instrument", { exact: true }).selectOption("bell");
    await slider(page, "volume").fill("0.3");
    await button(page, "▶ Continue").click();
    await waitFor(page, 8);
    const { options } = run(await line(page));
    expect([options.turns, options.temperature]).toEqual([undefined, 0.9]);
    await button(page, "Copy a link").click();
    const { performance } = readLink(new URL(page.url()).hash)!;
    expect(performance).toEqual({ tempo: 2, instrument: "bell" });
  });

  it("the notes that it chooses from are shown with their probabilities", async () => {
    const page = await open();
    await button(page, "▶ Continue").click();
    await waitFor(page, 2);
    const rows = page.getByRole("list", { name: "the next note's probabilities" }).getByRole("listitem");
    expect(await rows.count()).toBe(8);
    expect(await rows.filter({ hasText: "chosen" }).count()).toBe(1);
    expect(await rows.first().textContent()).toMatch(/^[A-G]#?\d, \d\.\d\d s[\d.]+ %/);
  });

  it("goes to a place in the roll that is clicked on, or reached by keys, and marks what sounds", async () => {
    const page = await open();
    await button(page, "▶ Continue").click();
    await waitFor(page, 4);
    await expect.poll(() => page.locator(".live-roll .sounding").count(), { timeout: 10_000 }).toBe(1);
    await button(page, "■ Stop").click();
    const count = await composed(page);
    const roll = page.getByRole("slider", { name: "piano roll" });
    await roll.press("Home");
    await expect
      .poll(() => roll.getAttribute("aria-valuetext"))
      .toBe(`0.0 s; 8 notes of the opening, ${count} composed`);
    await roll.press("ArrowRight");
    await expect.poll(() => roll.getAttribute("aria-valuetext")).toMatch(/^1\.0 s/);
    // The line, where 1 s is, stands at 0.72 of a picture of 9 s.
    const { width } = (await roll.boundingBox())!;
    await roll.click({ position: { x: 0.72 * width + width / 9, y: 50 } });
    await expect.poll(() => roll.getAttribute("aria-valuetext")).toMatch(/^2\.0 s/);
    expect(await page.locator(".live-roll .sounding").count()).toBe(0);
    expect(await composed(page)).toBe(count);
  });

  it("says whose notes are repeated, and a hostile name does nothing", async () => {
    const page = await open();
    await button(page, "As in the article").click();
    await expect.poll(() => page.locator(".whose").textContent(), { timeout: 20_000 }).toContain("notes in a row");
    const said = await page.locator(".whose").textContent();
    expect(said).toContain(HOSTILE);
    expect(await page.locator(".live-roll .copied").count()).toBeGreaterThan(3);
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.title()).toBe("Play with the model");
    expect(run(await line(page)).options.temperature).toBe(0);
  });
});

describe("what is taken along", () => {
  it("as a link plays the same piece again, with what was turned on the way", async () => {
    const first = await open();
    await button(first, "▶ Continue").click();
    await waitFor(first, 4);
    await slider(first, "temperature").fill("0.4");
    await waitFor(first, (await composed(first)) + 4);
    await button(first, "■ Stop").click();
    await button(first, "Copy a link").click();
    const wanted = run(await line(first));
    const second = await open({}, new URL(first.url()).hash);
    await expect.poll(() => second.getByRole("status").first().textContent()).toContain("is ready");
    await button(second, "▶ Continue").click();
    await waitFor(second, wanted.notes.length);
    const again = run(await line(second));
    expect(again.notes.slice(0, wanted.notes.length)).toEqual(wanted.notes);
    expect(again.options.turns).toEqual(wanted.options.turns);
  });

  it("with another seed is another piece, with the same the same", async () => {
    const page = await open();
    const notesOf = async (name: string): Promise<number[]> => {
      await button(page, name).click();
      await waitFor(page, 8);
      return run(await line(page)).notes.slice(0, 8);
    };
    const first = await notesOf("▶ Continue");
    expect(await notesOf("Again")).toEqual(first);
    expect(await notesOf("Another")).not.toEqual(first);
  });

  it("as a damaged link does no harm, and says so", async () => {
    const page = await open({}, "#prompt=99999&seed=1");
    await expect.poll(() => page.getByRole("status").first().textContent()).toContain("the note 99999");
    await button(page, "▶ Continue").click();
    await waitFor(page, 1);
  });
});

describe("on a phone and in the dark", () => {
  it("nothing is cut off at 390 pixels", async () => {
    const page = await open({ viewport: { width: 390, height: 800 }, hasTouch: true });
    await button(page, "▶ Continue").click();
    await waitFor(page, 1);
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll("button, select, input, output, textarea, h1, p, meter, .live-roll")]
        .map((part) => [part.outerHTML.slice(0, 80), part.getBoundingClientRect()] as const)
        .filter(([, { left, right, width }]) => width > 0 && (left < 0 || right > 390))
        .map(([text]) => text),
    );
    expect(outside).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  it.each(["light", "dark"] as const)("its text stands out in the %s theme", async (colorScheme) => {
    const page = await open({ colorScheme });
    expect(await unreadable(page.locator("#playground"))).toEqual([]);
  });

  it("without motion the picture stands still while the line walks", async () => {
    const page = await open({ reducedMotion: "reduce" });
    await button(page, "▶ Continue").click();
    await waitFor(page, 1);
    const transforms = new Set<string | null>();
    for (let i = 0; i < 10; i++) {
      transforms.add(await page.locator(".live-roll svg > g").getAttribute("transform"));
      await page.waitForTimeout(50);
    }
    expect(transforms.size).toBeLessThanOrEqual(2);
  });
});
