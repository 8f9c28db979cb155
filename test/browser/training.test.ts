import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { setTimeout as sleep } from "timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { code, prose, writeNotebook } from "../notebooks/notebook";
import { JupyterLab } from "./jupyterlab";

const source = fs.mkdtempSync(path.join(os.tmpdir(), "book-"));
const folder = path.join(source, "run");
const dataset = 1;
const training = 2;
const outcome = 3;
let lab: JupyterLab;

beforeAll(async () => {
  writeNotebook(path.join(source, "training.ipynb"), [
    prose("# Training without an end"),
    code(
      'import { trainingView } from "./lib/display";\nimport { diaryFor, whenDue } from "./lib/experiment";\nimport { train } from "./lib/training";\n' +
        'import { tinyDataset } from "./test/training/tiny";\nconst data = tinyDataset({ epochs: 1e6, diaryEvery: 1e6 });',
    ),
    code(
      "const view = trainingView();\nconst onEpoch = whenDue(diaryFor(data, process.env.RUN!), 1e6);\nconst run = await train({ dataset: data, folder: process.env.RUN!, checkpointEpochs: 1e6, onEpoch, onProgress: view.onProgress });\n" +
        "await view.finish(run);",
    ),
    code("console.log(JSON.stringify([run.finished, run.resumedFrom, run.history.length]));\nrun.dispose();"),
  ]);
  lab = await JupyterLab.start(source, { env: { RUN: folder } });
  await lab.open("training.ipynb");
  await lab.runCell(dataset);
  expect((await lab.outputs())[dataset]).toEqual([]);
}, 600_000);
afterAll(async () => {
  await lab?.close();
  fs.rmSync(source, { recursive: true, force: true });
}, 60_000);

/** What the training cell shows on the page. */
async function shown(): Promise<string> {
  return (await lab.cell(training).locator(".jp-OutputArea").allTextContents()).join("\n");
}

/** Waits until the training cell shows a text that matches, and returns the match. */
async function waitShown(pattern: RegExp): Promise<RegExpMatchArray> {
  for (let tries = 0; tries < 600; tries++) {
    const match = (await shown()).match(pattern);
    if (match) return match;
    await sleep(100);
  }
  throw new Error(`The training cell does not show ${pattern}, but: ${await shown()}`);
}

/** Waits until the page shows a training under way, beyond the given epoch; returns the epoch that it shows. */
async function epochBeyond(epoch: number): Promise<number> {
  for (;;) {
    const now = Number((await waitShown(/training: epoch (\d+) of/))[1]);
    if (now > epoch) return now;
    await sleep(100);
  }
}

/** What the cell after the training prints. It can only be run where the training cell came to its end. */
async function runOutcome(): Promise<{ finished: boolean; resumedFrom: number | null; epochs: number }> {
  await lab.runCell(outcome);
  const [finished, resumedFrom, epochs] = JSON.parse(String((await lab.outputs())[outcome][0].text));
  return { finished, resumedFrom, epochs };
}

const checkpoints = (): string[] => fs.readdirSync(path.join(folder, "checkpoints")).sort();

describe("training in JupyterLab", () => {
  let stoppedAfter: number;

  it("ends at the stop button, with a checkpoint; the cell ends well and further cells run", async () => {
    await lab.runCell(training, { wait: false });
    await epochBeyond(1);
    expect(checkpoints()).toEqual(["epoch-000001-step-000000.checkpoint"]); // beside the diary's first entry
    await lab.interrupt();
    await waitShown(/Stopped by the stop button/);
    await lab.waitIdle();
    expect((await lab.outputs())[training].filter((output) => output.output_type !== "display_data")).toEqual([]);
    expect(checkpoints()).toHaveLength(2);
    const run = await runOutcome();
    expect(run).toMatchObject({ finished: false, resumedFrom: null });
    stoppedAfter = run.epochs;
    expect(checkpoints()[1]).toContain(String(stoppedAfter).padStart(6, "0"));
  }, 300_000);

  it("goes on from there when the cell is run again, and says so", async () => {
    await lab.runCell(training, { wait: false });
    await waitShown(new RegExp(`resumed after ${stoppedAfter} epochs?`));
    await epochBeyond(stoppedAfter + 1);
  }, 300_000);

  it("goes on while the page is closed, and a page that is opened again shows it, live, without a touch", async () => {
    const before = await epochBeyond(0);
    await lab.closeTab();
    await sleep(2000);
    await lab.open("training.ipynb", { idle: false });
    await lab.select(training);
    const back = await epochBeyond(before);
    await epochBeyond(back);
    await lab.interrupt();
    await waitShown(/Stopped by the stop button/);
    await lab.waitIdle();
    expect(await runOutcome()).toMatchObject({ finished: false, resumedFrom: stoppedAfter });
    // One output each for state, curves and the diary's piece: what was shown before has not been shown twice.
    const kinds = (await lab.outputs())[training].map(
      ({ output_type, data, text }) => `${output_type} ${String(text ?? data?.["text/plain"]).slice(0, 60)}`,
    );
    expect(kinds).toEqual([
      expect.stringMatching(/^display_data stopped: epoch/),
      expect.stringMatching(/^display_data Loss/),
      expect.stringMatching(/^display_data epoch 1: 100 notes/),
    ]);
  }, 300_000);

  it("saves a checkpoint when the kernel is restarted in the middle", async () => {
    await lab.runCell(training, { wait: false });
    const epoch = await epochBeyond(Number((await waitShown(/resumed after (\d+) epoch/))[1]) + 1);
    await lab.restart();
    await lab.runCell(dataset);
    await lab.runCell(training, { wait: false });
    const [, resumedFrom] = await waitShown(/resumed after (\d+) epoch/);
    expect(Number(resumedFrom)).toBeGreaterThanOrEqual(epoch - 1);
    await lab.interrupt();
    await lab.waitIdle();
  }, 300_000);

  it("writes no errors to the browser's console", () => {
    expect(lab.consoleErrors).toEqual([]);
  });
});
