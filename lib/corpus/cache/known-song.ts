/** A song that was read, and of which file. */
import type { SongFile } from "../song-reader";

/** How a file on the disk was when it was read, by which a later one is told from it. */
export interface FileState {
  /** In bytes. */
  size: number;
  /** When it was last changed, in nanoseconds since 1970; 0 where that cannot be relied on. */
  modified: bigint;
}

/** A file of songs, read, and how it was then. */
export interface KnownSong {
  song: SongFile;
  state: FileState;
}
