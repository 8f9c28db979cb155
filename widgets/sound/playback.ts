/** Plays notes from any place, and says where it is. */
import { audioContext, type HeardNote, Voices } from "./synth";

/** From the press of the button to the first sound, in seconds. */
const DELAY = 0.05;

export class Playback {
  private voices: Voices | null = null;
  /** On the context's clock: when the notes' second 0 is, or would have been. */
  private zero = 0;
  private stoppedAt = 0;
  private end = 0;

  get isPlaying(): boolean {
    return this.voices !== null;
  }

  /** Seconds in the notes' own time. */
  get position(): number {
    if (!this.voices) return this.stoppedAt;
    return Math.max(0, Math.min(this.end, audioContext().currentTime - this.zero));
  }

  get isOver(): boolean {
    return this.voices !== null && audioContext().currentTime - this.zero >= this.end;
  }

  /** Plays `notes` from `from` (seconds) on, in place of what plays. */
  play(notes: readonly HeardNote[], from: number): void {
    this.voices?.silence();
    const context = audioContext();
    this.voices = new Voices();
    this.zero = context.currentTime + DELAY - from;
    this.end = notes.reduce((last, note) => Math.max(last, note.end), 0);
    for (const note of notes) {
      if (note.end > from) this.voices.play({ ...note, start: Math.max(note.start, from) }, this.zero);
    }
  }

  /** Stops, and goes to `at` (seconds), or stays where it is. */
  stop(at = this.position): void {
    this.voices?.silence();
    this.voices = null;
    this.stoppedAt = at;
  }
}
