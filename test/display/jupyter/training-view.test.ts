import { describe, expect, it } from "vitest";
import {
  capture,
  entryText,
  showTrainingChart,
  trainingFigure,
  trainingText,
  trainingView,
} from "../../../lib/display";
import { trainingSvg } from "../../../lib/display/plots/training-chart";
import type { DiaryEntry } from "../../../lib/experiment";
import type { EpochRecord, TrainingProgress } from "../../../lib/training";
import { EVIL, parseHtml, parseSvg } from "../svg";

const record = (epoch: number, validationLoss: number | null = null): EpochRecord => ({
  epoch,
  loss: 4 / epoch,
  accuracy: 1 - 1 / epoch,
  validationLoss,
  validationAccuracy: validationLoss === null ? null : 0.5,
  seconds: 1,
  notesPerSecond: 11_000,
});
const entry = (epoch: number, loopPeriod: number | null, stage: 1 | 2 | 3 | null): DiaryEntry => ({
  epoch,
  file: "a.mid",
  notes: 100,
  distinct: 7,
  longestRun: 2,
  loopPeriod,
  stage,
  longestCopy: null,
  indices: [0, 1],
});
type Progress = TrainingProgress<DiaryEntry>;
const progress = (change: Partial<Progress> = {}): Progress => ({
  state: "training",
  epoch: 3,
  epochs: 75,
  step: 30,
  steps: 64,
  loss: 1.234,
  accuracy: 0.5,
  notesPerSecond: 11_234.4,
  secondsLeft: 185,
  resumedFrom: null,
  history: [record(1), record(2)],
  diary: [],
  messages: [],
  ...change,
});

describe("trainingText", () => {
  it("says how far, how fast and how long", () => {
    expect(trainingText(progress())).toBe(
      "training: epoch 3 of 75 · step 30 of 64 · loss 1.23 · accuracy 50 % · 11,234 notes/s · 3 min 05 s left",
    );
  });
  it("says when a run was resumed, stopped or finished, and then not how long", () => {
    expect(trainingText(progress({ resumedFrom: 2 }))).toMatch(/ · resumed after 2 epochs$/);
    expect(trainingText(progress({ resumedFrom: 1 }))).toMatch(/ · resumed after 1 epoch$/);
    expect(trainingText(progress({ resumedFrom: 0 }))).toMatch(/ · resumed within the first epoch$/);
    expect(trainingText(progress({ state: "stopped" }))).toMatch(/^stopped: epoch 3 of 75 · loss(?!.*left)/);
    expect(trainingText(progress({ state: "finished", epoch: 75 }))).toMatch(/^finished: epoch 75 of 75(?!.*left)/);
  });
  it("leaves out what is not known yet", () => {
    expect(
      trainingText(
        progress({ state: "starting", epoch: 1, loss: null, accuracy: null, notesPerSecond: null, secondsLeft: null }),
      ),
    ).toBe("starting: epoch 1 of 75");
  });
});

it("says what a diary entry shows", () => {
  expect(entryText(entry(10, 4, 2))).toBe("epoch 10: 100 notes, 7 different, ends in a loop of 4 notes, stage 2");
  expect(entryText(entry(1, 1, 1))).toContain("ends on one note repeated");
  expect(entryText(entry(75, null, 3))).toContain("no loop, stage 3");
  expect(entryText(entry(75, null, 2))).toContain("no loop, stage 2"); // of few notes
  expect(entryText(entry(75, null, null))).toContain("no loop, none of the stages");
  expect(entryText({ ...entry(30, null, 2), longestRun: 13 })).toBe(
    "epoch 30: 100 notes, 7 different, holds one note for 13 notes, stage 2",
  );
});

