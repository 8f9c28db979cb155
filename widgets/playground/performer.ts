/** Lets a piece be composed and heard a little ahead of time, note by note, until it is stopped. */
import { audioContext, Voices } from "../sound/synth";
import type { Timbre } from "../sound/synth";
import type { Piece, PieceNote, Settings } from "./piece";

/** Seconds that notes are composed before they are heard: long enough for a busy page, short enough to follow the hand. */
const AHEAD = 0.35;
/** Behind other windows a page's timers run once a second. */
const AHEAD_HIDDEN = 2.5;
const DELAY = 0.08;
/** Milliseconds. */
const EVERY = 40;

export interface Score {
  piece: Piece;
  settings(): Settings;
  tempo(): number;
  timbre(): Timbre;
  /** Called with each note that is composed. */
  onNote(note: PieceNote): void;
}

export class Performer {
  private voices: Voices | null = null;
  private timer = 0;
  /** On the context's clock: when the piece's second 0 is. */
  private zero = 0;
  private stoppedAt = 0;
  private given = 0;
  private from = 0;
  private score: Score | null = null;

  get isPlaying(): boolean {
    return this.voices !== null;
  }

  /** Seconds in the piece. */
  get position(): number {
    return this.voices ? Math.max(0, audioContext().currentTime - this.zero) : this.stoppedAt;
  }

  /** Plays the piece from `from` (seconds) on; what is not composed yet is composed on the way. */
  play(score: Score, from: number): void {
    this.stop();
    const context = audioContext();
    this.score = score;
    this.from = from;
    this.voices = new Voices();
    this.zero = context.currentTime + DELAY - from;
    this.given = score.piece.notes.findIndex((note) => note.end > from);
    if (this.given < 0) this.given = score.piece.notes.length;
    this.timer = window.setInterval(() => this.fill(), EVERY);
    this.fill();
  }

  stop(): void {
    if (!this.voices) return;
    this.stoppedAt = this.position;
    window.clearInterval(this.timer);
    this.voices.silence();
    this.voices = null;
  }

  /** Goes to a place, in seconds; nothing plays then. */
  moveTo(seconds: number): void {
    this.stop();
    this.stoppedAt = seconds;
  }

  private fill(): void {
    const { score, voices } = this;
    if (!score || !voices) return;
    const { piece } = score;
    const until = audioContext().currentTime + (document.hidden ? AHEAD_HIDDEN : AHEAD) - this.zero;
    for (;;) {
      if (this.given === piece.notes.length) {
        if (piece.end > until) return;
        score.onNote(piece.next(score.settings(), score.tempo()));
      }
      const note = piece.notes[this.given];
      if (note.start > until) return;
      // After the page was held up, what is past is not heard all at once.
      if (this.zero + note.end > audioContext().currentTime) {
        voices.play({ ...note, start: Math.max(note.start, this.from) }, this.zero, score.timbre());
      }
      this.given++;
    }
  }
}
