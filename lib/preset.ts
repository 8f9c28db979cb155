/** How large the model is, how long it trains and on how much: three settings that go together. */
import {
  type ArticleFeatureName,
  type BinChoice,
  type BinChoices,
  type FeatureName,
  FEATURES,
  perFeature,
} from "./encoding";
import { chosenBins, inForce } from "./chosen-bins";

export { chosenBins, forgetBins, useBins } from "./chosen-bins";

/**
 * What the decoder is to predict: the notes that the encoder read ("reconstruction"), or those that follow them
 * ("continuation").
 */
export type Objective = "reconstruction" | "continuation";

export type PresetName = "quick" | "standard" | "article";

type Settings<N extends FeatureName> = { readonly [K in N as `${K}Bins`]: BinChoice };

/**
 * How the notes' features are binned in the whole walk: `durationBins`, `velocityBins`, and those of further features that
 * the model is to hear. Bins that the reader chose (`useBins`, or the explorer in notebook 02) go before them.
 */
export type BinSettings = Settings<ArticleFeatureName> & Partial<Settings<Exclude<FeatureName, ArticleFeatureName>>>;

export interface Preset extends BinSettings {
  readonly name: PresetName | "unseen";
  /** How many of the collection's songs are taken, those that are held out included; null: all of them. */
  readonly songs: number | null;
  /** Each training song is also taken in these other keys, so many semitones higher (or lower); left out: in none. */
  readonly transpositions?: readonly number[];
  /**
   * What is never divided between training and held-back songs: copies of one tune, or whole families of tunes that
   * share passages, as a claim about songs never seen needs it; "tune" unless said otherwise.
   */
  readonly split?: "tune" | "family";
  /**
   * Pseudo-notes that come less often than this in the songs on the training side, and so those that only songs held back
   * have, are taken for the nearest of the others; left out: every pseudo-note of the collection has its own place.
   */
  readonly leastNotes?: number;
  /** Units of each LSTM layer, first layer first; encoder and decoder alike. */
  readonly units: readonly number[];
  /** Share of the values between the LSTM layers that is dropped in training, 0 to under 1. */
  readonly dropout: number;
  /** Notes in a window. */
  readonly timesteps: number;
  /** Notes from the start of one window to the start of the next. */
  readonly stride: number;
  /** Windows in a training step. */
  readonly batch: number;
  readonly epochs: number;
  /** Epochs from one MIDI file of the diary to the next. */
  readonly diaryEvery: number;
  /** Adam's step size. */
  readonly learningRate: number;
  /** The gradients of a step are scaled down so that their common norm is at most this; left out: not scaled. */
  readonly clipNorm?: number;
  /** The step size falls to 0 by the last epoch, along half a cosine; left out: it stays. */
  readonly annealed?: boolean;
  readonly objective: Objective;
  /**
   * The article's encoder and decoder, unless said otherwise; "next-note", one LSTM that reads a melody from its
   * beginning; "pointer", the same that can also point back at what it has read; "multivariate", the article's with a
   * softmax for each number of a note, "independent" where these do not depend on one another.
   */
  readonly model?: "seq2seq" | "next-note" | "pointer" | "multivariate" | "independent";
  /** A window is a whole song from its beginning, of at most `timesteps` notes; left out: windows are cut. */
  readonly wholeSongs?: boolean;
  /** Which of the encoder's states start the decoder; "each-layer" unless said otherwise. */
  readonly states?: "each-layer" | "top-layer";
  readonly seed: number;
}

const standard: Preset = {
  name: "standard",
  songs: 20,
  units: [256, 256],
  dropout: 0,
  timesteps: 32,
  stride: 16,
  batch: 64,
  epochs: 150,
  diaryEvery: 5,
  learningRate: 2e-3,
  clipNorm: 1,
  durationBins: { method: "quantile", count: 4 },
  velocityBins: { method: "quantile", count: 4 },
  objective: "reconstruction",
  seed: 1,
};

/** The presets by name; `npm run reproduce -- --preset NAME` or the environment variable PRESET picks one. */
export const presets: Readonly<Record<PresetName, Preset>> = {
  quick: { ...standard, name: "quick", songs: 8, units: [64, 64], epochs: 6, diaryEvery: 2 },
  standard,
  article: {
    ...standard,
    name: "article",
    songs: null,
    units: [1024, 1024],
    dropout: 0.2,
    timesteps: 50,
    stride: 25,
    epochs: 1000,
    diaryEvery: 10,
    learningRate: 1e-3,
  },
};

/** How a preset bins each of the features that it has bins for. */
export function binChoices(preset: BinSettings): BinChoices {
  const settingOf = (name: FeatureName): BinChoice | undefined => preset[`${name}Bins`];
  const used = FEATURES.filter(({ name }) => settingOf(name) !== undefined);
  return perFeature(used, ({ name }) => settingOf(name)!);
}

/**
 * The preset called `name`; without a name the one in the environment variable PRESET, else "standard". Bins that the
 * reader chose (`useBins`) stand in the place of its own; a line says so.
 * @throws Error when there is no preset of that name, or the file of the chosen bins is damaged.
 */
export function choosePreset(name: string = process.env.PRESET || "standard"): Preset {
  if (!Object.hasOwn(presets, name)) {
    throw new Error(`There is no preset "${name}"; choose one of ${Object.keys(presets).join(", ")}.`);
  }
  const preset = presets[name as PresetName];
  const chosen = chosenBins();
  if (!chosen) return preset;
  console.log(inForce(chosen));
  return { ...preset, durationBins: chosen.duration, velocityBins: chosen.velocity };
}
