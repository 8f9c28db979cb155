import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { Melody } from "../../lib/corpus/melody";
import { readMidi } from "../../lib/corpus/midi-file";
import { listMidiFiles } from "../../lib/corpus/midi-folder";
import type { Note } from "../../lib/corpus/note";
import { fitBins } from "../../lib/encoding/bins";
import { Vocabulary } from "../../lib/encoding/vocabulary";
import { diaryDue, diaryFile, diaryFor, diaryWriter, promptsFrom, whenDue } from "../../lib/experiment/diary";
import { measurer } from "../../lib/evaluation/measure";
import { stage } from "../../lib/evaluation/stage";
import { generate } from "../../lib/generation/decode";
import { Seq2Seq } from "../../lib/model/seq2seq";
import { tf } from "../../lib/tensorflow";
import { presets } from "../../lib/preset";
import { songsOf, type Dataset } from "../../lib/dataset/dataset";
import type { Split } from "../../lib/dataset/split";
import { tinyDataset } from "../training/tiny";

const bins = { velocity: fitBins([80], []), duration: fitBins([0.25, 1], [0.5]) };
const notes = [60, 62, 64, 65].flatMap((pitch) => [0.25, 1].map((end) => ({ pitch, velocity: 80, start: 0, end })));
const vocabulary = Vocabulary.from([Melody.from({ file: "a.mid", track: "", program: 0, notes })], bins);
const model = new Seq2Seq({ vocabulary: vocabulary.size, units: [8, 8], dropout: 0, seed: 5 });
const trainingSongs = [Int32Array.of(0, 2, 4, 6, 4, 2), Int32Array.of(1, 3, 5, 7)];
const trainingPrompt = Int32Array.of(0, 2, 4, 6);
const validationPrompt = Int32Array.of(7, 6, 5, 1);
let folder: string;
beforeEach(() => void (folder = fs.mkdtempSync(path.join(os.tmpdir(), "diary-"))));
const base = () => ({ vocabulary, trainingSongs, folder, trainingPrompt, validationPrompt });
afterAll(() => model.dispose());

