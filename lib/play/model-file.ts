/**
 * The file of a model to play with: its weights in few bits, at one or several epochs of its training, and what goes with
 * them. It serves the playground, `npm run continue` and notebooks alike.
 *
 *   bytes 0-7    "S2SPLAY\n"
 *   8-11         length of the header, uint32
 *   then         header: JSON, UTF-8: {@link ModelHeader}
 *   then         the notes of the songs, then those of the openings, one after the other, uint16
 *   then         each snapshot: its arrays in the order of `arrayShapes`, packed as `packMatrix` says; biases in 32 bits
 *
 * All numbers are little-endian.
 */
import { Vocabulary, type VocabularyData } from "../encoding";
import { mix } from "../dataset";
import type { Preset } from "../preset";
import { type Bits, checkBits, packedSize } from "./packed-matrix";
import { type ArrayShape, arrayShapes, type ModelShape } from "./weight-arrays";

const MAGIC = "S2SPLAY\n";
const VERSION = 1;

/** Notes with a name: a training song, or an opening to choose. The name may be anybody's: escape it before it is shown. */
export interface NamedNotes {
  name: string;
  notes: ArrayLike<number>;
}

export interface Snapshot {
  /** The epoch, counted from 1, after which the weights were these. */
  epoch: number;
  bits: Bits;
  /** The stage of the diary's piece after it; null or left out where there is none. */
  stage?: 1 | 2 | 3 | null;
}

export interface ModelSettings {
  /** What it is called where it is shown: "standard". */
  name: string;
  /** As `Encoding` calls it; this format knows pseudo-notes. */
  encoding: string;
  vocabulary: VocabularyData;
  units: readonly number[];
  states: NonNullable<Preset["states"]>;
  objective: Preset["objective"];
  /** Notes in a window: as many of a prompt are read. */
  timesteps: number;
  /** Notes in a row that songs of people share with each other (95 % of windows of 100 notes share no more); null where there were too few to say. */
  shared: number | null;
  /** The pseudo-notes that it was trained on, in whatever key; left out: all. */
  heard?: readonly number[];
}

interface ModelHeader extends ModelSettings {
  version: number;
  snapshots: Snapshot[];
  songs: { name: string; length: number }[];
  openings: { name: string; length: number }[];
}

export interface ModelContent extends ModelSettings {
  /** By epoch; the arrays of each, packed. */
  snapshots: (Snapshot & { bytes: Uint8Array })[];
  /** Those that the model was trained on. */
  songs: NamedNotes[];
  openings: NamedNotes[];
}

/** The bits of one of a model's arrays: biases are few, and added to every sum, so they stay as they are. */
export const bitsOf = ({ rows }: ArrayShape, bits: Bits): Bits => (rows === 1 ? 32 : bits);

/** Bytes of a snapshot. */
export function snapshotSize(shape: ModelShape, bits: Bits): number {
  return arrayShapes(shape).reduce((sum, array) => sum + packedSize(array.rows, array.columns, bitsOf(array, bits)), 0);
}

export function writeModel({ snapshots, songs, openings, ...settings }: ModelContent): Uint8Array {
  const lengths = (all: readonly NamedNotes[]) => all.map(({ name, notes }) => ({ name, length: notes.length }));
  const header: ModelHeader = {
    version: VERSION,
    ...settings,
    snapshots: snapshots.map(({ epoch, bits, stage = null }) => ({ epoch, bits, stage })),
    songs: lengths(songs),
    openings: lengths(openings),
  };
  const notes = new Uint8Array(2 * [...songs, ...openings].reduce((sum, song) => sum + song.notes.length, 0));
  const view = new DataView(notes.buffer);
  let at = 0;
  for (const song of [...songs, ...openings]) {
    for (let t = 0; t < song.notes.length; t++, at += 2) view.setUint16(at, song.notes[t], true);
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const size = Uint8Array.of(text.length, text.length >> 8, text.length >> 16, text.length >> 24);
  return joined([new TextEncoder().encode(MAGIC), size, text, notes, ...snapshots.map(({ bytes }) => bytes)]);
}

/** @throws Error when `bytes` are no such file, or not all of one. */
export function parseModel(bytes: Uint8Array): ModelContent & { fingerprint: string } {
  const damaged = (what: string) => new Error(`This is no model to play with (${what}).`);
  if (new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) throw damaged("it does not begin as one");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 12 || view.getUint32(8, true) > bytes.length - 12) throw damaged("it ends too early");
  const start = 12 + view.getUint32(8, true);
  let header: ModelHeader;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(12, start)));
  } catch {
    throw damaged("its header is damaged");
  }
  const { version, snapshots, songs, openings, ...settings } = header;
  if (version !== VERSION) throw new Error(`This model has format ${version}; this program reads format ${VERSION}.`);
  if (settings.encoding !== "pseudo-notes") {
    throw new Error(`This model plays ${settings.encoding}; this program plays pseudo-notes.`);
  }
  const shape = { units: settings.units, vocabulary: Vocabulary.fromJSON(settings.vocabulary).size };
  let at = start;
  const take = (length: number): number => {
    at += length;
    if (at > bytes.length) throw damaged("it ends too early");
    return at - length;
  };
  const named = (all: readonly { name: string; length: number }[]): NamedNotes[] =>
    all.map(({ name, length }) => {
      const first = take(2 * length);
      return { name, notes: Uint16Array.from({ length }, (_, t) => view.getUint16(first + 2 * t, true)) };
    });
  const content: ModelContent = {
    ...settings,
    songs: named(songs),
    openings: named(openings),
    snapshots: snapshots.map(({ epoch, bits, stage }) => {
      checkBits(bits);
      const first = take(snapshotSize(shape, bits));
      return { epoch, bits, stage, bytes: bytes.subarray(first, at) };
    }),
  };
  if (at !== bytes.length) throw damaged(`${bytes.length - at} bytes too many`);
  if (snapshots.length === 0) throw damaged("it has no weights");
  return { ...content, fingerprint: fingerprintOf(bytes) };
}

/** Eight hexadecimal digits that tell one file from another. */
function fingerprintOf(bytes: Uint8Array): string {
  let h = 0;
  for (let i = 0; i < bytes.length; i++) h = (Math.imul(h ^ bytes[i], 0x01000193) + 1) >>> 0;
  return mix(h, bytes.length).toString(16).padStart(8, "0");
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
