/**
 * `npx tsx bench/network/main.ts [--units 256,1024] [--rates loopback,1gbit,100mbit] [--seconds 60]`: seconds a step of two
 * workers with one thread each, their connection held to a speed. Columns: each for itself, on its half of the batch; with
 * the gradients' sum at the end of the backward pass; with the sums of upper layers behind that of the lower ones; both
 * also in bfloat16. Medians of interleaved rounds. Linux, as root (network namespaces).
 */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { parseArgs } from "util";
import { nodeProgram, Peer } from "../peer";
import { type Contender, interleave } from "../rounds";
import { median } from "../statistics";
import { contender } from "../workers-bench";
import { articleWorkload, type Workload, writeWorkload } from "../workload";
import { type Link, loopback, makeLink } from "./link";

const ways: Record<string, Record<string, string> | null> = {
  alone: null,
  "float32 at the end": { AHEAD: "off" },
  "float32 ahead": { AHEAD: "on" },
  "bfloat16 at the end": { AHEAD: "off", REDUCE: "bfloat16" },
  "bfloat16 ahead": { AHEAD: "on", REDUCE: "bfloat16" },
};

/** How long a turn should take, s. */
const TURN = 3;

async function workersOf(link: Link, way: string): Promise<Peer[]> {
  const WORKERS = ways[way] === null ? "" : (await link.addresses()).join(",");
  const threads = { LSTM_THREADS: "1", TF_NUM_INTRAOP_THREADS: "1", TF_CONFIG: "" };
  return [0, 1].map((end) => {
    const env = { ...threads, ...ways[way], WORKERS, RANK: WORKERS && String(end) };
    return new Peer(`${way}, ${end}`, link.at(end, nodeProgram("ours_workers.ts", env)));
  });
}

async function measure(link: Link, workload: Workload, seconds: number, folder: string): Promise<Map<string, number>> {
  const file = writeWorkload(folder, "network", workload);
  const started: Peer[] = [];
  try {
    const contenders: Contender[] = [];
    for (const way of Object.keys(ways)) {
      const workers = await workersOf(link, way);
      started.push(...workers);
      contenders.push(await contender(way, workers, file, workload, TURN));
    }
    const { values, failed } = await interleave(contenders, { seconds, least: 2, most: 30 }, () => {});
    for (const { key, reason } of failed) console.error(`${key}: ${reason}`);
    const notes = workload.batch * workload.timesteps; // of a step
    return new Map([...values].map(([key, speeds]) => [key, notes / median(speeds)]));
  } finally {
    await Promise.all(started.map((peer) => peer.stop()));
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      units: { type: "string", default: "256,1024" },
      rates: { type: "string", default: "loopback,1gbit,100mbit" },
      seconds: { type: "string", default: "60" },
    },
  });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-network-"));
  console.log(["units", "connection", ...Object.keys(ways)].join(" | "));
  for (const units of values.units.split(",").map(Number)) {
    for (const rate of values.rates.split(",")) {
      const link = rate === "loopback" ? loopback : makeLink(rate);
      try {
        const found = await measure(link, articleWorkload(units), Number(values.seconds), folder);
        const steps = Object.keys(ways).map((way) => found.get(way)?.toFixed(3) ?? "-");
        console.log([units, rate, ...steps].join(" | "));
      } finally {
        link.remove();
      }
    }
  }
  fs.rmSync(folder, { recursive: true });
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
