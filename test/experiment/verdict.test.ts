import { describe, expect, it } from "vitest";
import {
  forgetVerdict,
  lossRows,
  lossVerdict,
  NO_EPOCH,
  recitingVerdict,
  stagesVerdict,
  teacherVerdict,
} from "../../lib/experiment/verdict";

const epoch = (epoch: number, loss: number, validationLoss: number | null) => ({
  epoch,
  loss,
  accuracy: 0.5,
  validationLoss,
  validationAccuracy: validationLoss === null ? null : 0.25,
  seconds: 1,
  notesPerSecond: 1,
});
const run = (...history: ReturnType<typeof epoch>[]) => ({
  history,
  last: history[history.length - 1],
  best: history.find(({ validationLoss }) => validationLoss !== null),
  dataset: { vocabulary: { size: 100 } },
});

describe("lossRows", () => {
  it("sets the losses beside ln V", () => {
    const rows = lossRows(run(epoch(1, 3, 3.5), epoch(2, 1, 4)));
    expect(rows.map(({ songs }) => songs)).toEqual([
      "any, without an opinion",
      "training songs",
      "validation songs",
      "at their best, after epoch 1",
    ]);
    expect(rows[0].loss).toBeCloseTo(Math.log(100), 12);
    expect(rows[0].perplexity).toBeCloseTo(100, 9);
    expect(rows[1]).toEqual({ songs: "training songs", loss: 1, perplexity: Math.E, "right (%)": 50 });
  });

  it("leaves out what is not there", () => {
    expect(lossRows(run())).toHaveLength(1);
    expect(lossRows(run(epoch(1, 3, null)))).toHaveLength(2);
  });
});

describe("lossVerdict", () => {
  it.each([
    [[], NO_EPOCH],
    [[epoch(1, 4.5, 4.6)], /After 1 epoch the loss is still near ln V = 4\.61: .*hardly begun/],
    [[epoch(1, 3, 4), epoch(2, 0.2, 6.2)], /After 2 epochs the validation loss is 6\.0 nats above .*these songs/],
    [[epoch(1, 1, 1.2)], /holds for other songs/],
    [[epoch(1, 1, null)], /no validation songs/],
  ])("%j", (history, expected) => {
    expect(lossVerdict(run(...history))).toMatch(expected);
  });
});

describe("stagesVerdict", () => {
  const diary = (...stages: (1 | 2 | 3)[]) => stages.map((stage, i) => ({ epoch: i + 1, stage }));
  it.each([
    [diary(), NO_EPOCH],
    [diary(1, 2, 3), "stage 1 after epoch 1, stage 2 after epoch 2, stage 3 after epoch 3. All three stages, in the"],
    [diary(1, 1), "First seen: stage 1 after epoch 1; 1 of the three stages so far. More epochs"],
    [diary(3, 2, 1), "not in the article's order"],
  ])("%j", (entries, expected) => {
    expect(stagesVerdict(entries)).toContain(expected);
  });
});

it("recitingVerdict tells reciting from repeating, and says where neither is learned", () => {
  expect(recitingVerdict(3, 2)).toContain("Not even");
  expect(recitingVerdict(90, 10)).toContain("not how to repeat");
  expect(recitingVerdict(90, 80)).toContain("learned to repeat");
  expect(recitingVerdict(90, NaN)).toContain("no held-out songs");
});

it("forgetVerdict tells gates that move from gates that stand still", () => {
  expect(forgetVerdict({ low: 0.05, high: 0.98 })).toMatch(/moves between 0\.05 and 0\.98: at some notes/);
  expect(forgetVerdict({ low: 0.7, high: 0.75 })).toMatch(/only between 0\.70 and 0\.75/);
});

it.each([
  [[1, 2], [1, 2, 3, 4, 5], "has 6 of 8 right; alone, 3. Its first mistake, at note 2,"],
  [[0], [], "has 7 of 8 right; alone, 8. It knows the melody by heart"],
  [[0], [0], "has 7 of 8 right; alone, 7. Here being alone costs nothing."],
  [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5, 6, 7], "has 2 of 8 right; alone, 0. It does not know this melody"],
])("teacherVerdict counts %j against %j", (told, alone, words) => {
  expect(teacherVerdict(told, alone, 8)).toContain(words);
});
