/**
 * Interleaved rounds: in each, everyone takes a turn, one at a time, so that a slow moment of the machine meets all
 * alike. Each round starts with another of them.
 */
import { setTimeout as sleep } from "timers/promises";
import { cpuSeconds, machineBusySeconds } from "./process-usage";

export interface Turn {
  /** What is measured; higher is better. */
  value: number;
  losses?: number[];
}

export interface Contender {
  key: string;
  pid: number;
  /** One turn, some seconds long at most. */
  turn(): Promise<Turn>;
}

export interface Limits {
  /** No further round is begun after this long, s. */
  seconds: number;
  /** But this many are made in any case. */
  least: number;
  most: number;
}

/** From then on everything is cut short, so that a slow machine ends in time too, s. */
const HURRY = 420;

/** The limits of a part that begins `elapsed` seconds after the start. */
export function inTime({ seconds, least, most }: Limits, elapsed: number): Limits {
  return elapsed < HURRY ? { seconds, least, most } : { seconds: seconds / 2, least: 1, most };
}

export interface Rounds {
  /** By contender, a value for each round. */
  values: Map<string, number[]>;
  /** By contender, the losses of all its turns, where it has any. */
  losses: Map<string, number[]>;
  /** Share of the turns' CPU time that was not the contender's own: others waiting noisily, other programs. Linux only. */
  foreignCpu: number | null;
  /** Contenders that failed on the way; they have no values. */
  failed: { key: string; reason: string }[];
}

/** Threads that wait by spinning do so for a moment after their work; then it is quiet. */
const SETTLE = 250;

export async function interleave(
  contenders: Contender[],
  { seconds, least, most }: Limits,
  onRound: (rounds: Rounds, count: number) => void,
): Promise<Rounds> {
  const rounds: Rounds = {
    values: new Map(contenders.map(({ key }) => [key, []])),
    losses: new Map(),
    foreignCpu: null,
    failed: [],
  };
  const began = Date.now();
  let [busy, own] = [0, 0];
  let racing = contenders;
  for (let round = 0; round < most && racing.length > 0; round++) {
    if (round >= least && (Date.now() - began) / 1000 > seconds) break;
    const first = round % racing.length;
    for (const contender of [...racing.slice(first), ...racing.slice(0, first)]) {
      await sleep(SETTLE);
      const before = { busy: machineBusySeconds(), own: cpuSeconds(contender.pid) };
      try {
        const { value, losses = [] } = await contender.turn();
        rounds.values.get(contender.key)!.push(value);
        if (losses.length > 0)
          rounds.losses.set(contender.key, [...(rounds.losses.get(contender.key) ?? []), ...losses]);
      } catch (error) {
        rounds.failed.push({ key: contender.key, reason: (error as Error).message });
        rounds.values.delete(contender.key);
        racing = racing.filter((other) => other !== contender);
        continue;
      }
      const after = { busy: machineBusySeconds(), own: cpuSeconds(contender.pid) };
      if (before.busy !== null && after.busy !== null && before.own !== null && after.own !== null) {
        busy += after.busy - before.busy;
        own += after.own - before.own;
      }
    }
    if (busy > 0) rounds.foreignCpu = Math.max(0, 1 - own / busy);
    onRound(rounds, round + 1);
  }
  return rounds;
}
