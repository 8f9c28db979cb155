/** Fields of a protocol buffer, encoded (https://protobuf.dev/programming-guides/encoding): as few kinds as are needed here. */

/** A whole number of 0 or more. */
export function varint(field: number, value: number): Uint8Array {
  return Buffer.concat([number(field << 3), number(value)]);
}

export function text(field: number, value: string): Uint8Array {
  return delimited(field, Buffer.from(value, "utf8"));
}

/** A message of these fields, itself a field. */
export function message(field: number, fields: readonly Uint8Array[]): Uint8Array {
  return delimited(field, Buffer.concat(fields));
}

function delimited(field: number, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([number((field << 3) | 2), number(bytes.length), bytes]);
}

/** Seven bits a byte, the lowest first; the top bit says that more follow. */
function number(value: number): Uint8Array {
  const bytes: number[] = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Uint8Array.from([...bytes, value]);
}
