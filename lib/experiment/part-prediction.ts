/** What each number of a note costs a network, in songs that it has not learned from. */
import { batchesInOrder, songsOf } from "../dataset";
import { bootstrap, type Interval } from "../evaluation";
import type { Trainable } from "../model";
import { evaluate } from "../training";
import { answerAtBest, askedSongs, type AskingOptions } from "./asked-songs";

/** What one song tells. */
export interface PredictedParts {
  file: string;
  /** Predicted ones. */
  notes: number;
  /** Mean surprise of each number of a note, in bits: pitch, velocity, …; of pseudo-notes one. */
  bits: number[];
}

export interface PartPrediction<Model extends Trainable> {
  /** So many epochs of training, where the validation songs' loss was least. */
  epoch: number;
  /** The songs of the test side that are long enough, in their order. */
  songs: PredictedParts[];
  parameters: number;
  seconds: number;
  /** After the last epoch; the caller disposes of it. */
  model: Model;
}

/**
 * What the test songs cost at the epoch that the validation songs choose: {@link answerAtBest}.
 * @returns null when no validation or no test song is long enough, or no epoch was finished
 */
export async function predictParts<Model extends Trainable>(
  options: AskingOptions<Model>,
): Promise<PartPrediction<Model> | null> {
  const { dataset } = options;
  const asked = askedSongs(songsOf(dataset, "test"), dataset.preset);
  if (dataset.windows.validation.count === 0 || asked.length === 0) return null;
  const told = await answerAtBest(options, async (model) => {
    const bits: number[][] = [];
    for (const { windows } of asked) {
      const result = await evaluate(model, batchesInOrder(windows, 64));
      if (result && result !== "stopped") bits.push(result.parts.map((nats) => nats / Math.LN2));
    }
    return { bits };
  });
  if (!told) return null;
  const { run, answer } = told;
  return {
    epoch: answer.epoch,
    songs: asked.map(({ song: { file }, windows }, i) => ({ file, notes: windows.notes, bits: answer.bits[i] })),
    parameters: run.model.parameters,
    seconds: run.seconds,
    model: run.model,
  };
}

/** Bits a note of its first `parts` numbers (all, if left out), with the interval over the songs. @throws Error for no songs. */
export function partBits(songs: readonly PredictedParts[], parts?: number): Interval {
  return bootstrap(songs.map((song) => ({ value: sumOf(song, parts), weight: song.notes })));
}

/**
 * By how many bits a note `songs` cost more than the same songs cost another (less, where it is negative), with the interval
 * over them. Where it holds 0, other songs might have turned it round.
 * @param parts the numbers of a note that count, of either
 */
export function partBitsBehind(
  songs: readonly PredictedParts[],
  others: readonly PredictedParts[],
  parts: { own?: number; others?: number } = {},
): Interval {
  return bootstrap(
    songs.map((song, i) => {
      if (others[i]?.file !== song.file)
        throw new Error(`${song.file} is not the other's song ${i}; ask both about the same songs.`);
      return { value: sumOf(song, parts.own) - sumOf(others[i], parts.others), weight: song.notes };
    }),
  );
}

const sumOf = ({ bits }: PredictedParts, parts = bits.length): number =>
  bits.slice(0, parts).reduce((sum, each) => sum + each, 0);
