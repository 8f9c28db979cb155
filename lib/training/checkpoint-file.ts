/**
 * One file that holds a JSON state and named arrays of float32, and shows whether it is whole.
 *
 *   bytes 0-7    "S2SCKPT\n"
 *   8-11         format version, uint32
 *   12-15        length of the header, uint32
 *   then         header: JSON, UTF-8: { state, arrays: [{ name, length }] }
 *   then         the arrays one after the other, float32
 *   last 32      SHA-256 of all before
 *
 * All numbers are little-endian. Arrays are written and read one at a time: a checkpoint of hundreds of megabytes
 * costs no more memory than its largest array.
 */
import { createHash } from "crypto";
import * as fs from "fs";
import { replaceFileBy } from "../replace-file";

export const formatVersion = 1;
const magic = Buffer.from("S2SCKPT\n", "latin1");
const fixed = magic.length + 8;
const digestLength = 32;
const chunk = 4 << 20; // bytes read or written in one call

/** An array to be written; `data` is called once, when its turn comes. */
export interface NamedArray {
  name: string;
  /** In float32 values. */
  length: number;
  data(): Float32Array;
}

/** A file that is not a whole checkpoint. The message names the file and what is wrong. */
export class DamagedCheckpoint extends Error {
  constructor(
    readonly file: string,
    readonly reason: string,
  ) {
    super(`The checkpoint ${file} is damaged: ${reason}.`);
    this.name = "DamagedCheckpoint";
  }
}

/**
 * Writes `file` so that it is there whole or not at all, whatever happens meanwhile.
 * @throws Error of the file system (ENOSPC, …) or of a `data` function.
 */
export async function writeCheckpointFile(file: string, state: unknown, arrays: readonly NamedArray[]): Promise<void> {
  const header = Buffer.from(JSON.stringify({ state, arrays: arrays.map(({ name, length }) => ({ name, length })) }));
  const start = Buffer.alloc(fixed);
  magic.copy(start);
  start.writeUInt32LE(formatVersion, magic.length);
  start.writeUInt32LE(header.length, magic.length + 4);

  await replaceFileBy(file, async (handle) => {
    const hash = createHash("sha256");
    const put = async (bytes: Uint8Array): Promise<void> => {
      for (let at = 0; at < bytes.length; at += chunk) {
        const piece = bytes.subarray(at, at + chunk);
        hash.update(piece);
        await writeAll(handle, piece);
      }
    };
    await put(start);
    await put(header);
    for (const { name, length, data } of arrays) {
      const values = data();
      if (values.length !== length) throw new Error(`${name} has ${values.length} values instead of ${length}.`);
      await put(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
    await writeAll(handle, hash.digest());
  });
}

/** A checkpoint that was found whole; `read` fetches one array. Close it after use. */
export interface OpenCheckpoint<State> {
  state: State;
  arrays: { name: string; length: number }[];
  /** @throws Error when there is no array of that name. */
  read(name: string): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * Opens a checkpoint after checking all of it against its SHA-256.
 * @throws DamagedCheckpoint when it is not whole; Error when it is, but of another format version, or unreadable.
 */
export async function openCheckpointFile<State>(file: string): Promise<OpenCheckpoint<State>> {
  const handle = await fs.promises.open(file, "r");
  try {
    const { size } = await handle.stat();
    if (size < fixed + digestLength) throw new DamagedCheckpoint(file, `it has only ${size} bytes`);
    const end = size - digestLength;
    const start = await readExactly(handle, 0, fixed, file);
    if (!start.subarray(0, magic.length).equals(magic)) {
      throw new DamagedCheckpoint(file, "it does not begin as a checkpoint does");
    }
    const hash = createHash("sha256");
    for (let at = 0; at < end; at += chunk) {
      hash.update(await readExactly(handle, at, Math.min(chunk, end - at), file));
    }
    if (!hash.digest().equals(await readExactly(handle, end, digestLength, file))) {
      throw new DamagedCheckpoint(file, "its checksum does not fit its contents");
    }
    const version = start.readUInt32LE(magic.length);
    if (version !== formatVersion) {
      throw new Error(
        `The checkpoint ${file} has format ${version}, and this program reads format ${formatVersion}: ` +
          "it was written by another version of the program. Use that one, or start over (--fresh).",
      );
    }
    const headerLength = start.readUInt32LE(magic.length + 4);
    const header = JSON.parse((await readExactly(handle, fixed, headerLength, file)).toString("utf8")) as {
      state: State;
      arrays: { name: string; length: number }[];
    };
    const places = new Map<string, { at: number; length: number }>();
    let at = fixed + headerLength;
    for (const { name, length } of header.arrays) {
      places.set(name, { at, length });
      at += length * 4;
    }
    return {
      ...header,
      async read(name) {
        const place = places.get(name);
        if (!place) throw new Error(`The checkpoint ${file} holds no ${name}.`);
        const bytes = await readExactly(handle, place.at, place.length * 4, file);
        return new Float32Array(bytes.buffer, bytes.byteOffset, place.length);
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function writeAll(handle: fs.promises.FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
  }
}

async function readExactly(h: fs.promises.FileHandle, position: number, length: number, file: string): Promise<Buffer> {
  const bytes = Buffer.from(new ArrayBuffer(length)); // not from Node's shared pool: float32 needs its alignment
  for (let done = 0; done < length; ) {
    const { bytesRead } = await h.read(bytes, done, Math.min(chunk, length - done), position + done);
    if (bytesRead === 0) throw new DamagedCheckpoint(file, "it ends too early");
    done += bytesRead;
  }
  return bytes;
}
