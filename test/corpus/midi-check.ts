/** What we read of MIDI files beside what pretty_midi reads. */
import { spawn } from "child_process";
import * as path from "path";
import { createInterface } from "readline";
import { MidiError, parseMidi, pickMelody, type Note } from "../../lib/corpus";

/** As midi_check.py says it. */
export interface Verdict {
  name: string;
  read: "both" | "ours" | "theirs" | "neither";
  /** Why pretty_midi, or where it reads the file we, refused it. */
  reason?: string;
  /** Of all tracks, as pretty_midi has them. */
  notes?: number;
  /** In which points pretty_midi reads otherwise; empty: every part, note, time and the melody are the same. */
  kinds?: string[];
  /** Whether these kinds are all of the difference. */
  explained?: boolean;
  sameMelody?: boolean;
}

export interface NamedFile {
  name: string;
  bytes: Uint8Array;
}

/** Compares each file; `onVerdict` hears of them one by one, in their order. */
export async function checkMidi(files: Iterable<NamedFile>, onVerdict: (verdict: Verdict) => void): Promise<void> {
  const script = path.join("test", "corpus", "midi_check.py");
  const python = spawn(path.join(".venv", "bin", "python"), [script], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve, reject) => python.on("exit", resolve).on("error", reject));
  const lines = createInterface(python.stdout)[Symbol.asyncIterator]();
  for (const { name, bytes } of files) {
    const { reason, ...ours } = readOurs(bytes);
    python.stdin.write(`${JSON.stringify({ data: Buffer.from(bytes).toString("base64"), ...ours })}\n`);
    const line = await lines.next();
    if (line.done) throw new Error(`midi_check.py ended at ${name}.`);
    const verdict = JSON.parse(line.value) as Omit<Verdict, "name">;
    onVerdict({ ...verdict, name, reason: verdict.reason ?? reason });
  }
  python.stdin.end();
  if ((await ended) !== 0) throw new Error("midi_check.py failed.");
}

function readOurs(bytes: Uint8Array) {
  const rows = (notes: readonly Note[]) => notes.map((n) => [n.pitch, n.velocity, n.start, n.end]);
  try {
    const midi = parseMidi(bytes, "");
    const parts = midi.tracks.map(({ percussion, program, notes }) => [percussion, program, rows(notes)]);
    const pitched = midi.tracks.some(({ percussion }) => !percussion);
    return { parts, melody: pitched ? rows(pickMelody(midi).notes) : null };
  } catch (error) {
    if (!(error instanceof MidiError)) throw error;
    return { parts: null, melody: null, reason: error.reason };
  }
}
