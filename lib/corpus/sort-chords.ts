/** The order of notes that start together. */
import type { NoteColumns } from "./note-columns";

/** A chord of more notes is sorted in another way: this one takes a time that grows with the square of their number. */
const SMALL = 16;

/** Sorts notes whose starts increase, as a track has them, by start, then pitch; those with both alike stay in their order. */
export function sortChords(columns: NoteColumns): void {
  const { length, pitch, start } = columns;
  for (let from = 0, to = 1; from < length; from = to++) {
    let sorted = true;
    for (; to < length && start[to] === start[from]; to++) sorted &&= pitch[to - 1] <= pitch[to];
    if (!sorted) (to - from <= SMALL ? sortFew : sortMany)(columns, from, to);
  }
}

/** By insertion, in place. */
function sortFew({ pitch, velocity, end }: NoteColumns, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const [p, v, e] = [pitch[i], velocity[i], end[i]];
    let at = i;
    for (; at > from && pitch[at - 1] > p; at--) {
      pitch[at] = pitch[at - 1];
      velocity[at] = velocity[at - 1];
      end[at] = end[at - 1];
    }
    pitch[at] = p;
    velocity[at] = v;
    end[at] = e;
  }
}

/** By way of a sorted list of places. */
function sortMany({ pitch, velocity, end }: NoteColumns, from: number, to: number): void {
  const was = { pitch: pitch.slice(from, to), velocity: velocity.slice(from, to), end: end.slice(from, to) };
  const order = Uint32Array.from(was.pitch.keys()).sort((a, b) => was.pitch[a] - was.pitch[b] || a - b);
  for (const [i, place] of order.entries()) {
    pitch[from + i] = was.pitch[place];
    velocity[from + i] = was.velocity[place];
    end[from + i] = was.end[place];
  }
}
