/**
 * Songs in a file of Apache Arrow's IPC format (Feather 2), which pandas, Polars, DuckDB and others open as it is:
 * https://arrow.apache.org/docs/format/Columnar.html. A row for each melody, and for each file or tune that cannot be
 * used, with its notes in four lists.
 */
import type * as Arrow from "apache-arrow";
import { createRequire } from "module";
import * as path from "path";
import { replaceFileBy } from "../../replace-file";
import { packSongs, type SongBlock, unpackSongs } from "../song-block";
import { checkOf } from "./check";
import type { FileState, KnownSong } from "./known-song";

/** What a file says of itself: strings by their names, in the metadata of its schema. */
export type About = Readonly<Record<string, string>>;

/** Notes in a batch of rows: some 5 MB. */
const BATCH = 1 << 18;

let library: typeof Arrow | undefined;

/** The library takes a moment to load, so only who needs it waits for it. */
export function arrow(): typeof Arrow {
  return (library ??= createRequire(path.resolve("package.json"))("apache-arrow") as typeof Arrow);
}

/**
 * Writes `file` in one step, in place of one that may be there; the songs in their order, some megabytes at a time.
 * @throws Error of the file system.
 */
export async function writeSongs(file: string, songs: Iterable<KnownSong>, about: About): Promise<void> {
  const { AsyncByteQueue, RecordBatchFileWriter, Schema } = arrow();
  const pieces: Uint8Array[] = [];
  class Pieces extends AsyncByteQueue {
    override write(piece: unknown): void {
      pieces.push(piece as Uint8Array);
    }
  }
  await replaceFileBy(file, async (handle) => {
    const flush = (): Promise<void> => handle.writeFile(Buffer.concat(pieces.splice(0)));
    const schema = new Schema(fields(), new Map(Object.entries(about)));
    const writer = new RecordBatchFileWriter();
    writer.reset(new Pieces(), schema);
    for (const some of batchesOf(songs)) {
      writer.write(batchOf(some, schema));
      await flush();
    }
    writer.finish();
    await flush();
  });
}

/** What was found in a file of songs. */
export interface ReadSongs {
  about: About;
  songs: KnownSong[];
  /** Whether there was more that cannot be read any more. */
  damaged: boolean;
}

/** What `bytes`, the content of such a file, holds: all that is whole. The notes are views on `bytes`. */
export function songsOf(bytes: Uint8Array): ReadSongs {
  const found: ReadSongs = { about: {}, songs: [], damaged: false };
  try {
    const reader = arrow().RecordBatchReader.from(bytes).open();
    if (!reader.isFile()) throw new Error("not a file of this format");
    found.about = Object.fromEntries(reader.schema.metadata);
    for (let i = 0; i < reader.numRecordBatches; i++) {
      const batch = reader.readRecordBatch(i);
      if (!batch) throw new Error("a batch is missing");
      const { songs, damaged } = songsOfBatch(batch);
      for (const song of songs) found.songs.push(song);
      found.damaged ||= damaged;
    }
  } catch {
    found.damaged = true;
  }
  return found;
}

function* batchesOf(songs: Iterable<KnownSong>): Iterable<KnownSong[]> {
  let some: KnownSong[] = [];
  let notes = 0;
  for (const known of songs) {
    some.push(known);
    for (const { length } of known.song.melodies) notes += length;
    if (notes < BATCH && some.length < BATCH) continue;
    yield some;
    some = [];
    notes = 0;
  }
  if (some.length > 0) yield some;
}

function fields(): Arrow.Field[] {
  const { Bool, Field, Float64, Int64, List, Uint32, Uint8, Utf8 } = arrow();
  const list = (type: Arrow.DataType) => new List(new Field("item", type, false));
  return [
    new Field("file", new Utf8(), false),
    new Field("track", new Utf8(), false),
    new Field("program", new Uint8(), false),
    new Field("pitch", list(new Uint8()), false),
    new Field("velocity", list(new Uint8()), false),
    new Field("start", list(new Float64()), false),
    new Field("end", list(new Float64()), false),
    new Field("skipped", new Utf8(), true),
    new Field("source", new Utf8(), false),
    new Field("lasting", new Bool(), false),
    new Field("size", new Int64(), false),
    new Field("modified", new Int64(), false),
    new Field("check", new Uint32(), false),
  ];
}

