/**
 * Safetensors (https://huggingface.co/docs/safetensors): named arrays of float32 in one file. The length of the header
 * as uint64, the header as JSON ({ name: { dtype, shape, data_offsets } }), the arrays; all little-endian.
 */
import * as fs from "fs";

export interface FloatArray {
  name: string;
  shape: readonly number[];
  /** Called once, when its turn comes. */
  data(): Float32Array;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/**
 * Writes a new file.
 * @param metadata texts by name, kept in the file
 * @throws Error when the file is there already, or of the file system
 */
export function writeSafetensors(
  file: string,
  arrays: readonly FloatArray[],
  metadata: Readonly<Record<string, string>> = {},
): void {
  let end = 0;
  const entries = arrays.map(({ name, shape }) => {
    const begin = end;
    end += 4 * sizeOf(shape);
    return [name, { dtype: "F32", shape, data_offsets: [begin, end] }] as const;
  });
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  const header = Buffer.from(json + " ".repeat((8 - (Buffer.byteLength(json) % 8)) % 8)); // the arrays begin at a multiple of 8
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const target = fs.openSync(file, "wx");
  try {
    for (const part of [length, header]) writeAll(target, part);
    for (const { name, shape, data } of arrays) {
      const values = data();
      if (values.length !== sizeOf(shape))
        throw new Error(`${name} has ${values.length} values, not ${sizeOf(shape)}.`);
      writeAll(target, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
    fs.fsyncSync(target);
  } finally {
    fs.closeSync(target);
  }
}

function writeAll(target: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += fs.writeSync(target, bytes, at);
}

export interface Safetensors {
  metadata: Record<string, string>;
  arrays: { name: string; shape: number[]; data: Float32Array }[];
}

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** @throws Error when the file is no safetensors file, or holds other than float32. */
export function readSafetensors(file: string): Safetensors {
  const bytes = fs.readFileSync(file);
  const begin = bytes.length < 8 ? Infinity : 8 + Number(bytes.readBigUInt64LE());
  let header: Record<string, Entry> & { __metadata__?: Record<string, string> };
  try {
    header = JSON.parse(bytes.toString("utf8", 8, begin));
  } catch {
    throw new Error(`${file} is not a safetensors file.`);
  }
  const { __metadata__: metadata = {}, ...entries } = header;
  const arrays = Object.entries(entries).map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [first, end],
      },
    ]) => {
      if (dtype !== "F32") throw new Error(`${name} in ${file} is of type ${dtype}; only F32 can be read.`);
      if (end - first !== 4 * sizeOf(shape) || begin + end > bytes.length)
        throw new Error(`${file} is cut off at ${name}.`);
      return {
        name,
        shape,
        data: new Float32Array(Uint8Array.from(bytes.subarray(begin + first, begin + end)).buffer),
      };
    },
  );
  return { metadata, arrays };
}
