/** What a player plays: notes by the page's synthesizer, or a sound that came with the output. */
import { Playback } from "./playback";
import type { HeardNote } from "./synth";
import { onVolume, volume } from "./volume";

export interface Source {
  readonly isPlaying: boolean;
  /** In seconds from the first note on. */
  readonly position: number;
  /** Whether it has come to its end by itself. */
  readonly isOver: boolean;
  /** Plays from `from` (seconds) on. @throws where the browser cannot play it. */
  play(from: number): Promise<void>;
  /** Stops, and goes to `at`, or stays where it is. */
  stop(at?: number): void;
}

export class SynthSource implements Source {
  private readonly playback = new Playback();

  constructor(private readonly notes: readonly HeardNote[]) {}

  get isPlaying(): boolean {
    return this.playback.isPlaying;
  }

  get position(): number {
    return this.playback.position;
  }

  get isOver(): boolean {
    return this.playback.isOver;
  }

  play(from: number): Promise<void> {
    this.playback.play(this.notes, from);
    return Promise.resolve();
  }

  stop(at?: number): void {
    this.playback.stop(at);
  }
}

/**
 * Seconds of silence at the start of an MP3: LAME's delay and a decoder's, 576 and 529 samples, at the 22,050 Hz of the
 * project's sounds.
 */
export const DELAY = (576 + 529) / 22_050;

export class AudioSource implements Source {
  constructor(private readonly audio: HTMLAudioElement) {
    audio.volume = volume();
    onVolume((to) => void (audio.volume = to));
  }

  get isPlaying(): boolean {
    return !this.audio.paused;
  }

  get position(): number {
    return Math.max(0, this.audio.currentTime - DELAY);
  }

  get isOver(): boolean {
    return this.audio.ended;
  }

  play(from: number): Promise<void> {
    const { audio } = this;
    if (Math.abs(audio.currentTime - DELAY - from) > 0.01) audio.currentTime = from + DELAY;
    return audio.play();
  }

  stop(at?: number): void {
    this.audio.pause();
    if (at !== undefined) this.audio.currentTime = at + DELAY;
  }
}
