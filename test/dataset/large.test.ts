/** Collections as large as those that people have: the Lakh MIDI data set has 176,581 files. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { expect, it, vi } from "vitest";
import { Melody, readCorpus } from "../../lib/corpus";
import { makeDataset, songsOf } from "../../lib/dataset";
import { mix } from "../../lib/dataset/random";
import { note, smf } from "../corpus/smf";
import { tinyPreset } from "../training/tiny";

const preset = { ...tinyPreset, timesteps: 4, stride: 2, transpositions: [1] };

it("100,000 files become a dataset", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "large-"));
  try {
    // A thousand songs, each under a hundred names: a file may have 65,000 names at most.
    const songs = Array.from({ length: 1000 }, (_, seed) =>
      Array.from({ length: 5 + (seed % 2) }, (_, i) => note(60 + (mix(seed, i) % 12), 0, 10 + (mix(i, seed) % 50))),
    );
    for (const [s, song] of songs.entries()) {
      const first = path.join(folder, `${s}`, "0.mid");
      fs.mkdirSync(path.dirname(first));
      fs.writeFileSync(first, smf([song.flat()]));
      for (let copy = 1; copy < 100; copy++) fs.linkSync(first, path.join(folder, `${s}`, `${copy}.mid`));
    }
    const corpus = await readCorpus(folder);
    expect(corpus).toMatchObject({ files: 100_000, notes: 550_000, skipped: [] });
    expect(corpus.melodies).toHaveLength(100_000);
    // Notes lie in a few blocks, not in four arrays of each melody's own.
    expect(new Set(corpus.melodies.map(({ start }) => start.buffer)).size).toBeLessThan(1000);

    const dataset = makeDataset(corpus.melodies, preset);
    const train = songsOf(dataset, "train").length;
    expect(train).toBeGreaterThan(2 * 70_000);
    expect(dataset.songs).toHaveLength(100_000 + train / 2);
    expect(dataset.windows.train.count).toBeGreaterThan(2 * train - 1);
    expect(dataset.batches.train.batch(0, dataset.batches.train.steps(0) - 1).timesteps).toBe(4);
    expect(dataset.fingerprint.parts.collection).toMatch(/^100000 melodies, 550000 notes/);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}, 300_000);

it("a million notes become a dataset without an object for each", () => {
  const melodies = Array.from({ length: 100 }, (_, seed) => {
    const length = 10_000;
    const start = Float64Array.from({ length }, (_, i) => i * 0.25);
    const columns = {
      length,
      pitch: Uint8Array.from(start, (_, i) => 48 + (mix(seed, i) % 24)),
      velocity: Uint8Array.from(start, (_, i) => 40 + (mix(i, seed) % 60)),
      start,
      end: start.map((from, i) => from + 0.05 * (1 + (mix(i) % 8))),
    };
    return new Melody({ file: `${seed}.mid`, track: "", program: 0 }, columns);
  });
  const objects = vi.spyOn(Melody.prototype, "notes", "get");
  const dataset = makeDataset(melodies, preset);
  expect(dataset.windows.train.count).toBeGreaterThan(700_000);
  // Not the spy's own matcher: it would print every call.
  expect(objects.mock.calls.length).toBe(0);
});
