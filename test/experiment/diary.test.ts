import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { Melody } from "../../lib/corpus/melody";
import { readMidi } from "../../lib/corpus/midi-file";
import type { Note } from "../../lib/corpus/note";
import { fitBins } from "../../lib/encoding/bins";
import { Vocabulary } from "../../lib/encoding/vocabulary";
import { diaryFile, diaryWriter, seedsFrom } from "../../lib/experiment/diary";
import { measurer } from "../../lib/evaluation/measure";
import { stage } from "../../lib/evaluation/stage";
import { generate } from "../../lib/generation/decode";
import { Seq2Seq } from "../../lib/model/seq2seq";
import { tf } from "../../lib/tensorflow";
import { presets } from "../../lib/preset";
import type { Dataset } from "../../lib/dataset/dataset";
import type { Split } from "../../lib/dataset/split";

const bins = { velocity: fitBins([80], []), duration: fitBins([0.25, 1], [0.5]) };
const notes = [60, 62, 64, 65].flatMap((pitch) => [0.25, 1].map((end) => ({ pitch, velocity: 80, start: 0, end })));
const vocabulary = Vocabulary.from([Melody.from({ file: "a.mid", track: "", program: 0, notes })], bins);
const model = new Seq2Seq({ vocabulary: vocabulary.size, units: [8, 8], dropout: 0, seed: 5 });
const trainingSongs = [Int32Array.of(0, 2, 4, 6, 4, 2), Int32Array.of(1, 3, 5, 7)];
const seedFromTraining = Int32Array.of(0, 2, 4, 6);
const seedHeldOut = Int32Array.of(7, 6, 5, 1);
let folder: string;
beforeEach(() => void (folder = fs.mkdtempSync(path.join(os.tmpdir(), "diary-"))));
const base = () => ({ vocabulary, trainingSongs, folder, seedFromTraining, seedHeldOut });
afterAll(() => model.dispose());

