/** The piece under way: what was read, what is composed, when each note is heard. It knows neither page nor sound. */
import { SongIndex } from "../../lib/evaluation";
import {
  type ComposeOptions,
  Composer,
  type Chances,
  type NoteSettings,
  type PlayModel,
  type Turn,
} from "../../lib/play";
import type { HeardNote } from "../sound/synth";

/** Copies shorter than this are nobody's, whatever songs share. */
const LEAST_COPY = 4;

export interface PieceNote extends HeardNote {
  index: number;
  /** Whether the model composed it; else it is of the opening. */
  composed: boolean;
  /** The training song that it is repeated from, where the passage is long enough. */
  song?: string;
}

export type Settings = Required<Pick<NoteSettings, "temperature" | "topP" | "epoch">>;

export class Piece {
  /** Opening and composed notes, in seconds from the opening's first note on. */
  readonly notes: PieceNote[] = [];
  /** What the newest note was chosen from. */
  chances: Chances | null = null;
  private readonly composer: Composer;
  private readonly follow: (note: number) => { length: number; song: number };
  private readonly first: Settings;
  private readonly turns: Turn[] = [];
  private now: Settings;

  constructor(
    private readonly model: PlayModel,
    /** Vocabulary indices of the opening. */
    readonly prompt: readonly number[],
    readonly seed: number,
    settings: Settings,
    index: SongIndex,
    tempo: number,
  ) {
    this.composer = new Composer(model, prompt, seed);
    this.follow = index.follow();
    this.first = { ...settings };
    this.now = { ...settings };
    let start = 0;
    for (const one of prompt) {
      const note = this.note(one, start, tempo, false);
      this.notes.push(note);
      start = note.end;
    }
  }

  /** Notes that songs share: so many in a row from one song, and it is said. */
  static threshold(model: PlayModel): number {
    return Math.max(LEAST_COPY, model.content.shared ?? 0);
  }

  /** How many notes are composed. */
  get length(): number {
    return this.composer.notes.length;
  }

  get end(): number {
    return this.notes[this.notes.length - 1].end;
  }

  /** Composes the next note, with the settings as they are now. */
  next(settings: Settings, tempo: number): PieceNote {
    const changes = Object.entries(settings).filter(([name, value]) => this.now[name as keyof Settings] !== value);
    if (changes.length > 0) {
      if (this.length === 0) Object.assign(this.first, settings);
      else this.turns.push({ from: this.length, ...Object.fromEntries(changes) });
      this.now = { ...settings };
    }
    const { note: index, chances } = this.composer.next(settings);
    this.chances = chances;
    const note = this.note(index, this.end, tempo, true);
    this.notes.push(note);
    this.mark(index);
    return note;
  }

  /** The song that is repeated at a place, in seconds, and for how many notes up to there; null where none is. */
  copyAt(seconds: number): { song: string; length: number } | null {
    const { notes } = this;
    const at = notes.findIndex(({ start, end }) => start <= seconds && seconds < end);
    const song = notes[at]?.song;
    if (song === undefined) return null;
    let length = 1;
    while (notes[at - length]?.song === song) length++;
    return { song, length };
  }

  /** What composes the same again; of `length` notes. */
  options(length: number): ComposeOptions {
    const { prompt, seed, first, model } = this;
    const turns = this.turns.filter(({ from }) => from < length);
    return { prompt, length, seed, ...first, ...(turns.length > 0 ? { turns } : {}), model: model.fingerprint };
  }

  private mark(index: number): void {
    const { length, song } = this.follow(index);
    if (length < Piece.threshold(this.model)) return;
    const { name } = this.model.songs[song];
    for (const note of this.notes.slice(-length)) note.song ??= name;
  }

  private note(index: number, start: number, tempo: number, composed: boolean): PieceNote {
    const [{ pitch, velocity, end }] = this.model.vocabulary.decode([index]);
    return { index, pitch, velocity, start, end: start + end / tempo, composed };
  }
}

export const indexOf = (model: PlayModel): SongIndex => new SongIndex(model.songs.map(({ notes }) => notes));
