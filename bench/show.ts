/** The results on the screen. */
import type { Curves } from "./curves";
import { type CpuName, peerKeys, type Row } from "./report";
import type { Screen } from "./screen";
import type { Measured } from "./summary";
import { ratio, speed, textTable } from "./table";

export function showSpeeds(screen: Screen, cpu: CpuName, measured: readonly Measured[]): void {
  const keys = peerKeys.filter((key) => measured.some(({ row }) => key in row.peers));
  const cells = ({ name, unit, ours, peers, limit }: Row) => [
    name,
    unit,
    speed(ours),
    ...keys.map((key) => speed(peers[key])),
    speed(limit),
  ];
  screen.show(
    `Speed with ${cpu}: medians over the rounds; higher is better. limit: what the fastest matrix product would allow.`,
    textTable(
      ["", "unit", "ours", ...keys, "limit"],
      measured.map(({ row }) => cells(row)),
    ),
  );
  screen.show(
    "Ours against each: medians over the rounds of the ratio within a round. limit: share of it.",
    textTable(
      ["", ...keys, "limit"],
      measured.map(({ row, ratio: against }) => [
        row.name,
        ...keys.map((key) => ratio(against[key])),
        percent(row.limit && row.ours / row.limit),
      ]),
    ),
  );
  screen.show(
    "Slowest to fastest round.",
    textTable(
      ["", "rounds", "ours", ...keys],
      measured.map(({ row, rounds, spread }) => [
        row.name,
        String(rounds.ours.length),
        ...["ours", ...keys].map((key) => (spread[key] ? `${speed(spread[key].min)}–${speed(spread[key].max)}` : "–")),
      ]),
    ),
  );
}

/** Says so when other programs, or others in the bench that should wait quietly, used the machine meanwhile. */
export function showNoise(screen: Screen, measured: readonly Measured[]): void {
  const noisy = measured.filter(({ foreignCpu }) => foreignCpu !== null && foreignCpu > 0.05);
  if (noisy.length > 0)
    screen.show(
      "The machine was not quiet; run it again alone. CPU time that was others':",
      noisy.map(({ row, foreignCpu }) => `${row.name} ${percent(foreignCpu)}`).join(" · "),
    );
}

export function showMatmul(
  screen: Screen,
  matmul: Record<string, Record<string, { min: number; median: number; max: number }>>,
): void {
  const rows = Object.entries(matmul).flatMap(([name, libraries]) =>
    Object.entries(libraries).map(([library, { min, median, max }]) => [
      `${name}: ${library}`,
      speed(median),
      `${speed(min)}–${speed(max)}`,
    ]),
  );
  if (rows.length > 0)
    screen.show(
      "Products of two large matrices beside it, 10⁹ operations per second. ours: this project's own product.",
      textTable(["", "median", "slowest to fastest"], rows),
    );
}

export function showMemory(screen: Screen, memory: Readonly<Record<string, number>>): void {
  const names = Object.keys(memory);
  if (names.length > 0)
    screen.show(
      "Most memory held at one time while training 2 × 1024 units in float32, GB.",
      textTable(["", ...names], [["peak", ...names.map((name) => (memory[name] / 1e9).toFixed(2))]]),
    );
}

export function showCurves(screen: Screen, { float32, bfloat16 }: Curves): void {
  const steps = [1, 5, 10, 20, 30, 40, 50, 60, 70, 80].filter((step) => step <= float32.length);
  const line = (name: string, losses: number[]) => [name, ...steps.map((step) => losses[step - 1].toFixed(4))];
  screen.show(
    "Our loss (nats per note) at 2 × 256 units from the same start, by step.",
    textTable(["", ...steps.map(String)], [line("float32", float32), line("bfloat16", bfloat16)]),
  );
}

const percent = (share: number | null) => (share === null ? "–" : `${(100 * share).toFixed(0)} %`);