describe("diaryWriter", () => {
  it("writes the argmax piece and gives its measures", async () => {
    const entry = await diaryWriter(base())(model, 10);
    const [piece] = generate(model, [trainingPrompt], { length: 100 });
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

  it("writes where no later run takes its pieces for songs, though the results lie among them", async () => {
    await diaryWriter({ ...base(), length: 30 })(model, 7);
    expect(listMidiFiles(folder).files).toEqual([]);
    expect(fs.readdirSync(path.join(folder, "diary"))).toContain("epoch-0007.mid");
  });

  it("keeps the piece from the validation song apart", async () => {
    const entry = await diaryWriter({ ...base(), length: 30 })(model, 7);
    const [piece] = generate(model, [validationPrompt], { length: 30 });
    const { stage, loopPeriod, longestCopy } = measurer(vocabulary, trainingSongs)(piece);
    expect(entry.measures).toMatchObject({
      validationStage: stage,
      validationLoopPeriod: loopPeriod,
      validationLongestCopy: longestCopy,
    });
    const played = readMidi(path.join(folder, diaryFile(7, true))).tracks[0].notes;
    expect(played.map((note) => note.pitch)).toEqual(vocabulary.decode(piece).map((note) => note.pitch));
    expect(diaryFile(7, true)).toBe("diary/epoch-0007-validation.mid");
  });

  it("does without a validation song", async () => {
    const entry = await diaryWriter({ ...base(), validationPrompt: null })(model, 12345);
    expect(fs.readdirSync(path.join(folder, "diary"))).toEqual([".composed", "epoch-12345.mid"]);
    expect(Object.keys(entry.measures!).filter((name) => name.startsWith("validation"))).toEqual([]);
  });

  it("hands each file on once it is there", async () => {
    const seen: [string, number, boolean][] = [];
    const onFile = async (file: string, played: readonly Note[]) =>
      void seen.push([path.relative(folder, file), played.length, fs.existsSync(file)]);
    await diaryWriter({ ...base(), length: 20, onFile })(model, 2);
    expect(seen).toEqual([
      ["diary/epoch-0002.mid", 20, true],
      ["diary/epoch-0002-validation.mid", 20, true],
    ]);
  });

  it("plays the instrument asked for", async () => {
    await diaryWriter({ ...base(), program: 24 })(model, 1);
    expect(readMidi(path.join(folder, diaryFile(1))).tracks[0].program).toBe(24);
  });

  it("surveys the stages of other prompts, of training and validation songs apart", async () => {
    const training = [trainingPrompt, validationPrompt, Int32Array.of(3, 3, 0, 7)];
    const validation = [Int32Array.of(1, 0, 7, 7), Int32Array.of(4, 4, 4, 4)];
    const { measures } = await diaryWriter({ ...base(), survey: { training, validation } })(model, 4);
    const shares = (prompts: Int32Array[]) =>
      [1, 2, 3].map(
        (s) => generate(model, prompts, { length: 100 }).filter((piece) => stage(piece) === s).length / prompts.length,
      );
    expect([measures!.stage1Share, measures!.stage2Share, measures!.stage3Share]).toEqual(shares(training));
    const { validationStage1Share, validationStage2Share, validationStage3Share } = measures!;
    expect([validationStage1Share, validationStage2Share, validationStage3Share]).toEqual(shares(validation));
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

describe("diaryFor", () => {
  it("composes from the dataset's prompts and compares with its training songs", async () => {
    const dataset = tinyDataset();
    const own = new Seq2Seq({ vocabulary: dataset.vocabulary.size, units: [8], dropout: 0, seed: 5 });
    const trainingSongs = songsOf(dataset, "train").map((song) => song.indices);
    const byHand = { ...promptsFrom(dataset, 30), vocabulary: dataset.vocabulary, trainingSongs, length: 30, folder };
    const seen: string[] = [];
    const onFile = (file: string) => void seen.push(path.relative(folder, file));
    const entry = await diaryFor(dataset, folder, { length: 30, onFile })(own, 4);
    expect(entry).toEqual(await diaryWriter(byHand)(own, 4));
    expect(seen).toEqual([diaryFile(4), diaryFile(4, true)]);
    own.dispose();
  });
});

describe("diaryDue", () => {
  it("is after the first epoch, each multiple and the last", () => {
    expect([1, 2, 3, 4, 5, 6, 7].filter((epoch) => diaryDue(epoch, 3, 7))).toEqual([1, 3, 6, 7]);
  });
});

describe("whenDue", () => {
  it("composes after the epochs at which an entry is due, and says so before it does", async () => {
    const said: string[] = [];
    const compose = diaryWriter({ ...base(), length: 20 });
    const onEpoch = whenDue(async (m, epoch) => (said.push(`epoch ${epoch}`), compose(m, epoch)), 3);
    const doing = async (what: string): Promise<void> => void said.push(what);
    const made: (number | undefined)[] = [];
    for (const epoch of [1, 2, 3, 4]) made.push((await onEpoch(model, epoch, { epochs: 4, doing }))?.epoch);
    expect(made).toEqual([1, undefined, 3, 4]);
    expect(said).toEqual([1, 3, 4].flatMap((epoch) => ["composing", `epoch ${epoch}`]));
  });
});

describe("promptsFrom", () => {
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
    expect(promptsFrom({ songs: [...moved, ...songs], preset })).toEqual(promptsFrom({ songs, preset }));
  });

  it("takes the opening with the most different notes, the first of several, of songs that do not loop", () => {
    const { trainingPrompt, validationPrompt, survey } = promptsFrom(
      dataset([loops, poor, goesOn, goesOnToo], [poor, loops]),
    );
    expect([trainingPrompt, validationPrompt]).toEqual([Int32Array.of(5, 6, 5, 7), Int32Array.of(6, 6, 6, 7)]);
    expect(survey?.training.map((w) => [...w])).toEqual([
      [1, 2, 3, 4],
      [6, 6, 6, 7],
      [5, 6, 5, 7],
      [5, 6, 7, 7],
    ]);
    expect(survey?.validation.map((w) => [...w])).toEqual([
      [6, 6, 6, 7],
      [1, 2, 3, 4],
    ]);
  });

  it("looks at as much of a song as the diary composes", () => {
    const later = [...goesOn, ...loops];
    expect(promptsFrom(dataset([later, poor], [])).trainingPrompt).toEqual(Int32Array.of(6, 6, 6, 7));
    expect(promptsFrom(dataset([later, poor], []), 12).trainingPrompt).toEqual(Int32Array.of(5, 6, 5, 7));
  });

  it("takes a song that loops, or one too short to tell, where there is no other", () => {
    expect(promptsFrom(dataset([[1, 1, 1, 1], loops], [])).trainingPrompt).toEqual(Int32Array.of(1, 2, 3, 4));
  });

  it("has none from a validation song where there is none", () => {
    expect(promptsFrom(dataset([goesOn], []))).toMatchObject({ validationPrompt: null, survey: { validation: [] } });
    expect(() => promptsFrom(dataset([], [goesOn]))).toThrow(/no training song/);
  });
});
