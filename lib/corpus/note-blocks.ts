/** Memory for the notes of a collection: a few large blocks instead of four small arrays for each of its melodies. */
import { emptyColumns, viewOf, type NoteColumns } from "./note-columns";

/** Notes in a block: 1.2 MB. */
const BLOCK = 65_536;

export class NoteBlocks {
  private block = emptyColumns(0);
  private used = 0;

  /** A copy of `columns` in the blocks, as a view that is not to be written to. */
  keep(columns: NoteColumns): NoteColumns {
    if (this.used + columns.length > this.block.length) {
      this.block = emptyColumns(Math.max(BLOCK, columns.length));
      this.used = 0;
    }
    const from = this.used;
    this.used += columns.length;
    this.block.pitch.set(columns.pitch, from);
    this.block.velocity.set(columns.velocity, from);
    this.block.start.set(columns.start, from);
    this.block.end.set(columns.end, from);
    return viewOf(this.block, from, this.used);
  }
}