describe("diaryWriter", () => {
  it("writes the argmax piece and gives its measures", async () => {
    const entry = await diaryWriter(base())(model, 10);
    const [piece] = generate(model, [seedFromTraining], { length: 100 });
    const { notes, distinct, longestRun, loopPeriod, stage, longestCopy, pitchEntropy } = measurer(
      vocabulary,
      trainingSongs,
    )(piece);
    expect(entry).toMatchObject({
      epoch: 10,
      file: "diary/epoch-0010.mid",
      notes,
      distinct,
      longestRun,
      loopPeriod,
      stage,
      longestCopy,
    });
    expect(notes).toBe(100);
    expect(entry.indices).toEqual([...piece]);
    expect(entry.measures?.pitchEntropy).toBe(pitchEntropy);
    const played = readMidi(path.join(folder, entry.file)).tracks[0].notes;
    expect(played.map((note) => note.pitch)).toEqual(vocabulary.decode(piece).map((note) => note.pitch));
  });

  it("keeps the piece from the held-out seed apart", async () => {
    const entry = await diaryWriter({ ...base(), length: 30 })(model, 7);
    const [piece] = generate(model, [seedHeldOut], { length: 30 });
    const { stage, loopPeriod, longestCopy } = measurer(vocabulary, trainingSongs)(piece);
    expect(entry.measures).toMatchObject({
      heldOutStage: stage,
      heldOutLoopPeriod: loopPeriod,
      heldOutLongestCopy: longestCopy,
    });
    const played = readMidi(path.join(folder, diaryFile(7, true))).tracks[0].notes;
    expect(played.map((note) => note.pitch)).toEqual(vocabulary.decode(piece).map((note) => note.pitch));
    expect(diaryFile(7, true)).toBe("diary/epoch-0007-held-out.mid");
  });

  it("does without a held-out seed", async () => {
    const entry = await diaryWriter({ ...base(), seedHeldOut: null })(model, 12345);
    expect(fs.readdirSync(path.join(folder, "diary"))).toEqual(["epoch-12345.mid"]);
    expect(Object.keys(entry.measures!).filter((name) => name.startsWith("heldOut"))).toEqual([]);
  });

  it("hands each file on once it is there", async () => {
    const seen: [string, number, boolean][] = [];
    const onFile = async (file: string, played: readonly Note[]) =>
      void seen.push([path.relative(folder, file), played.length, fs.existsSync(file)]);
    await diaryWriter({ ...base(), length: 20, onFile })(model, 2);
    expect(seen).toEqual([
      ["diary/epoch-0002.mid", 20, true],
      ["diary/epoch-0002-held-out.mid", 20, true],
    ]);
  });

  it("plays the instrument asked for", async () => {
    await diaryWriter({ ...base(), program: 24 })(model, 1);
    expect(readMidi(path.join(folder, diaryFile(1))).tracks[0].program).toBe(24);
  });

  it("surveys the stages of other seeds, trained on and held out apart", async () => {
    const training = [seedFromTraining, seedHeldOut, Int32Array.of(3, 3, 0, 7)];
    const heldOut = [Int32Array.of(1, 0, 7, 7), Int32Array.of(4, 4, 4, 4)];
    const { measures } = await diaryWriter({ ...base(), survey: { training, heldOut } })(model, 4);
    const shares = (seeds: Int32Array[]) =>
      [1, 2, 3].map(
        (s) => generate(model, seeds, { length: 100 }).filter((piece) => stage(piece) === s).length / seeds.length,
      );
    expect([measures!.stage1Share, measures!.stage2Share, measures!.stage3Share]).toEqual(shares(training));
    const { heldOutStage1Share, heldOutStage2Share, heldOutStage3Share } = measures!;
    expect([heldOutStage1Share, heldOutStage2Share, heldOutStage3Share]).toEqual(shares(heldOut));
  });

  it("gives an entry that JSON keeps as it is", async () => {
    const entry = await diaryWriter(base())(model, 3);
    expect(JSON.parse(JSON.stringify(entry))).toEqual(entry);
  });

  it("leaves no tensors behind", async () => {
    const compose = diaryWriter(base());
    await compose(model, 1);
    const before = tf.memory().numTensors;
    await compose(model, 2);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("seedsFrom", () => {
  const dataset = (train: number[][], validation: number[][]): Pick<Dataset, "songs" | "preset"> => {
    const songs = (side: number[][], split: Split) =>
      side.map((notes) => ({ file: "", track: "", split, semitones: 0, indices: Int32Array.from(notes) }));
    return {
      songs: [...songs(train, "train"), ...songs(validation, "validation")],
      preset: { ...presets.quick, timesteps: 4 },
    };
  };
  const loops = [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4]; // 4 different notes at once, but a loop
  const goesOn = [5, 6, 5, 7, 8, 5, 9, 5, 10, 11, 12, 13];
  const goesOnToo = [5, 6, 7, 7, 8, 5, 9, 5, 10, 11, 12, 14];
  const poor = [6, 6, 6, 7, 8, 5, 9, 5, 10, 11, 12, 13];

  it("leaves songs in other keys out", () => {
    const { songs, preset } = dataset([loops, poor, goesOn], []);
    const moved = songs.map((song) => ({ ...song, semitones: 1, indices: song.indices.map((note) => note + 1) }));
    expect(seedsFrom({ songs: [...moved, ...songs], preset })).toEqual(seedsFrom({ songs, preset }));
  });

  it("takes the opening with the most different notes, the first of several, of songs that do not loop", () => {
    const { seedFromTraining, seedHeldOut, survey } = seedsFrom(
      dataset([loops, poor, goesOn, goesOnToo], [poor, loops]),
    );
    expect([seedFromTraining, seedHeldOut]).toEqual([Int32Array.of(5, 6, 5, 7), Int32Array.of(6, 6, 6, 7)]);
    expect(survey?.training.map((w) => [...w])).toEqual([
      [1, 2, 3, 4],
      [6, 6, 6, 7],
      [5, 6, 5, 7],
      [5, 6, 7, 7],
    ]);
    expect(survey?.heldOut.map((w) => [...w])).toEqual([
      [6, 6, 6, 7],
      [1, 2, 3, 4],
    ]);
  });

  it("looks at as much of a song as the diary composes", () => {
    const later = [...goesOn, ...loops];
    expect(seedsFrom(dataset([later, poor], [])).seedFromTraining).toEqual(Int32Array.of(6, 6, 6, 7));
    expect(seedsFrom(dataset([later, poor], []), 12).seedFromTraining).toEqual(Int32Array.of(5, 6, 5, 7));
  });

  it("takes a song that loops, or one too short to tell, where there is no other", () => {
    expect(seedsFrom(dataset([[1, 1, 1, 1], loops], [])).seedFromTraining).toEqual(Int32Array.of(1, 2, 3, 4));
  });

  it("has none from a held-out song where there is none", () => {
    expect(seedsFrom(dataset([goesOn], []))).toMatchObject({ seedHeldOut: null, survey: { heldOut: [] } });
    expect(() => seedsFrom(dataset([], [goesOn]))).toThrow(/no training song/);
  });
});
