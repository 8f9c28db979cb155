import { mkdtempSync, rmSync, writeFileSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { songsOf } from "../../lib/dataset";
import { peopleRange, type PeopleWindow } from "../../lib/evaluation";
import {
  asWritten,
  bestWeight,
  bitsBehind,
  decodingRow,
  meanBits,
  mixedTunes,
  peopleSurprise,
  predictTunes,
  readUnseenRecord,
  recordedModel,
  tuneOpponents,
  twoOpinions,
  unseen,
  type UnseenRecord,
  writeUnseenRecord,
} from "../../lib/experiment";
import { packWeights } from "../../lib/model";
import { evaluate, pointing } from "../../lib/training";
import { tinyDataset, tinyMelodies, tinyMelody } from "../training/tiny";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "unseen-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const melodies = [...tinyMelodies(20), ...[30, 31, 32, 33].map((seed) => tinyMelody(seed, seed))];
const changes = { model: "pointer", units: [32], wholeSongs: true, timesteps: 35, transpositions: [2] } as const;

it("bits per note over tunes are those over all their notes, for networks and tables alike", async () => {
  const dataset = tinyDataset(changes, melodies);
  const model = pointing.make(dataset.preset, dataset.vocabulary);
  const { trigram, memory } = tuneOpponents(dataset);
  const tunes = await predictTunes(dataset, "validation", { network: model, trigram, memory });
  expect(tunes.reduce((sum, { notes }) => sum + notes, 0)).toBe(dataset.windows.validation.notes);
  const whole = (await evaluate(model, dataset.batches.validation)) as { loss: number };
  expect(meanBits(tunes, "network").mean).toBeCloseTo(whole.loss / Math.LN2, 4);
  const gap = bitsBehind(tunes, "network", "memory");
  expect(gap.mean).toBeCloseTo(meanBits(tunes, "network").mean - meanBits(tunes, "memory").mean, 10);
  expect(gap.low).toBeLessThanOrEqual(gap.mean);
  model.dispose();
});

it("two together are weighed by what the validation tunes say, and surprise as their mean probability does", async () => {
  const dataset = tinyDataset(changes, melodies);
  const model = pointing.make(dataset.preset, dataset.vocabulary);
  const { memory } = tuneOpponents(dataset);
  const opinions = await twoOpinions(dataset, "validation", model, memory);
  const alone = await predictTunes(dataset, "validation", { network: model, memory });
  const [all, nothing] = [mixedTunes(opinions, 1), mixedTunes(opinions, 0)];
  alone.forEach(({ file, notes, bits }, i) => {
    expect(all[i]).toMatchObject({ file, notes });
    expect(all[i].bits.mixed).toBeCloseTo(bits.network, 4);
    expect(all[i].bits.network).toBe(all[i].bits.mixed);
    expect(nothing[i].bits.mixed).toBeCloseTo(bits.memory, 6);
  });
  const weight = bestWeight(opinions);
  const bitsAt = (w: number) => meanBits(mixedTunes(opinions, w), "mixed").mean;
  for (const other of [0, 0.25, 0.5, 0.75, 1]) expect(bitsAt(weight)).toBeLessThanOrEqual(bitsAt(other));
  model.dispose();
});

it("people's surprise is that of the notes after the openings", async () => {
  const dataset = tinyDataset(changes, melodies);
  const model = pointing.make(dataset.preset, dataset.vocabulary);
  const openings = songsOf(dataset, "validation").flatMap(({ file, indices }) =>
    indices.length < 20 ? [] : { file, notes: indices.slice(0, 6), people: indices.slice(6, 20) },
  );
  const heard = (end: number) => {
    const songs = dataset.songs.map((song) => ({ ...song, indices: song.indices.slice(0, end) }));
    return predictTunes({ ...dataset, songs }, "validation", { network: model });
  };
  const total = (tunes: Awaited<ReturnType<typeof heard>>) =>
    tunes
      .filter(({ file }) => openings.some((opening) => opening.file === file))
      .reduce((sum, { bits, notes }) => sum + notes * bits.network, 0);
  const after = total(await heard(20)) - total(await heard(6));
  expect(openings.length).toBeGreaterThan(0);
  expect(peopleSurprise(model, openings)).toBeCloseTo(after / (14 * openings.length), 2);
  expect(peopleSurprise(model, [])).toBeNull();
  model.dispose();
});

it("a weight, by hand: one is right about the first note, the other about the second", () => {
  const tune = { file: "", network: Float32Array.of(0.5, 0.25), other: Float64Array.of(0.25, 0.5) };
  expect(bestWeight([tune])).toBe(0.5);
  expect(mixedTunes([tune], 0.5)[0].bits.mixed).toBeCloseTo(-Math.log2(0.375), 12);
  expect(() => bestWeight([])).toThrow(/No tune/);
});

it("opponents read the tunes as they were written", () => {
  const dataset = tinyDataset(changes, melodies);
  const songs = songsOf(asWritten(dataset), "train");
  expect(songs.length * 2).toBe(songsOf(dataset, "train").length);
  expect(songs.every(({ semitones }) => semitones === 0)).toBe(true);
});

describe("a way of decoding in figures", () => {
  const piece = (distinct: number, seqRep4: number, longestCopy: number, stage: 1 | 2 | 3 = 3): PeopleWindow => ({
    stage,
    distinct,
    seqRep4,
    longestCopy,
  });
  const range = peopleRange(Array.from({ length: 101 }, (_, i) => piece(i, i / 100, i)));

  it("counts stages, and pieces within the range, in each measure and in all", () => {
    const row = decodingRow("x", [piece(50, 0.5, 50), piece(2, 0.5, 60, 2), piece(50, 0.99, 1)], range);
    expect(row).toEqual({
      name: "x",
      pieces: 3,
      stages: { 1: 0, 2: 2, 3: 1 }, // repeating itself more than people do is not stage 3
      longestCopy: 50,
      seqRep4: 0.5,
      distinct: 50,
      within: { longestCopy: 2, seqRep4: 2, distinct: 2 },
      withinPeople: 1,
    });
    expect(() => decodingRow("x", [], range)).toThrow(/no pieces/);
  });
});

describe("the long run's record", () => {
  const dataset = tinyDataset(changes, melodies);
  const record: UnseenRecord = {
    command: "c",
    date: "2026-11-25T00:00:00.000Z",
    machine: { cpu: "x", cores: 2, memory: 8, system: "Linux x64" },
    seconds: 1,
    cpuSeconds: 2,
    preset: dataset.preset,
    vocabulary: dataset.vocabulary.toJSON(),
    parameters: 3,
    trainingTunes: songsOf(asWritten(dataset), "train").length,
    history: [{ epoch: 1, loss: 2, validationLoss: 3, cpuSeconds: 2 }],
    unseen: {
      collection: "folk",
      tunes: songsOf(dataset, "test").length,
      bitsPerNote: { network: 1, plain: 2, kneserNey: 3, memory: 4 },
      composed: { pieces: 24, withinPeople: 20 },
    },
    predictors: [{ name: "network", bits: { mean: 1, low: 0, high: 2 }, network: { mean: 0, low: 0, high: 0 } }],
    people: { distinct: [1, 2] },
    decoding: [],
    validation: [],
    chosen: "x",
    networkWeight: 0.5,
    peopleBits: 2,
    every: [{ name: "x", openings: 1, pieces: 3, withinPeople: 2, share: { mean: 0.67, low: 0.67, high: 0.67 } }],
    pieces: [{ file: "a", piece: [2] }],
  };

  it("is read as it was written, and refused where it is damaged", () => {
    const file = join(folder, "run.json");
    expect(readUnseenRecord(file)).toBeNull();
    writeUnseenRecord(file, record);
    expect(readUnseenRecord(file)).toEqual(JSON.parse(JSON.stringify(record)));
    writeFileSync(file, "{}");
    expect(() => readUnseenRecord(file)).toThrow(/is no record of chapter 8's long run/);
  });

  it("has its model with it, for the tunes that it learned from", () => {
    const file = join(folder, "run.json");
    expect(recordedModel(record, file, melodies)).toBeNull();
    const model = pointing.make(dataset.preset, dataset.vocabulary);
    writeFileSync(join(folder, "run.weights"), packWeights(model));
    const { model: again, dataset: known } = recordedModel(record, file, melodies)!;
    expect(known.vocabulary.symbols).toEqual(dataset.vocabulary.symbols);
    expect(known.songs).toEqual(asWritten(dataset).songs);
    expect([...packWeights(again)]).toEqual([...packWeights(model)]);
    [model, again].forEach((each) => each.dispose());
    expect(recordedModel(record, file, melodies.slice(0, 5))).toBeNull();
    writeFileSync(join(folder, "run.weights"), "short");
    expect(() => recordedModel(record, file, melodies)).toThrow(/bytes of weights/);
  });
});

it("the long run's settings are those of the claim: families apart, whole tunes, one velocity bin", () => {
  expect(unseen).toMatchObject({ split: "family", wholeSongs: true, songs: null, model: "pointer" });
  expect(unseen.velocityBins).toEqual({ method: "quantile", count: 1 });
});

describe("the long run as it is committed", () => {
  const committed = readUnseenRecord(join(__dirname, "../../data/unseen-run.json"))!;
  const { validation, decoding, chosen, every } = committed;

  it("counts the way that the validation tunes chose, most of whose pieces lie within people's range", () => {
    const drawn = validation.filter(({ name }) => name !== "people");
    const most = Math.max(...drawn.map(({ withinPeople }) => withinPeople));
    expect(drawn.find(({ withinPeople }) => withinPeople === most)!.name).toBe(chosen);
    const { pieces, withinPeople } = decoding.find(({ name }) => name === chosen)!;
    expect(committed.unseen.composed).toEqual({ pieces, withinPeople });
    expect(withinPeople).toBeGreaterThanOrEqual(20);
    expect(committed.pieces).toHaveLength(pieces);
  });

  it("has people and the chosen way from every opening, and shares that are those of the counts", () => {
    expect(every.map(({ name }) => name)).toEqual(expect.arrayContaining(["people", chosen]));
    for (const { pieces, withinPeople, share } of every) {
      expect(share.mean).toBeCloseTo(withinPeople / pieces, 4);
      expect(share.low).toBeLessThan(share.mean);
      expect(share.high).toBeGreaterThan(share.mean);
    }
  });

  it("is ahead of every opponent by more than the interval", () => {
    const opponents = committed.predictors.filter(({ name }) => !name.startsWith("network"));
    expect(opponents.length).toBeGreaterThanOrEqual(4);
    for (const { network } of opponents) expect(network.high).toBeLessThan(0);
  });
});
