/**
 * Names of files and folders. On disk a name is bytes, and in old archives often not UTF-8; here it is text that says
 * the same bytes: UTF-8 as it reads, any other byte as `\xe9`. A backslash that would look like that is `\x5c`, so that
 * each name stands for one file and no two for the same.
 */
import { isUtf8 } from "buffer";
import * as fs from "fs";

const ESCAPE = /\\x([0-9a-f]{2})/g;

/** The text for the bytes of a name or a path. */
export function nameOfBytes(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const readable = (text: string): string => text.replace(ESCAPE, "\\x5cx$1");
  if (isUtf8(buffer)) return readable(buffer.toString());
  let name = "";
  let text = ""; // What has been read as UTF-8 since the last byte that is none.
  for (let at = 0; at < buffer.length; ) {
    const size = [1, 2, 3, 4].find((n) => at + n <= buffer.length && isUtf8(buffer.subarray(at, at + n)));
    if (size !== undefined) {
      text += buffer.toString("utf8", at, at + size);
    } else {
      name += `${readable(text)}\\x${buffer[at].toString(16).padStart(2, "0")}`;
      text = "";
    }
    at += size ?? 1;
  }
  return name + readable(text);
}

/** The bytes that a name or a path made by {@link nameOfBytes} stands for. */
export function bytesOfName(name: string): Buffer {
  const pieces = name.split(ESCAPE); // text, byte, text, byte, …, text
  return Buffer.concat(pieces.map((piece, i) => Buffer.from(piece, i % 2 === 1 ? "hex" : "utf8")));
}

/** The bytes of a path that a person or this chapter wrote: of the file with just that name, if there is one. */
export function bytesOfPath(path: string): Buffer {
  const literal = Buffer.from(path);
  return path.includes("\\x") && !fs.existsSync(literal) ? bytesOfName(path) : literal;
}
