/** Training and generating with a model of one size: its programs, started once, and their rounds. */
import { memoryAvailable } from "../lib/training";
import { matmulPrograms, modelPrograms } from "./catalogue";
import { Peer } from "./peer";
import { peakMemory } from "./process-usage";
import { type Contender, interleave, inTime, type Limits, type Rounds } from "./rounds";
import type { Screen } from "./screen";
import { median } from "./statistics";
import { speed } from "./table";
import { type Workload, writeWorkload } from "./workload";

export interface Generation {
  name: string;
  /** At once. */
  songs: number;
  /** Notes each, at most: slow programs generate fewer. */
  length: number;
  limits: Limits;
}

export interface ModelBench {
  /** Of the training rounds. */
  name: string;
  workload: Workload;
  limits: Limits;
  generations: Generation[];
  /** How long a turn should take, s. Slow programs make one step all the same. */
  turn: number;
  /** Rows of the square matrices whose products are timed; 0: none are. */
  matmul: number;
}

export interface ModelResult {
  /** By name of the training and of each generation: notes/s. */
  rounds: Map<string, Rounds>;
  /** By library, 10⁹ operations per second of each round. */
  matmul: Map<string, number[]>;
  /** By program: most memory held at one time, in training, bytes. */
  memory: Map<string, number>;
  versions: Map<string, string>;
  missing: { key: string; reason: string }[];
}

interface Timing {
  seconds: number;
  losses?: number[];
}
const MATMUL = "matmul ";

export async function benchModel(
  { name, workload, limits, generations, turn, matmul }: ModelBench,
  folder: string,
  screen: Screen,
): Promise<ModelResult> {
  const result: ModelResult = {
    rounds: new Map(),
    matmul: new Map(),
    memory: new Map(),
    versions: new Map(),
    missing: [],
  };
  const file = writeWorkload(folder, name, workload);
  const started: Peer[] = [];
  const notesPerStep = workload.batch * workload.timesteps;
  const drop = (key: string, title: string, error: unknown) => {
    result.missing.push({ key, reason: (error as Error).message });
    screen.say(`${title} is not in the table: ${(error as Error).message}`);
  };
  try {
    const trainers: (Contender & { peer: Peer })[] = [];
    for (const { key, title, program, bfloat16, memory } of modelPrograms) {
      if (workload.precision === "bfloat16" && !bfloat16) continue;
      const needed = memory?.(workload.units[0]) ?? 0;
      if (needed > memoryAvailable()) {
        drop(
          key,
          title,
          new Error(
            `it takes ${(needed / 1e9).toFixed(0)} GB of memory, and ${(memoryAvailable() / 1e9).toFixed(0)} GB are free`,
          ),
        );
        continue;
      }
      screen.say(`${name}: ${title} warms up`);
      const peer = new Peer(title, program);
      started.push(peer);
      try {
        result.versions.set(key, (await peer.ask<{ versions: string }>({ do: "prepare", workload: file })).versions);
        await peer.ask({ do: "train", steps: 1 });
        const { seconds } = await peer.ask<Timing>({ do: "train", steps: 1 });
        const steps = Math.max(1, Math.min(16, Math.floor(turn / seconds)));
        trainers.push({
          key,
          pid: peer.pid,
          peer,
          turn: async () => {
            const { seconds: taken, losses } = await peer.ask<Timing>({ do: "train", steps });
            return { value: (steps * notesPerStep) / taken, losses };
          },
        });
      } catch (error) {
        drop(key, title, error);
      }
    }
    const multipliers = matmul > 0 ? startMatmul(matmul, workload, started) : [];
    const rounds = await interleave([...trainers, ...multipliers], inTime(limits, screen.seconds), tell(name, screen));
    for (const [key, values] of rounds.values) {
      if (!key.startsWith(MATMUL)) continue;
      result.matmul.set(key.slice(MATMUL.length), values);
      rounds.values.delete(key);
    }
    result.rounds.set(name, rounds);
    for (const { key, pid } of trainers) {
      const bytes = peakMemory(pid);
      if (bytes !== null) result.memory.set(key, bytes);
    }
    const failed = new Set(rounds.failed.map(({ key }) => key));
    for (const generation of generations) {
      const generators = await warmUp(
        generation,
        trainers.filter(({ key }) => !failed.has(key)),
        turn,
        drop,
      );
      result.rounds.set(
        generation.name,
        await interleave(generators, inTime(generation.limits, screen.seconds), tell(generation.name, screen)),
      );
    }
  } finally {
    await Promise.all(started.map((peer) => peer.stop()));
  }
  return result;
}

type Drop = (key: string, title: string, error: unknown) => void;

/** A product that takes longer than this is not what limits anyone, s. */
const MATMUL_PATIENCE = 30;

function startMatmul(size: number, { precision }: Workload, started: Peer[]): Contender[] {
  return matmulPrograms.map(({ library, program }) => {
    const peer = new Peer(library, program);
    started.push(peer);
    const request = { do: "matmul", library, size, precision, seconds: 0.5 };
    return {
      key: MATMUL + library,
      pid: peer.pid,
      turn: async () => ({ value: (await peer.ask<{ gflops: number }>(request, MATMUL_PATIENCE)).gflops }),
    };
  });
}

/** Finds how many notes each generates in a turn, which warms it up too. */
async function warmUp(
  { songs, length }: Generation,
  trainers: (Contender & { peer: Peer })[],
  turn: number,
  drop: Drop,
): Promise<Contender[]> {
  const generators: Contender[] = [];
  for (const { key, pid, peer } of trainers) {
    const generate = async (notes: number) =>
      (await peer.ask<Timing>({ do: "generate", songs, length: notes })).seconds;
    try {
      const few = Math.min(10, length);
      await generate(few);
      const notes = Math.max(few, Math.min(length, Math.floor((turn * few) / (await generate(few)))));
      generators.push({ key, pid, turn: async () => ({ value: (songs * notes) / (await generate(notes)) }) });
    } catch (error) {
      drop(key, peer.name, error);
    }
  }
  return generators;
}

function tell(name: string, screen: Screen): (rounds: Rounds, count: number) => void {
  let told = 0;
  return ({ values, failed }, count) => {
    const so = [...values].map(([key, speeds]) => `${key} ${speed(median(speeds))}`).join(" · ");
    screen.say(`${name}, round ${count}: ${so}`);
    for (const { key, reason } of failed.slice(told)) screen.say(`${name}: ${key} failed: ${reason}`);
    told = failed.length;
  };
}
