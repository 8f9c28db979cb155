/** Which key a written note sounds: the key signature, and the accidentals since the last bar line. */

/** As abcjs names them. */
export type Accidental = "natural" | "sharp" | "flat" | "dblsharp" | "dblflat" | (string & {});

const SEMITONES: Record<string, number> = { natural: 0, sharp: 1, flat: -1, dblsharp: 2, dblflat: -2 };

/** Semitones of the white keys above C. */
const WHITE = [0, 2, 4, 5, 7, 9, 11];

const LETTERS = "cdefgab";

export class Accidentals {
  /** By white key, 0 (C) to 6 (B): semitones. */
  private key: number[] = [];
  /** By white key counted from middle C: what was written since the bar line. */
  private readonly written = new Map<number, number>();

  constructor(key: readonly { acc: Accidental; note: string }[]) {
    this.changeKey(key);
  }

  changeKey(key: readonly { acc: Accidental; note: string }[]): void {
    this.key = new Array<number>(7).fill(0);
    for (const { acc, note } of key) this.key[LETTERS.indexOf(note.toLowerCase())] = semitonesOf(acc);
    this.written.clear();
  }

  endBar(): void {
    this.written.clear();
  }

  /**
   * MIDI pitch of a note at white key `pitch` (0: middle C). An accidental holds until the bar line, in its octave.
   * @throws Error for an accidental of less than a semitone.
   */
  midi({ pitch, accidental }: { pitch: number; accidental?: Accidental }): number {
    if (accidental !== undefined) this.written.set(pitch, semitonesOf(accidental));
    const octave = Math.floor(pitch / 7);
    const letter = pitch - 7 * octave;
    return 60 + 12 * octave + WHITE[letter] + (this.written.get(pitch) ?? this.key[letter]);
  }
}

function semitonesOf(accidental: Accidental): number {
  if (!(accidental in SEMITONES)) throw new Error(`an accidental that MIDI has no pitch for (${accidental})`);
  return SEMITONES[accidental];
}
