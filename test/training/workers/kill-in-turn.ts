/**
 * Trains with workers that are killed, one of them at a random moment, and started again, in other numbers at times; and
 * the same undisturbed. As a command, with 20 kills: `npm run kill-workers`.
 */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { mix } from "../../../lib/dataset/random";
import type { ChildResult } from "./child";
import { runWorkers, startWorkers } from "./start";

const WORKERS = 2;

/** Of rank 0 of either training. */
export async function killInTurn(
  folder: string,
  { kills, seed }: { kills: number; seed: number },
  tell: (line: string) => void = () => undefined,
): Promise<{ killed: ChildResult; untouched: ChildResult }> {
  const preset = { epochs: 12 * kills, diaryEvery: 10 };
  const train = { checkpointMinutes: 0.0005 };
  const options = { folder: path.join(folder, "killed"), preset, train };
  for (let i = 0; i < kills; i++) {
    const workers = await startWorkers(WORKERS, options);
    const victim = mix(seed, i, 0) % WORKERS;
    // Every fourth time while they get ready, else in the midst of the steps.
    await workers[0].says(i % 4 === 3 ? /^joined/ : /^step /);
    const wait = mix(seed, i, 1) % 500;
    await new Promise((resolve) => setTimeout(resolve, wait));
    workers[victim].process.kill("SIGKILL");
    const ends = await Promise.all(workers.map(({ ended }) => ended));
    const errors = ends.map((end) => end.errors.trim()).filter(Boolean);
    tell(`${i + 1}/${kills}: worker ${victim} killed; ${errors.join(" ") || "all had ended before"}`);
  }
  const [killed] = await runWorkers(WORKERS, options);
  const [untouched] = await runWorkers(WORKERS, { folder: path.join(folder, "untouched"), preset });
  return { killed, untouched };
}

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kill-workers-"));
  try {
    const { killed, untouched } = await killInTurn(folder, { kills: 20, seed: Date.now() }, console.log);
    const same = killed.finished && JSON.stringify(killed.weights) === JSON.stringify(untouched.weights);
    console.log(
      same ? "The weights are those of an undisturbed training." : "The weights differ from an undisturbed training's.",
    );
    process.exitCode = same ? 0 : 1;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

if (require.main === module) void main();
