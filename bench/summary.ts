/** From the rounds to the table. */
import { generationFlops, limitOf, trainingFlops } from "./flops";
import type { ModelBench, ModelResult } from "./model-bench";
import type { ReadResult } from "./read-bench";
import { type CpuName, type PeerKey, peerKeys, type Row, type RowName } from "./report";
import type { WorkersResult } from "./workers-bench";
import type { Scale } from "./scale-bench";
import { median, medianRatio, type Spread, spreadOf } from "./statistics";

/** A row with what is behind it. */
export interface Measured {
  row: Row;
  /** By program: the value of every round. */
  rounds: Record<string, number[]>;
  spread: Record<string, Spread>;
  /** Ours against each peer: median over the rounds of the ratio in one round. */
  ratio: Partial<Record<PeerKey, number>>;
  foreignCpu: number | null;
}

/** The rows of one model. Without a value of ours there is no row. */
export function modelRows(bench: ModelBench, { rounds, matmul }: ModelResult, cpu: CpuName): Measured[] {
  const peak = peakOf(matmul);
  const limits = new Map([[bench.name, limitOf(trainingFlops(bench.workload), peak ?? NaN)]]);
  // One song at a time is a row of products with vectors, which memory limits, not arithmetic.
  for (const { name, songs } of bench.generations)
    if (songs > 1) limits.set(name, limitOf(generationFlops(bench.workload), peak ?? NaN));
  return [...rounds].flatMap(([name, { values, foreignCpu }]) => {
    const limit = limits.get(name);
    return measured(
      name as RowName,
      cpu,
      "notes/s",
      values,
      limit && Number.isFinite(limit) ? limit : null,
      foreignCpu,
    );
  });
}

/** One row for each number of workers. */
export function workersRows({ rounds }: WorkersResult, cpu: CpuName): Measured[] {
  return [...rounds].flatMap(([count, { values }]) =>
    measured(`workers.${count}` as RowName, cpu, "notes/s", values, null, null),
  );
}

/** The first reading counts: a collection is read once. @tonejs/midi has no column of its own there. */
export function readRow({ first }: ReadResult, cpu: CpuName): Measured[] {
  return measured("read", cpu, "files/s", new Map([...first].filter(([key]) => key !== "tfjs")), null, null);
}

/** The largest collection counts. */
export function scaleRow(scales: readonly Scale[], cpu: CpuName): Measured[] {
  const largest = scales[scales.length - 1];
  if (!largest) return [];
  const values = new Map([["ours", [largest.ours]]]);
  if (largest.symusic !== null) values.set("symusic", [largest.symusic]);
  return measured("scale", cpu, "files/s", values, null, null);
}

/** Of the fastest product, ours included: its fastest round, 10⁹ operations per second; null when none was measured. */
export function peakOf(matmul: ReadonlyMap<string, number[]>): number | null {
  const speeds = [...matmul.values()].flat();
  return speeds.length > 0 ? Math.max(...speeds) : null;
}

function measured(
  name: RowName,
  cpu: CpuName,
  unit: Row["unit"],
  values: ReadonlyMap<string, number[]>,
  limit: number | null,
  foreignCpu: number | null,
): Measured[] {
  const ours = values.get("ours");
  if (!ours || ours.length === 0) return [];
  const peers = peerKeys.filter((key) => (values.get(key) ?? []).length > 0);
  const rounded = (value: number) => Number(value.toPrecision(5));
  const byPeer = (what: (speeds: number[]) => number) =>
    Object.fromEntries(peers.map((key) => [key, rounded(what(values.get(key)!))]));
  return [
    {
      row: {
        name,
        unit,
        cpu,
        ours: rounded(median(ours)),
        peers: byPeer(median),
        limit: limit === null ? null : rounded(limit),
      },
      rounds: Object.fromEntries(values),
      spread: Object.fromEntries(
        [...values].filter(([, speeds]) => speeds.length > 0).map(([key, speeds]) => [key, spreadOf(speeds)]),
      ),
      ratio: byPeer((speeds) => medianRatio(ours, speeds)),
      foreignCpu,
    },
  ];
}
