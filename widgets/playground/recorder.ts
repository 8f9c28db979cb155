/** What somebody plays, as notes one after the other. */
import type { Note } from "../../lib/corpus/notes";

/** Seconds that a note lasts at least. */
const LEAST = 0.08;

export class Recorder {
  readonly notes: Note[] = [];
  private readonly held = new Map<number, Note>();

  /** A key goes down (velocity 1–127) or up (0) at `time`, in seconds. */
  hear(pitch: number, velocity: number, time: number): void {
    const before = this.held.get(pitch);
    if (before) before.end = Math.max(before.start + LEAST, time);
    this.held.delete(pitch);
    if (velocity === 0) return;
    const note = { pitch, velocity, start: time, end: time + LEAST };
    this.notes.push(note);
    this.held.set(pitch, note);
  }

  /**
   * The notes as they were meant: keys are let go early, and a pseudo-note knows no rest, so that a note lasts until the next
   * begins, up to a second.
   */
  get joined(): Note[] {
    return this.notes.map((note, i) => {
      const next = this.notes.slice(i + 1).find(({ start }) => start > note.start + LEAST)?.start ?? note.end;
      return { ...note, end: Math.max(note.end, Math.min(next, note.start + 1)) };
    });
  }

  /** Whether no key is down. */
  get silent(): boolean {
    return this.held.size === 0;
  }

  clear(): void {
    this.notes.length = 0;
    this.held.clear();
  }
}
