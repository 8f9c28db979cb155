/** Memory for the notes of a collection: a few large blocks instead of four small arrays for each of its melodies. */
import { emptyColumns, viewOf, type NoteColumns } from "./note-columns";

/** Notes in a block: 1.2 MB. */
const BLOCK = 65_536;

export class NoteBlocks {
  private block = emptyColumns(0);
  private used = 0;

  /** Room for `length` notes in the blocks, to be written to once. */
  readonly make = (length: number): NoteColumns => {
    if (this.used + length > this.block.length) {
      this.block = emptyColumns(Math.max(BLOCK, length));
      this.used = 0;
    }
    return viewOf(this.block, this.used, (this.used += length));
  };

  /** `columns` themselves where they were made here, else a copy in the blocks; not to be written to. */
  keep(columns: NoteColumns): NoteColumns {
    if (columns.pitch.buffer === this.block.pitch.buffer) return columns;
    const kept = this.make(columns.length);
    kept.pitch.set(columns.pitch);
    kept.velocity.set(columns.velocity);
    kept.start.set(columns.start);
    kept.end.set(columns.end);
    return kept;
  }
}