function batchOf(known: readonly KnownSong[], schema: Arrow.Schema): Arrow.RecordBatch {
  const { Bool, makeData, RecordBatch, Struct, Utf8, vectorFromArray } = arrow();
  const block = packSongs(known.map(({ song }) => song));
  const length = block.source.length;
  const states = known.flatMap(({ song, state }) =>
    Array<FileState>(song.melodies.length + song.skipped.length).fill(state),
  );
  const texts = (values: (string | null)[]) => vectorFromArray(values, new Utf8()).data[0];
  const numbers = <T extends Arrow.DataType>(type: T, data: unknown): Arrow.Data =>
    makeData({ type, length, nullCount: 0, data } as never) as Arrow.Data;
  const type = (name: string): Arrow.DataType => schema.fields.find((field) => field.name === name)!.type;
  const list = (name: "pitch" | "velocity" | "start" | "end"): Arrow.Data => {
    const child = makeData({
      type: type(name).children[0].type,
      length: block.notes.length,
      data: block.notes[name],
    } as never);
    return makeData({
      type: type(name),
      length,
      nullCount: 0,
      valueOffsets: block.offsets,
      child,
    } as never) as Arrow.Data;
  };
  const columns: Record<string, Arrow.Data> = {
    file: texts(block.file),
    track: texts(block.track),
    program: numbers(type("program"), block.program),
    pitch: list("pitch"),
    velocity: list("velocity"),
    start: list("start"),
    end: list("end"),
    skipped: texts(block.reason),
    source: texts(block.source),
    lasting: vectorFromArray(block.lasting, new Bool()).data[0],
    size: numbers(
      type("size"),
      BigInt64Array.from(states, ({ size }) => BigInt(size)),
    ),
    modified: numbers(
      type("modified"),
      BigInt64Array.from(states, ({ modified }) => modified),
    ),
    check: numbers(
      type("check"),
      Uint32Array.from(states, (state, row) => checkOf(block, row, state)),
    ),
  };
  const children = schema.fields.map(({ name }) => columns[name]);
  return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, nullCount: 0, children }));
}

/** The songs of one batch whose rows are all as they were written. */
function songsOfBatch(batch: Arrow.RecordBatch): { songs: KnownSong[]; damaged: boolean } {
  const column = (name: string): Arrow.Data => batch.getChild(name)!.data[0];
  const texts = (name: string): string[] => [...batch.getChild(name)!] as string[];
  const list = (name: string) => column(name).children[0].values;
  const block: SongBlock = {
    source: texts("source"),
    file: texts("file"),
    reason: texts("skipped"),
    lasting: [...batch.getChild("lasting")!] as boolean[],
    track: texts("track"),
    program: column("program").values as Uint8Array,
    offsets: column("pitch").valueOffsets,
    notes: {
      length: (list("pitch") as Uint8Array).length,
      pitch: list("pitch") as Uint8Array,
      velocity: list("velocity") as Uint8Array,
      start: list("start") as Float64Array,
      end: list("end") as Float64Array,
    },
  };
  const sizes = column("size").values as BigInt64Array;
  const times = column("modified").values as BigInt64Array;
  const checks = column("check").values as Uint32Array;
  const bad = new Set<string>();
  const states = new Map<string, FileState>();
  block.source.forEach((source, row) => {
    const state = { size: Number(sizes[row]), modified: times[row] };
    states.set(source, state);
    if (checks[row] !== checkOf(block, row, state)) bad.add(source);
  });
  const songs = unpackSongs(block).filter(({ name }) => !bad.has(name));
  return { songs: songs.map((song) => ({ song, state: states.get(song.name)! })), damaged: bad.size > 0 };
}
