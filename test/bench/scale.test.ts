import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { expect, it } from "vitest";
import { makePlan } from "../../bench/plan";
import { midiFiles } from "../../bench/read-bench";
import { rowFaults } from "../../bench/report";
import { scaleRow } from "../../bench/summary";
import { varyCollection } from "../../bench/vary";
import { defaultFolder, readCorpus } from "../../lib/corpus";

it("a varied collection has as many songs as asked for, all different, and the same every time", async () => {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "vary-"));
  try {
    const songs = midiFiles(defaultFolder());
    const made = (name: string) => {
      varyCollection(songs, path.join(scratch, name), 210);
      return midiFiles(path.join(scratch, name)).map((file) => fs.readFileSync(file).toString("base64"));
    };
    const first = made("a");
    expect(made("b")).toEqual(first);
    expect(new Set(first).size).toBe(210);
    const { melodies, files, skipped } = await readCorpus(path.join(scratch, "a"));
    expect({ files, skipped }).toEqual({ files: 210, skipped: [] });
    expect(new Set(melodies.map(({ pitch }) => pitch.join(" "))).size).toBeGreaterThan(200);
  } finally {
    fs.rmSync(scratch, { recursive: true });
  }
});

it("the row scale is that of the largest collection", () => {
  const scale = { notes: 1, oneThread: 1, firstStep: 1, firstStepAgain: 1, again: 1, memory: null };
  const scales = [
    { ...scale, files: 1000, ours: 900, symusic: 500 },
    { ...scale, files: 10_000, ours: 4000, symusic: 3000 },
  ];
  const [{ row, ratio }] = scaleRow(scales, "avx2");
  expect(row).toEqual({
    name: "scale",
    unit: "files/s",
    cpu: "avx2",
    ours: 4000,
    peers: { symusic: 3000 },
    limit: null,
  });
  expect(ratio.symusic).toBeCloseTo(4 / 3, 4);
  expect(rowFaults([row])).toEqual([]);
  expect(scaleRow([{ ...scales[0], symusic: null }], "avx2")[0].row.peers).toEqual({});
  expect(scaleRow([], "avx2")).toEqual([]);
});

it("a hundred thousand files are for who asks for the row by name", () => {
  expect(makePlan([]).scale).toEqual([1000, 10_000]);
  expect(makePlan(["scale"]).scale).toEqual([1000, 10_000, 100_000]);
  expect(makePlan(["scale"]).models).toEqual([]);
  expect(makePlan(["read"]).scale).toEqual([]);
});
