/** Reading a collection of MIDI files: a first time in a fresh process, as in a notebook, and again in the same one. */
import * as fs from "fs";
import * as path from "path";
import { readPrograms } from "./catalogue";
import { Peer } from "./peer";
import { inTime, type Limits, type Rounds } from "./rounds";
import type { Screen } from "./screen";
import { median } from "./statistics";
import { speed } from "./table";

interface Reading {
  seconds: number;
  files: number;
  melodies: number;
  notes: number;
}

export interface ReadResult {
  /** Files per second by program, a value for each round: the first reading of a process. */
  first: Map<string, number[]>;
  /** The same for its second and third reading. */
  again: Map<string, number[]>;
  /** What each found, as a check that they do the same. */
  found: Map<string, { melodies: number; notes: number }>;
  failed: Rounds["failed"];
}

export async function benchRead(folder: string, limits: Limits, screen: Screen): Promise<ReadResult> {
  const files = midiFiles(folder);
  for (const file of files) fs.readFileSync(file); // so that nobody waits for the disk
  const result: ReadResult = { first: new Map(), again: new Map(), found: new Map(), failed: [] };
  const began = screen.seconds;
  const { seconds, least, most } = inTime(limits, began);
  let programs = readPrograms;
  for (let round = 0; round < most; round++) {
    if (round >= least && screen.seconds - began > seconds) break;
    const first = round % programs.length;
    for (const { key, title, program } of [...programs.slice(first), ...programs.slice(0, first)]) {
      const peer = new Peer(title, program);
      try {
        for (const values of [result.first, result.again, result.again]) {
          const reading = await peer.ask<Reading>({ do: "read", folder, files });
          values.set(key, [...(values.get(key) ?? []), reading.files / reading.seconds]);
          result.found.set(key, { melodies: reading.melodies, notes: reading.notes });
        }
      } catch (error) {
        result.failed.push({ key, reason: (error as Error).message });
        screen.say(`${title} is not in the table: ${(error as Error).message}`);
        programs = programs.filter((other) => other.key !== key);
      }
      await peer.stop();
    }
    screen.say(
      `read, round ${round + 1}: ${[...result.first].map(([key, speeds]) => `${key} ${speed(median(speeds))}`).join(" · ")}`,
    );
  }
  for (const { key } of result.failed) for (const values of [result.first, result.again]) values.delete(key);
  return result;
}

/** The files that `readCorpus` would find in such a folder, for those who are given a list. */
export function midiFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return midiFiles(file);
      return /\.(midi?|kar|rmi)$/i.test(entry.name) ? [file] : [];
    })
    .sort();
}
