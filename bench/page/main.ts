/**
 * `npx tsx bench/page/main.ts`: what the pages do in a browser, one thread, on this machine. Notes a second that the
 * playground composes with a model of 2 × 256 units and the standard preset's vocabulary (weights as drawn: they cost the
 * same); and how long a move of an edge in the bin explorer holds the page up, on the whole default collection.
 */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { pathToFileURL } from "url";
import type { Browser, Page } from "playwright-core";
import { readCorpus } from "../../lib/corpus";
import { makeDataset } from "../../lib/dataset";
import { binsBundle, WIDGET_TYPE } from "../../lib/display";
import { playContent } from "../../lib/experiment";
import { Seq2Seq } from "../../lib/model";
import { snapshotOf, writeModel } from "../../lib/play";
import { presets } from "../../lib/preset";
import { playgroundPage } from "../../reproduce/playground-page";
import { bundle } from "../../setup/widgets.mjs";
import { startChromium } from "../../test/browser/chromium";

const UNITS = 256;
const MOVES = 100;

const code = async (...names: string[]): Promise<string> => (await bundle(path.resolve(), path.join(...names))).code;

function quantiles(milliseconds: readonly number[]): string {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number): string => `${sorted[Math.floor(share * (sorted.length - 1))].toFixed(1)} ms`;
  return `${at(0.5)} (median), ${at(0.95)} (95 %), ${at(1)} (longest)`;
}

async function openPage(browser: Browser, file: string, html: string): Promise<Page> {
  fs.writeFileSync(file, html);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(pathToFileURL(file).href);
  return page;
}

async function measure(browser: Browser, folder: string): Promise<void> {
  process.env.CHOSEN_BINS = "off";
  const { melodies } = await readCorpus();
  const dataset = makeDataset(melodies, presets.standard);
  const model = new Seq2Seq({ vocabulary: dataset.vocabulary.size, units: [UNITS, UNITS], dropout: 0, seed: 1 });
  const script = await code("widgets", "playground", "main.ts");
  for (const bits of [16, 8] as const) {
    const snapshots = [{ epoch: 1, bits, bytes: snapshotOf(model, bits) }];
    const bytes = writeModel({ ...playContent(dataset, "bench"), snapshots });
    const page = await openPage(browser, path.join(folder, "playground.html"), playgroundPage(bytes, script, false));
    await page.evaluate(await code("bench", "page", "compose.ts"));
    const speed = await page.evaluate<number>("notesPerSecond(5)");
    console.log(
      `playground, 2 × ${UNITS} units, ${dataset.vocabulary.size} pseudo-notes, ${bits} bits: ${Math.round(speed)} notes/s`,
    );
    await page.close();
  }
  model.dispose();

  const data = JSON.stringify(binsBundle(melodies)[WIDGET_TYPE]).replace(/</g, "\\u003c");
  const widget = `<div class="music-widget"><script type="application/json">${data}</script></div>`;
  const widgets = (await code("widgets", "main.ts")).replace(/<\/(script)/gi, "<\\/$1");
  const html = `<!DOCTYPE html><meta charset="utf-8"><div>${widget}</div><script>${widgets}</script>`;
  const page = await openPage(browser, path.join(folder, "bins.html"), html);
  await page.locator(".edge").first().waitFor();
  await page.evaluate(await code("bench", "page", "moves.ts"));
  const { moved, idle } = await page.evaluate<Record<"moved" | "idle", number[]>>(`blocksOfMoves(${MOVES})`);
  const notes = melodies.reduce((sum, melody) => sum + melody.length, 0);
  console.log(`bin explorer, ${notes} notes, ${MOVES} moves of an edge: the page is held up ${quantiles(moved)};`);
  console.log(`as long without a move: ${quantiles(idle)}`);
  await page.close();
}

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "page-bench-"));
  const browser = await startChromium();
  try {
    await measure(browser, folder);
  } finally {
    await browser.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
