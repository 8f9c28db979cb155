/** How reading grows with the collection: linear in time, flat in memory, and nothing to wait for the second time. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { nodeProgram, Peer, pythonProgram } from "./peer";
import { peakMemory } from "./process-usage";
import { midiFiles } from "./read-bench";
import type { Screen } from "./screen";
import { speed, textTable } from "./table";
import { varyCollection } from "./vary";

/** One size of collection. */
export interface Scale {
  files: number;
  notes: number;
  /** Files per second of the first reading, which leaves the cache; and of symusic with as many threads as cores. */
  ours: number;
  symusic: number | null;
  /** The same reading by one thread, nothing kept. */
  oneThread: number;
  /** Seconds from nothing to the first training step of the preset quick, at the first and at the second start. */
  firstStep: number;
  firstStepAgain: number;
  /** Seconds of the second reading. */
  again: number;
  /** The most memory that the first start held, bytes. */
  memory: number | null;
}

interface Start {
  files: number;
  notes: number;
  read: number;
  firstStep: number;
}

/** @param from the folder whose songs are varied; `scratch`: where the collections are made */
export async function benchScale(
  from: string,
  sizes: readonly number[],
  scratch: string,
  screen: Screen,
): Promise<Scale[]> {
  const scales: Scale[] = [];
  const songs = midiFiles(from);
  for (const size of sizes) {
    const folder = path.join(scratch, `songs-${size}`);
    const cache = path.join(scratch, `kept-${size}`);
    screen.say(`scale: ${size} files are made`);
    varyCollection(songs, folder, size);
    const one = await start({ folder, cache: null, threads: 1 });
    const first = await start({ folder, cache });
    const second = await start({ folder, cache });
    const symusic = await symusicSpeed(folder).catch((error: Error) => {
      screen.say(`symusic is not in the table: ${error.message}`);
      return null;
    });
    const { files, notes } = first.reply;
    scales.push({
      files,
      notes,
      ours: files / first.reply.read,
      symusic,
      oneThread: files / one.reply.read,
      firstStep: first.reply.firstStep,
      firstStepAgain: second.reply.firstStep,
      again: second.reply.read,
      memory: first.memory,
    });
    screen.say(
      `scale: ${size} files, ${speed(files / first.reply.read)} files/s, again in ${second.reply.read.toFixed(1)} s`,
    );
    fs.rmSync(folder, { recursive: true });
    fs.rmSync(cache, { recursive: true });
  }
  return scales;
}

/** In a process of its own, as a notebook has. */
async function start(request: object): Promise<{ reply: Start; memory: number | null }> {
  const peer = new Peer("ours", nodeProgram("ours_scale.ts"));
  try {
    const reply = await peer.ask<Start>({ do: "start", ...request }, PATIENCE);
    return { reply, memory: peakMemory(peer.pid) };
  } finally {
    await peer.stop();
  }
}

/** How long a reading of a large collection may take, s. */
const PATIENCE = 1800;

async function symusicSpeed(folder: string): Promise<number> {
  const peer = new Peer("symusic", pythonProgram(".bench-venv", "symusic_read.py"));
  try {
    const files = midiFiles(folder);
    const request = { do: "read", folder, files, threads: os.availableParallelism() };
    const { seconds } = await peer.ask<{ seconds: number }>(request, PATIENCE);
    return files.length / seconds;
  } finally {
    await peer.stop();
  }
}

export function showScale(screen: Screen, scales: readonly Scale[]): void {
  if (scales.length === 0) return;
  screen.show(
    "Collections made by varying the default songs. first step: from nothing to the first training step of the preset quick.",
    textTable(
      [
        "files",
        "notes",
        "files/s",
        "one thread",
        "symusic, threads",
        "read again, s",
        "first step, s",
        "again, s",
        "peak, MB",
      ],
      scales.map((s) => [
        String(s.files),
        String(s.notes),
        speed(s.ours),
        speed(s.oneThread),
        speed(s.symusic),
        s.again.toFixed(1),
        s.firstStep.toFixed(1),
        s.firstStepAgain.toFixed(1),
        s.memory === null ? "–" : speed(s.memory / 1e6),
      ]),
    ),
  );
}
