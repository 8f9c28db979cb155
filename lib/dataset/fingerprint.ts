/** What a training run was made from, so that a run is never taken up again with something else. */
import { createHash } from "crypto";
import type { Melody } from "../corpus";
import type { Bins, NoteBins } from "../encoding";
import type { Windows } from "./windows";
import type { Preset } from "../preset";

/** Each part that the outcome depends on, by its name, in words that tell two apart; and one digest of them all. */
export interface Fingerprint {
  digest: string;
  parts: Record<string, string>;
}

function sha256(...data: (string | Uint8Array)[]): string {
  return hashOf(data);
}

function hashOf(data: Iterable<string | Uint8Array>): string {
  const hash = createHash("sha256");
  for (const piece of data) hash.update(piece);
  return hash.digest("hex");
}

const bytesOf = (a: Int32Array | Float64Array): Uint8Array => new Uint8Array(a.buffer, a.byteOffset, a.byteLength);

/**
 * The fingerprint of a dataset. File names do not count, notes and their order do. `preset.epochs` does not
 * count either: it says how far to go, and a run can be carried further.
 */
export function fingerprintOf(
  melodies: readonly Melody[],
  bins: NoteBins,
  symbols: readonly string[],
  windows: { train: Windows; validation: Windows },
  preset: Preset,
): Fingerprint {
  const noteCount = melodies.reduce((sum, { length }) => sum + length, 0);
  const settings = Object.entries(preset).filter(([name]) => name !== "epochs");
  const describe = (b: Bins): string => `edges ${b.edges.join(", ")}; medians ${b.medians.join(", ")}`;
  // By name, so that the digest does not depend on the order of the features.
  const byName = Object.entries<Bins>(bins).sort(([a], [b]) => (a < b ? -1 : 1));
  const { train, validation } = windows;
  const parts: Record<string, string> = {
    collection: `${melodies.length} melodies, ${noteCount} notes, ${hashOf(bytesOfNotes(melodies))}`,
    ...Object.fromEntries(byName.map(([name, b]) => [`${name} bins`, describe(b)])),
    vocabulary: `${symbols.length} pseudo-notes, ${sha256(symbols.join(" "))}`,
    ...Object.fromEntries(settings.map(([name, value]) => [`preset's ${name}`, JSON.stringify(value)])),
    windows: `${train.count} to train on, ${validation.count} held back, ${windowsDigest([train, validation])}`,
  };
  return { digest: sha256(JSON.stringify(parts)), parts };
}

/** All that the melodies' notes are, piece by piece. */
function* bytesOfNotes(melodies: readonly Melody[]): Iterable<string | Uint8Array> {
  for (const { length, pitch, velocity, start, end } of melodies) {
    yield `${length};`;
    yield pitch;
    yield velocity;
    yield bytesOf(start);
    yield bytesOf(end);
  }
}

/** Of where the windows stand and of the notes they are cut from. */
function windowsDigest(all: readonly Windows[]): string {
  const hash = createHash("sha256");
  for (const { songs, timesteps, ahead, song, start } of all) {
    hash.update(`${timesteps} ${ahead} ${songs.length};`).update(bytesOf(song)).update(bytesOf(start));
    for (const notes of songs) hash.update(`${notes.length};`).update(bytesOf(notes));
  }
  return hash.digest("hex");
}

/** What differs, one line a part: "preset's units: was [64,64], is [128,128]". Empty: nothing. */
export function differences(was: Fingerprint, is: Fingerprint): string[] {
  const names = [...new Set([...Object.keys(was.parts), ...Object.keys(is.parts)])];
  return names
    .filter((name) => was.parts[name] !== is.parts[name])
    .map((name) => `${name}: was ${shorten(was.parts[name])}, is ${shorten(is.parts[name])}`);
}

/** A digest is cut to its first 8 digits: enough to tell two apart by eye. */
function shorten(part: string | undefined): string {
  return part === undefined ? "not there" : part.replace(/\b([0-9a-f]{8})[0-9a-f]{56}\b/g, "$1…");
}
