/** How far the rules for the melody agree over a collection, and what each makes of it. */
import { defaultFolder } from "./corpus";
import type { Melody } from "./melody";
import { melodyRules, type MelodyRuleName } from "./melody-rules";
import { scanMidi } from "./midi-scanner";
import { melodyOf, voicesOf } from "./pick-melody";
import { forEachSong } from "./song-folder";

/** What one rule makes of a collection. */
export interface RuleComparison {
  rule: MelodyRuleName;
  /** What it takes for the melody, in a few words. */
  takes: string;
  /** How many songs were looked at. */
  songs: number;
  /** Of all its melodies together. */
  notes: number;
  /** Mean MIDI pitch of all notes. */
  meanPitch: number;
  /** Share of the notes below C3 (MIDI pitch 48), where a bass plays. */
  low: number;
  /** Share of the notes that start together with the one before. */
  chords: number;
  /** For each rule, the share of the songs in which both take the very same notes. */
  same: Record<MelodyRuleName, number>;
  /** For each rule, the share of this rule's notes that the other's melody has too: same song, start and pitch. */
  common: Record<MelodyRuleName, number>;
}

/** Songs that are looked at, at most: shares of them are sure to a percent or two. */
const ENOUGH = 4000;

/**
 * Applies every rule to every song in `folder` and below it that can be read; of more than `most` files, to every second,
 * third, …
 * @throws Error when the folder cannot be read or has no melody.
 */
export async function compareRules(folder: string = defaultFolder(), most = ENOUGH): Promise<RuleComparison[]> {
  const names = Object.keys(melodyRules) as MelodyRuleName[];
  const tallies = names.map(() => new Tally(names.length));
  let songs = 0;
  const use = (bytes: Uint8Array, file: string): void => {
    const voices = voicesOf(scanMidi(bytes, file));
    const melodies = names.map((rule) => melodyOf(voices, file, rule));
    tallies.forEach((tally, r) => tally.add(melodies, r));
    songs++;
  };
  await forEachSong(folder, use, { most });
  return names.map((rule, r) => {
    const { notes, pitches, low, chords, same, common } = tallies[r];
    const share = (counts: readonly number[], of: number) =>
      Object.fromEntries(names.map((name, i) => [name, counts[i] / of])) as Record<MelodyRuleName, number>;
    return {
      rule,
      takes: melodyRules[rule].takes,
      songs,
      notes,
      meanPitch: pitches / notes,
      low: low / notes,
      chords: chords / notes,
      same: share(same, songs),
      common: share(common, notes),
    };
  });
}

/** MIDI pitch of C3. */
const C3 = 48;

/** What there is to count of one rule's melodies. */
class Tally {
  notes = 0;
  pitches = 0;
  low = 0;
  chords = 0;
  readonly same: number[];
  readonly common: number[];

  constructor(rules: number) {
    this.same = Array<number>(rules).fill(0);
    this.common = Array<number>(rules).fill(0);
  }

  /** One song: its melodies by all the rules, of which this one's is `melodies[own]`. */
  add(melodies: readonly Melody[], own: number): void {
    const melody = melodies[own];
    this.notes += melody.length;
    for (let i = 0; i < melody.length; i++) {
      this.pitches += melody.pitch[i];
      if (melody.pitch[i] < C3) this.low++;
      if (i > 0 && melody.start[i] === melody.start[i - 1]) this.chords++;
    }
    for (const [r, other] of melodies.entries()) {
      const common = commonNotes(melody, other);
      this.common[r] += common;
      if (common === melody.length && common === other.length) this.same[r]++;
    }
  }
}

/** How many notes of `a` have one of the same start and pitch in `b`, each counted once; both are sorted by them. */
function commonNotes(a: Melody, b: Melody): number {
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const order = a.start[i] - b.start[j] || a.pitch[i] - b.pitch[j];
    if (order === 0) common++;
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return common;
}
