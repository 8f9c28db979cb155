/** What the bench leaves: `results/bench.json`, for programs, and `results/bench-detail.json`, for whoever doubts it. */
import * as fs from "fs";
import * as path from "path";
import { z } from "zod";

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

const speed = z.number().finite().positive();

/** One line of the table: medians over the rounds; higher is better. */
const row = z
  .strictObject({
    name: z.enum(rowNames),
    unit: z.enum(["notes/s", "files/s"]),
    ours: speed,
    /** Of those that took part. */
    peers: z.record(z.enum(peerKeys), speed),
    /** What the machine's matrix products would allow for the model; null where they are not what limits. */
    limit: speed.nullable(),
  })
  .refine(({ name, unit }) => unit === (name === "read" ? "files/s" : "notes/s"), {
    message: "not this row's unit",
    path: ["unit"],
  });
export type Row = z.infer<typeof row>;

/** What is wrong with `value` as the content of bench.json, as "row, field: what"; empty when nothing is. */
export function rowFaults(value: unknown): string[] {
  const issues = z.array(row).safeParse(value).error?.issues ?? [];
  return issues.map(({ path: [at, ...field], message }) => {
    const name = Array.isArray(value) && at !== undefined ? (value[Number(at)]?.name ?? at) : "bench.json";
    return `${[name, ...field].join(" ")}: ${message}`;
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
