/**
 * Training by 1, 2 and 4 workers on this machine, over loopback, its threads divided among them: ours beside Keras's
 * MultiWorkerMirroredStrategy. More workers than one machine needs make it slower; the rows show what the sums cost.
 */
import * as os from "os";
import { freeAddresses } from "../lib/training";
import { nodeProgram, Peer, type Program, pythonProgram } from "./peer";
import { type Contender, interleave, inTime, type Limits, type Rounds } from "./rounds";
import type { Screen } from "./screen";
import { type Workload, writeWorkload } from "./workload";

export interface WorkersBench {
  counts: readonly number[];
  workload: Workload;
  limits: Limits;
  /** How long a turn should take, s. */
  turn: number;
}

export interface WorkersResult {
  /** By number of workers: notes/s. */
  rounds: Map<number, Rounds>;
  missing: { key: string; reason: string }[];
}

const competitors: { key: "ours" | "keras"; title: string; program: (env: Record<string, string>) => Program }[] = [
  { key: "ours", title: "ours", program: (env) => nodeProgram("ours_workers.ts", env) },
  {
    key: "keras",
    title: "Keras MultiWorkerMirroredStrategy",
    program: (env) => ({ ...pythonProgram(".venv", "keras_workers.py"), env }),
  },
];

interface Timing {
  seconds: number;
  losses: number[];
}

export async function benchWorkers(
  { counts, workload, limits, turn }: WorkersBench,
  folder: string,
  screen: Screen,
): Promise<WorkersResult> {
  const result: WorkersResult = { rounds: new Map(), missing: [] };
  const file = writeWorkload(folder, "workers", workload);
  for (const count of counts) {
    const started: Peer[] = [];
    try {
      const contenders: Contender[] = [];
      for (const { key, title, program } of competitors) {
        screen.say(`${named(count)}: ${title} warms up`);
        try {
          const workers = await startWorkers(count, title, program);
          started.push(...workers);
          contenders.push(await contender(key, workers, file, workload, turn));
        } catch (error) {
          const reason = (error as Error).message;
          result.missing.push({ key: `${key}, ${named(count)}`, reason });
          screen.say(`${title} with ${named(count)} is not in the table: ${reason}`);
        }
      }
      const told = (_: Rounds, round: number) => screen.say(`${named(count)}, round ${round}`);
      result.rounds.set(count, await interleave(contenders, inTime(limits, screen.seconds), told));
    } finally {
      await Promise.all(started.map((peer) => peer.stop()));
    }
  }
  return result;
}

const named = (count: number): string => `${count} worker${count === 1 ? "" : "s"}`;

async function startWorkers(count: number, title: string, program: (env: Record<string, string>) => Program) {
  const addresses = await freeAddresses(count);
  const threads = String(Math.max(1, Math.floor(os.availableParallelism() / count)));
  return addresses.map((_, rank) => {
    const config = JSON.stringify({ cluster: { worker: addresses }, task: { type: "worker", index: rank } });
    const env = { LSTM_THREADS: threads, TF_NUM_INTRAOP_THREADS: threads, TF_CONFIG: config, WORKERS: "", RANK: "" };
    return new Peer(title, program(env));
  });
}

/** The workers as one, in notes/s: a turn is as long as the slowest's. */
export async function contender(
  key: string,
  workers: Peer[],
  workload: string,
  given: Workload,
  turn: number,
): Promise<Contender> {
  const all = <Reply>(request: (rank: number) => { do: string }) =>
    Promise.all(workers.map((worker, rank) => worker.ask<Reply>(request(rank))));
  await all((rank) => ({ do: "prepare", workload, rank, workers: workers.length }));
  const train = async (steps: number): Promise<Timing> => {
    const timings = await all<Timing>(() => ({ do: "train", steps }) as { do: string });
    return { seconds: Math.max(...timings.map(({ seconds }) => seconds)), losses: timings[0].losses };
  };
  await train(1);
  const steps = Math.max(1, Math.min(16, Math.floor(turn / (await train(1)).seconds)));
  return {
    key,
    pid: -1, // several processes: whose CPU time it is cannot be told
    turn: async () => {
      const { seconds, losses } = await train(steps);
      return { value: (steps * given.batch * given.timesteps) / seconds, losses };
    },
  };
}
