/** Who is fastest at something, found out in a moment, on a machine that may be busy. */
import * as os from "os";

export interface Contestant {
  name: string;
  turn: () => void;
}

/** Less than this is noise: a later contestant is chosen only when its time is a smaller share of an earlier one's … */
const CLEARLY = 0.95;
/** … and it is the faster in more than this share of the rounds. */
const MOSTLY = 0.75;
/**
 * Where other programs use more than this of a CPU meanwhile, threads that wait for each other lose more by it than others
 * do. Then only what no noise explains counts as clearly faster.
 */
const CROWDED = { share: 0.5, clearly: 0.5 };
/** The first one is so far ahead that a few rounds will do: the others' times are so many times as long. */
const AHEAD = 1.3;

/** Rounds, and seconds for them: where the first one is far ahead, and where there is doubt. */
const CLEAR = { least: 2, most: 12, seconds: 0.1 };
const DOUBTFUL = { least: 5, most: 12, seconds: 1 };

/**
 * Contestants take turns, so that a slow moment of the machine meets all alike, after a first round that warms up.
 * The order is that of preference: the first one stays chosen unless another is clearly and mostly faster.
 * @param timed how long a turn takes, s
 * @param elsewhere how long other programs have used a CPU, s, counted from any moment
 * @returns by name, the fastest turn, s; and the name of the one chosen
 * @throws Error without contestants
 */
export function race(
  contestants: readonly Contestant[],
  timed: (turn: () => void) => number = secondsOf,
  elsewhere: () => number = secondsOfOthers,
): { seconds: Record<string, number>; chosen: string } {
  if (contestants.length === 0) throw new Error("There is nobody to race; give at least one contestant.");
  const rounds: number[][] = [];
  const best = (i: number) => Math.min(...rounds.map((round) => round[i]));
  const others = contestants.map((_, i) => i).slice(1);
  let spent = 0;
  const done = () => {
    const clear = rounds.length > 0 && others.every((i) => best(i) > AHEAD * best(0));
    const { least, most, seconds } = clear ? CLEAR : DOUBTFUL;
    return rounds.length >= most || (rounds.length >= least && spent >= seconds);
  };
  for (const { turn } of contestants) timed(turn);
  const before = elsewhere();
  while (!done()) {
    const round = contestants.map(({ turn }) => timed(turn));
    spent += round.reduce((a, b) => a + b);
    rounds.push(round);
  }
  const crowded = elsewhere() - before > CROWDED.share * spent;
  const clearly = crowded ? CROWDED.clearly : CLEARLY;
  const beats = (a: number, b: number) =>
    best(a) < clearly * best(b) && rounds.filter((round) => round[a] < round[b]).length > MOSTLY * rounds.length;
  const chosen = others.reduce((leader, next) => (beats(next, leader) ? next : leader), 0);
  return {
    seconds: Object.fromEntries(contestants.map(({ name }, i) => [name, best(i)])),
    chosen: contestants[chosen].name,
  };
}

function secondsOf(turn: () => void): number {
  const start = performance.now();
  turn();
  return (performance.now() - start) / 1000;
}

/** CPU time of the whole machine without what this process used. */
function secondsOfOthers(): number {
  const { user, system } = process.cpuUsage();
  const all = os.cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return all / 1e3 - (user + system) / 1e6;
}