describe("the curves", () => {
  it("are drawn from the history, validation songs apart", () => {
    const lines = (history: EpochRecord[]): number =>
      Array.from(parseSvg(trainingSvg({ history, epochs: 10 })).querySelectorAll("path")).filter((path) =>
        /L/.test(path.getAttribute("d")!),
      ).length;
    expect(lines([record(1), record(2)])).toBe(2);
    expect(lines([record(1, 5), record(2, 4)])).toBe(4);
    expect(trainingFigure([record(1, 5), record(2, 4)]).data.map(({ name, x, y }) => [name, x, y])).toEqual([
      ["loss, training", [1, 2], [4, 2]],
      ["loss, validation", [1, 2], [5, 4]],
      ["accuracy, training", [1, 2], [0, 0.5]],
      ["accuracy, validation", [1, 2], [0.5, 0.5]],
    ]);
  });
  it("can be shown of a finished run", async () => {
    const [{ data }] = await capture(() => showTrainingChart([record(1, 5), record(2, 4)]));
    expect(data["text/plain"]).toBe(
      "Loss and accuracy over 2 epochs: at the end 2 nats per note and 50 % on training songs; on validation songs 4 and 50 %.",
    );
    expect(parseSvg(data["image/svg+xml"] as string).querySelectorAll(".scatterlayer path.js-line").length).toBe(4);
  });
  it("can be drawn with a single epoch, or a loss that is no number", () => {
    expect(() => parseSvg(trainingSvg({ history: [record(1)], epochs: 1 }))).not.toThrow();
    expect(trainingSvg({ history: [record(1), { ...record(2), loss: NaN }], epochs: 3 })).not.toContain("NaN,");
  });
});

describe("trainingView", () => {
  const listen = (): { notes: { pitch: number; velocity: number; start: number; end: number }[]; title: string } => ({
    notes: [{ pitch: 60, velocity: 90, start: 0, end: 0.5 }],
    title: EVIL,
  });

  it("updates in place and ends with the Plotly figure in the drawing's place", async () => {
    const outputs = await capture(async () => {
      const view = trainingView({ pause: 0, listen });
      await view.onProgress(progress());
      await view.onProgress(progress({ diary: [entry(2, 1, 1)], messages: [EVIL] }));
      await view.onProgress(
        progress({
          state: "finished",
          epoch: 75,
          history: [record(1), record(2), record(3)],
          diary: [entry(2, 1, 1), entry(3, 4, 2)],
        }),
      );
      await view.finish();
    });
    const ids = [...new Set(outputs.map(({ id }) => id))];
    expect(ids).toHaveLength(3);
    expect(outputs.filter(({ update }) => !update)).toHaveLength(3);
    const of = (id: string | undefined) => outputs.filter((output) => output.id === id);
    const [state, chart, diary] = ids.map(of);
    expect(state[state.length - 1].data["text/plain"]).toMatch(/^finished/);
    expect(Object.keys(chart[0].data)).toEqual(["text/html", "text/plain"]);
    expect(Object.keys(chart[chart.length - 1].data)).toContain("application/vnd.plotly.v1+json");
    expect(diary).toHaveLength(2);
    for (const { data } of [...state, ...diary])
      expect(parseHtml(data["text/html"] as string).querySelectorAll("img")).toHaveLength(0);
    expect(parseHtml(diary[1].data["text/html"] as string).querySelector("audio")!.src).toMatch(/^data:audio\/mpeg/);
  });

  it("does not redraw more often than the pause, but shows the end at once", async () => {
    const outputs = await capture(async () => {
      const view = trainingView({ pause: 60_000 });
      for (let step = 0; step < 20; step++) await view.onProgress(progress({ step, history: [] }));
      await view.onProgress(progress({ state: "stopped", history: [] }));
    });
    expect(outputs.map(({ data }) => (data["text/plain"] as string).split(":")[0])).toEqual(["training", "stopped"]);
  });

  it("shows a run that had nothing left to do", async () => {
    const outputs = await capture(() =>
      trainingView().finish({ history: [record(1), record(2)], diary: [entry(2, null, 3)], messages: [] }),
    );
    expect(outputs[0].data["text/plain"]).toBe("finished: epoch 2 of 2 · loss 2 · accuracy 50 % · 11,000 notes/s");
    expect(Object.keys(outputs[outputs.length - 1].data)).toContain("application/vnd.plotly.v1+json");
    expect(await capture(() => trainingView().finish({ history: [], diary: [], messages: [] }))).toEqual([]);
  });

  it("says nothing when nothing has happened", async () => {
    expect(await capture(() => trainingView().finish())).toEqual([]);
  });
});
