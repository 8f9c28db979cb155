/**
 * Matrices in few bits. Each row has a scale s, float32, and its numbers are s · q, where q is a whole number of so many
 * bits, −(2^(bits−1) − 1) to 2^(bits−1) − 1; so a number is off by at most half a step of its row's largest. With 32 bits
 * they are float32 as they were, without scales.
 *
 *   rows × float32   the scales, little-endian
 *   then             q + 2^(bits−1) of all numbers, row after row, lowest bit first, to the next whole byte
 */

/** 2 to 16, or 32. */
export type Bits = number;

/** @throws Error when there is no such format. */
export function checkBits(bits: Bits): void {
  if (bits !== 32 && !(Number.isInteger(bits) && bits >= 2 && bits <= 16))
    throw new Error(`${bits} bits a weight are not possible; give a whole number from 2 to 16, or 32.`);
}

/** Bytes of a packed matrix. */
export function packedSize(rows: number, columns: number, bits: Bits): number {
  return bits === 32 ? 4 * rows * columns : 4 * rows + Math.ceil((rows * columns * bits) / 8);
}

/** @throws Error when a number is not finite. */
export function packMatrix(values: Float32Array, rows: number, columns: number, bits: Bits): Uint8Array {
  checkBits(bits);
  const bytes = new Uint8Array(packedSize(rows, columns, bits));
  const view = new DataView(bytes.buffer);
  if (!values.every(Number.isFinite)) throw new Error("A weight is not finite; the model cannot be kept.");
  if (bits === 32) {
    values.forEach((value, i) => view.setFloat32(4 * i, value, true));
    return bytes;
  }
  const most = 2 ** (bits - 1) - 1;
  let [at, buffer, filled] = [4 * rows, 0, 0];
  for (let row = 0; row < rows; row++) {
    const own = values.subarray(row * columns, (row + 1) * columns);
    const scale = Math.fround(own.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / most);
    view.setFloat32(4 * row, scale, true);
    for (const value of own) {
      const q = scale === 0 ? 0 : Math.max(-most, Math.min(most, Math.round(value / scale)));
      buffer |= (q + most + 1) << filled;
      for (filled += bits; filled >= 8; filled -= 8, buffer >>>= 8) bytes[at++] = buffer & 255;
    }
  }
  if (filled > 0) bytes[at] = buffer;
  return bytes;
}

/** @throws Error when `bytes` are not as many as the format has. */
export function unpackMatrix(bytes: Uint8Array, rows: number, columns: number, bits: Bits): Float32Array {
  checkBits(bits);
  if (bytes.length !== packedSize(rows, columns, bits)) throw new Error("These bytes are no matrix of that size.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const values = new Float32Array(rows * columns);
  if (bits === 32) return values.map((_, i) => view.getFloat32(4 * i, true));
  const [zero, mask] = [2 ** (bits - 1), 2 ** bits - 1];
  let [at, buffer, filled] = [4 * rows, 0, 0];
  for (let row = 0, i = 0; row < rows; row++) {
    const scale = view.getFloat32(4 * row, true);
    for (let column = 0; column < columns; column++, i++) {
      for (; filled < bits; filled += 8) buffer |= bytes[at++] << filled;
      values[i] = scale * ((buffer & mask) - zero);
      buffer >>>= bits;
      filled -= bits;
    }
  }
  return values;
}
