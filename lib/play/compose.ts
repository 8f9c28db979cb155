/** Composing with a model to play with: note by note, with settings that may change from one note to the next. */
import { chanceAt } from "../dataset";
import { START } from "../encoding";
import { samplingOf } from "../generation";
import { type Chances, chancesOf, drawNote } from "./draw-note";
import type { PlainModel, PlainState } from "./plain-model";
import type { PlayModel } from "./play-model";

/** How the next note is chosen. */
export interface NoteSettings {
  /** As {@link samplingOf} takes it, and 0: always the likeliest note, as the article does. Default 1. */
  temperature?: number;
  /** Default 1. */
  topP?: number;
  /** Default: all. */
  topK?: number;
  /** Which snapshot; default the last. */
  epoch?: number;
}

/** Settings from a note on, counted from 0; what it does not name stays as it was. */
export interface Turn extends NoteSettings {
  from: number;
}

export interface ComposeOptions extends NoteSettings {
  /** Pseudo-notes by their index: what the encoder reads, of a longer one the end. */
  prompt: ArrayLike<number>;
  /** Notes to compose. */
  length: number;
  /** Decides what is drawn; int32, default 0. */
  seed?: number;
  /** Where settings change on the way, in order. */
  turns?: readonly Turn[];
  /** The fingerprint of the model that is expected. */
  model?: string;
}

/** The next note, and what it was chosen from. */
export interface Step {
  note: number;
  chances: Chances;
}

/**
 * A piece under way. Each note is fed back to the decoder. The chances are those of `generate` with `sample`, so that the
 * same seed composes the same notes. When the snapshot changes, the new one reads the last notes and goes on from there.
 */
export class Composer {
  readonly notes: number[] = [];
  private readonly prompt: readonly number[];
  private epoch: number | undefined;
  private model!: PlainModel;
  private states: PlainState[] = [];
  private before = START;

  /** @throws Error when the prompt is empty, or has a note that the vocabulary lacks. */
  constructor(
    private readonly play: PlayModel,
    prompt: ArrayLike<number>,
    private readonly seed = 0,
  ) {
    this.prompt = Array.from(prompt).slice(-play.timesteps);
    const { size } = play.vocabulary;
    if (this.prompt.length === 0) throw new Error("There is no prompt to start from; give at least one note.");
    for (const note of this.prompt) {
      if (!(Number.isInteger(note) && note >= 0 && note < size))
        throw new Error(`The prompt holds the note ${note}; this model's vocabulary has the notes 0 to ${size - 1}.`);
    }
  }

  /** Composes one more note. @throws Error when a setting is out of its range. */
  next({ temperature = 1, topP, topK, epoch = this.play.lastEpoch }: NoteSettings = {}): Step {
    const likeliest = temperature === 0;
    const sampling = { ...samplingOf({ temperature: likeliest ? 1 : temperature, topP, topK }), temperature };
    if (epoch !== this.epoch) {
      this.model = this.play.after(epoch);
      this.states = this.model.read([...this.prompt, ...this.notes].slice(-this.play.timesteps));
      this.before = START;
      this.epoch = epoch;
    }
    const { scores, states } = this.model.step(this.states, this.before);
    const chances = chancesOf(scores, sampling);
    const note = drawNote(chances, chanceAt(this.seed, this.notes.length, 0));
    this.states = states;
    this.before = note;
    this.notes.push(note);
    return { note, chances };
  }
}

/**
 * A whole piece, as vocabulary indices: [length].
 * @throws Error when an option is out of its range, or `model` is another's fingerprint.
 */
export function compose(play: PlayModel, options: ComposeOptions): Int32Array {
  const { prompt, length, seed, turns = [], model, ...settings } = options;
  if (model !== undefined && model !== play.fingerprint) {
    throw new Error(
      `These settings are of the model ${model}, and this is ${play.fingerprint}: it would compose other notes.`,
    );
  }
  if (!(Number.isInteger(length) && length >= 1))
    throw new Error(`A length of ${length} notes is not possible; give a whole number from 1.`);
  const composer = new Composer(play, prompt, seed);
  let now: NoteSettings = settings;
  for (let t = 0; t < length; t++) {
    for (const { from, ...changes } of turns) if (from === t) now = { ...now, ...changes };
    composer.next(now);
  }
  return Int32Array.from(composer.notes);
}
