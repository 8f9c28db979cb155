/** A model to play with, ready for use. */
import { Vocabulary } from "../encoding";
import { bitsOf, type ModelContent, joined, type NamedNotes, parseModel, type Snapshot } from "./model-file";
import { type Bits, packedSize, packMatrix, unpackMatrix } from "./packed-matrix";
import { PlainModel } from "./plain-model";
import { arrayShapes, type ModelShape, weightsFrom } from "./weight-arrays";

/** Unpacked weights are large; so many are kept. */
const UNPACKED = 2;

export class PlayModel {
  readonly vocabulary: Vocabulary;
  /** By epoch. */
  readonly snapshots: readonly Snapshot[];
  readonly songs: readonly NamedNotes[];
  readonly openings: readonly NamedNotes[];
  private readonly unpacked = new Map<number, PlainModel>();

  private constructor(
    readonly content: ModelContent,
    /** Eight hexadecimal digits that tell this model from another. */
    readonly fingerprint: string,
  ) {
    this.vocabulary = Vocabulary.fromJSON(content.vocabulary);
    this.snapshots = content.snapshots;
    this.songs = content.songs;
    this.openings = content.openings;
  }

  /** The model in the bytes of a file. @throws Error when it is none. */
  static from(bytes: Uint8Array): PlayModel {
    const { fingerprint, ...content } = parseModel(bytes);
    return new PlayModel(content, fingerprint);
  }

  get name(): string {
    return this.content.name;
  }

  get timesteps(): number {
    return this.content.timesteps;
  }

  /** The pseudo-notes that it was trained on; undefined where the file does not say. */
  get heard(): ReadonlySet<number> | undefined {
    return this.content.heard && new Set(this.content.heard);
  }

  get shape(): ModelShape {
    return { units: this.content.units, vocabulary: this.vocabulary.size };
  }

  /** The epoch of the last snapshot. */
  get lastEpoch(): number {
    return this.snapshots[this.snapshots.length - 1].epoch;
  }

  /** The model as it was after `epoch`. @throws Error when there is no snapshot of it. */
  after(epoch = this.lastEpoch): PlainModel {
    const ready = this.unpacked.get(epoch);
    if (ready) return ready;
    const snapshot = this.content.snapshots.find((one) => one.epoch === epoch);
    if (!snapshot) {
      const known = this.snapshots.map((one) => one.epoch).join(", ");
      throw new Error(`This model has no snapshot of epoch ${epoch}; it has ${known}.`);
    }
    const arrays = unpackSnapshot(snapshot.bytes, this.shape, snapshot.bits);
    const model = new PlainModel(weightsFrom(arrays, this.shape, this.content.states));
    for (const old of [...this.unpacked.keys()].slice(0, -UNPACKED + 1)) this.unpacked.delete(old);
    this.unpacked.set(epoch, model);
    return model;
  }
}

/** A snapshot's bytes. @throws Error when an array is missing, has another size or a value that is not finite. */
export function packSnapshot(arrays: ReadonlyMap<string, Float32Array>, shape: ModelShape, bits: Bits): Uint8Array {
  weightsFrom(arrays, shape);
  return joined(
    arrayShapes(shape).map((array) => {
      const { name, rows, columns } = array;
      return packMatrix(arrays.get(name)!, rows, columns, bitsOf(array, bits));
    }),
  );
}

/** The arrays of a snapshot by their names. */
export function unpackSnapshot(bytes: Uint8Array, shape: ModelShape, bits: Bits): Map<string, Float32Array> {
  let at = 0;
  return new Map(
    arrayShapes(shape).map((array) => {
      const { name, rows, columns } = array;
      const own = bitsOf(array, bits);
      const first = at;
      at += packedSize(rows, columns, own);
      return [name, unpackMatrix(bytes.subarray(first, at), rows, columns, own)];
    }),
  );
}
