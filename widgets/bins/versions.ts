/** A melody as written and after binning. */
import type { WidgetMelody } from "../../lib/display";
import { binOf, featureOf, type NoteBins } from "../../lib/encoding";
import type { HeardNote } from "../sound/synth";

export const VERSIONS = ["as written", "binned, onsets kept", "as pseudo-notes"] as const;

export type Version = (typeof VERSIONS)[number];

/** A note of a version: `changed`, where the ear tells its length or its loudness from what was written. */
export interface VersionNote extends HeardNote {
  changed: boolean;
}

/**
 * The notes of a melody, from 0 s on. Binned, each has its bins' duration and velocity; onsets are kept, or, as
 * `Vocabulary.decode` has it, each follows the one before.
 */
export function versionOf({ notes }: WidgetMelody, bins: NoteBins, version: Version): VersionNote[] {
  const zero = notes.reduce((first, [, , start]) => Math.min(first, start), Infinity);
  const decoded = (feature: "duration" | "velocity", value: number): number =>
    featureOf(feature).decode(bins[feature].medians[binOf(value, bins[feature].edges)]);
  const isHeard = (feature: "duration" | "velocity", value: number, binned: number): boolean =>
    featureOf(feature).isHeard?.(value, binned) ?? value !== binned;
  let next = 0;
  return notes.map(([pitch, velocity, from, to]) => {
    const [start, length] = [from - zero, to - from];
    if (version === "as written") return { pitch, velocity, start, end: to - zero, changed: false };
    const [binnedLength, binnedVelocity] = [decoded("duration", length), decoded("velocity", velocity)];
    const onset = version === "as pseudo-notes" ? next : start;
    next = onset + binnedLength;
    const changed = isHeard("duration", length, binnedLength) || isHeard("velocity", velocity, binnedVelocity);
    return { pitch, velocity: binnedVelocity, start: onset, end: next, changed };
  });
}

/** The place (seconds) in `to` that is as far in the same note as `at` is in `from`. */
export function samePlace(at: number, from: readonly HeardNote[], to: readonly HeardNote[]): number {
  let i = 0;
  while (i + 1 < from.length && from[i + 1].start <= at) i++;
  const lengthOf = (notes: readonly HeardNote[]): number =>
    i + 1 < notes.length ? Math.max(notes[i + 1].start - notes[i].start, 0) : notes[i].end - notes[i].start;
  const length = lengthOf(from);
  const share = length > 0 ? Math.max(0, Math.min(1, (at - from[i].start) / length)) : 0;
  return to[i].start + share * lengthOf(to);
}
