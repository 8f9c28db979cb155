/** What the bench leaves: `results/bench.json`, for programs, and `results/bench-detail.json`, for whoever doubts it. */
import * as fs from "fs";
import * as path from "path";

export const peerKeys = ["keras", "kerasGraph", "torch", "tfjs", "pretty_midi", "symusic"] as const;
export type PeerKey = (typeof peerKeys)[number];

export const rowNames = [
  "train.256",
  "train.1024",
  "train.1024.bf16",
  "generate.256",
  "generate.1024",
  "generate.256.batch64",
  "read",
] as const;
export type RowName = (typeof rowNames)[number];

/** One line of the table: medians over the rounds; higher is better. */
export interface Row {
  name: RowName;
  unit: "notes/s" | "files/s";
  ours: number;
  /** Of those that took part. */
  peers: Partial<Record<PeerKey, number>>;
  /** What the machine's matrix products would allow for the model; null where they are not what limits. */
  limit: number | null;
}

/** What is wrong with `value` as the content of bench.json; empty when nothing is. */
export function rowFaults(value: unknown): string[] {
  if (!Array.isArray(value)) return ["not an array"];
  const isSpeed = (x: unknown) => typeof x === "number" && Number.isFinite(x) && x > 0;
  return value.flatMap((row: Partial<Row> | null, i) => {
    if (typeof row !== "object" || row === null) return [`${i}: not an object`];
    const faults: string[] = [];
    const keys = Object.keys(row).sort().join();
    if (keys !== "limit,name,ours,peers,unit") faults.push(`keys ${keys}`);
    if (!rowNames.includes(row.name as RowName)) faults.push(`name ${row.name}`);
    if (row.unit !== (row.name === "read" ? "files/s" : "notes/s")) faults.push(`unit ${row.unit}`);
    if (!isSpeed(row.ours)) faults.push(`ours ${row.ours}`);
    for (const [key, speed] of Object.entries(row.peers ?? { none: 0 })) {
      if (!peerKeys.includes(key as PeerKey) || !isSpeed(speed)) faults.push(`peer ${key} ${speed}`);
    }
    if (row.limit !== null && !isSpeed(row.limit)) faults.push(`limit ${row.limit}`);
    return faults.map((fault) => `${row.name ?? i}: ${fault}`);
  });
}

/** Writes both files; returns their paths. @throws Error when rows are not in shape */
export function writeReport(folder: string, rows: Row[], detail: object): string[] {
  const faults = rowFaults(rows);
  if (faults.length > 0) throw new Error(`bench.json would be wrong: ${faults.join("; ")}.`);
  fs.mkdirSync(folder, { recursive: true });
  return (
    [
      ["bench.json", rows],
      ["bench-detail.json", detail],
    ] as const
  ).map(([name, content]) => {
    const file = path.join(folder, name);
    fs.writeFileSync(`${file}.tmp`, `${JSON.stringify(content, null, 2)}\n`);
    fs.renameSync(`${file}.tmp`, file);
    return file;
  });
}
