/** What the bench leaves: `results/bench.json`, for programs, and `results/bench-detail.json`, for whoever doubts it. */
import * as fs from "fs";
import * as path from "path";
import { z } from "zod";

/** stockOps: ours with TensorFlow's own ops (LSTM_OPS=tensorflow). */
export const peerKeys = ["keras", "kerasGraph", "torch", "tfjs", "stockOps", "pretty_midi", "symusic"] as const;
export type PeerKey = (typeof peerKeys)[number];

export const rowNames = [
  "train.256",
  "train.1024",
  "train.1024.bf16",
  "generate.256",
  "generate.1024",
  "generate.256.batch64",
  "workers.1",
  "workers.2",
  "workers.4",
  "read",
  "scale",
] as const;
export type RowName = (typeof rowNames)[number];

/** Instruction sets that everyone is held to; as in setup/instruction-sets.mjs, the widest first. */
export const cpuNames = ["amx", "avx512_bf16", "avx512", "avx2", "neon", "plain"] as const;
export type CpuName = (typeof cpuNames)[number];

const speed = z.number().finite().positive();

/** One line of the table: medians over the rounds; higher is better. */
const row = z
  .strictObject({
    name: z.enum(rowNames),
    unit: z.enum(["notes/s", "files/s"]),
    cpu: z.enum(cpuNames),
    ours: speed,
    /** Of those that took part. */
    peers: z.record(z.enum(peerKeys), speed),
    /** What the fastest matrix product of that run would allow for the model; null where products are not what limits. */
    limit: speed.nullable(),
  })
  .refine(({ name, unit }) => unit === (["read", "scale"].includes(name) ? "files/s" : "notes/s"), {
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

/**
 * Writes both files; returns their paths. What they hold of other instruction sets stays; rows that an older version
 * wrote, which are not in shape, go.
 * @param rows all of `cpu`
 * @throws Error when rows are not in shape
 */
export function writeReport(folder: string, cpu: CpuName, rows: Row[], detail: object): string[] {
  const faults = rowFaults(rows);
  if (rows.some((one) => one.cpu !== cpu)) faults.push(`there are rows that are not of ${cpu}`);
  if (faults.length > 0) throw new Error(`bench.json would be wrong: ${faults.join("; ")}.`);
  fs.mkdirSync(folder, { recursive: true });
  const others = z.array(z.unknown()).catch([]).parse(read(folder, "bench.json"));
  const kept = others.flatMap((one) => row.safeParse(one).data ?? []).filter((one) => one.cpu !== cpu);
  const byCpu = z.object(Object.fromEntries(cpuNames.map((name) => [name, z.unknown().optional()]))).catch({});
  return [
    write(folder, "bench.json", inOrder([...kept, ...rows])),
    write(folder, "bench-detail.json", { ...byCpu.parse(read(folder, "bench-detail.json")), [cpu]: detail }),
  ];
}

function inOrder(rows: Row[]): Row[] {
  const place = ({ cpu, name }: Row) => cpuNames.indexOf(cpu) * rowNames.length + rowNames.indexOf(name);
  return rows.sort((a, b) => place(a) - place(b));
}

function read(folder: string, name: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));
  } catch {
    return null;
  }
}

function write(folder: string, name: string, content: object): string {
  const file = path.join(folder, name);
  fs.writeFileSync(`${file}.tmp`, `${JSON.stringify(content, null, 2)}\n`);
  fs.renameSync(`${file}.tmp`, file);
  return file;
}
