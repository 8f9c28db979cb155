/**
 * `npm run bench [-- --cpu SET] [ROW ...]`: this project beside Keras, PyTorch and stock TF.js layers, and its MIDI
 * reader beside pretty_midi and symusic, all held to one instruction set (by the environment, which
 * setup/commands/bench.mjs prepares). Leaves results/bench.json and results/bench-detail.json, where what was measured
 * with other sets stays. Naming rows runs those alone, for a quick look, and leaves nothing.
 */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { parseArgs } from "util";
import { defaultFolder } from "../lib/corpus";
import { type Curves, lossCurve } from "./curves";
import { benchModel } from "./model-bench";
import { root } from "./peer";
import { makePlan } from "./plan";
import { benchRead, type ReadResult } from "./read-bench";
import { type CpuName, cpuNames, type RowName, rowNames, writeReport } from "./report";
import { benchScale, type Scale, showScale } from "./scale-bench";
import { Screen } from "./screen";
import { showCurves, showMatmul, showMemory, showNoise, showSpeeds } from "./show";
import { spreadOf } from "./statistics";
import { type Measured, modelRows, readRow, scaleRow, workersRows } from "./summary";
import { benchWorkers, type WorkersResult } from "./workers-bench";
import { articleWorkload } from "./workload";

async function main(cpu: CpuName, only: RowName[]): Promise<void> {
  const screen = new Screen();
  const plan = makePlan(only);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
  const measured: Measured[] = [];
  const models = [];
  let read: ReadResult | null = null;
  let curves: Curves | null = null;
  let workers: WorkersResult | null = null;
  const scales: Scale[] = [];
  try {
    for (const bench of plan.models) {
      const result = await benchModel(bench, folder, screen);
      models.push({ name: bench.name, result });
      measured.push(...modelRows(bench, result, cpu));
    }
    if (plan.workers) {
      workers = await benchWorkers(plan.workers, folder, screen);
      measured.push(...workersRows(workers, cpu));
    }
    if (plan.curve > 0) {
      screen.say("The loss in float32 and in bfloat16");
      const curve = (precision: keyof Curves) => lossCurve(articleWorkload(256, precision), plan.curve, folder);
      curves = { float32: await curve("float32"), bfloat16: await curve("bfloat16") };
    }
    if (plan.read) {
      read = await benchRead(defaultFolder(), plan.read, screen);
      measured.push(...readRow(read, cpu));
    }
    scales.push(...(await benchScale(defaultFolder(), plan.scale, folder, screen)));
    measured.push(...scaleRow(scales, cpu));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  const rows = rowNames.flatMap((name) =>
    measured.filter(({ row }) => row.name === name && (only.length === 0 || only.includes(name))),
  );
  const matmul = Object.fromEntries(
    models.map(({ name, result }) => [
      name,
      Object.fromEntries([...result.matmul].map(([library, values]) => [library, spreadOf(values)])),
    ]),
  );
  const memory = Object.fromEntries(models.find(({ name }) => name === "train.1024")?.result.memory ?? []);
  showSpeeds(screen, cpu, rows);
  showMatmul(screen, matmul);
  showNoise(screen, rows);
  if (only.length === 0) showMemory(screen, memory);
  if (curves) showCurves(screen, curves);
  showScale(screen, scales);
  if (only.length > 0) return;
  const detail = {
    date: new Date().toISOString(),
    seconds: Math.round(screen.seconds),
    machine: { cpu: os.cpus()[0]?.model, cores: os.availableParallelism(), memory: os.totalmem() },
    versions: Object.assign({}, ...models.map(({ result }) => Object.fromEntries(result.versions))),
    rows: rows.map(({ row, ...behind }) => ({ name: row.name, unit: row.unit, ...behind })),
    matmul: { unit: "10^9 operations/s", ...matmul },
    memory: { name: "train.1024", unit: "bytes", ...memory },
    losses: {
      unit: "nats/note",
      "2 x 256, same start": curves,
      ...Object.fromEntries(
        models.map(({ name, result }) => [name, Object.fromEntries(result.rounds.get(name)!.losses)]),
      ),
    },
    read: read && {
      first: Object.fromEntries(read.first),
      again: Object.fromEntries(read.again),
      found: Object.fromEntries(read.found),
    },
    scale: scales,
    missing: [...models.flatMap(({ result }) => result.missing), ...(workers?.missing ?? []), ...(read?.failed ?? [])],
  };
  const files = writeReport(
    path.join(root, "results"),
    cpu,
    rows.map(({ row }) => row),
    detail,
  );
  screen.show(
    "",
    `${Math.round(screen.seconds)} s. Written: ${files.map((file) => path.relative(root, file)).join(", ")}`,
  );
}

const { values, positionals: names } = parseArgs({ options: { cpu: { type: "string" } }, allowPositionals: true });
const cpu = cpuNames.find((name) => name === values.cpu);
const unknown = names.find((name) => !rowNames.includes(name as RowName));
if (cpu === undefined) {
  console.error("Start it with npm run bench, which holds everyone to one instruction set.");
  process.exit(2);
}
if (unknown !== undefined) {
  console.error(`There is no row "${unknown}"; the rows are ${rowNames.join(", ")}.`);
  process.exit(2);
}
main(cpu, names as RowName[]).catch((error) => {
  console.error(error);
  process.exit(1);
});
