/** By what a row that was damaged on the disk is found out. */
import { crc32 } from "zlib";
import type { SongBlock } from "../song-block";
import type { FileState } from "./known-song";

/** The CRC-32 of row `row` of a block: of its texts and numbers as JSON, then of the bytes of its notes. */
export function checkOf(block: SongBlock, row: number, { size, modified }: FileState): number {
  const { source, file, reason, lasting, track, program, offsets, notes } = block;
  const [from, to] = [offsets[row], offsets[row + 1]];
  const texts = [source[row], file[row], reason[row], lasting[row], track[row], program[row], size, String(modified)];
  let check = crc32(JSON.stringify([...texts, to - from]));
  for (const column of [notes.pitch, notes.velocity, notes.start, notes.end]) {
    const { buffer, byteOffset, byteLength } = column.subarray(from, to);
    check = crc32(new Uint8Array(buffer, byteOffset, byteLength), check);
  }
  return check;
}
