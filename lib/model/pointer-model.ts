/**
 * A next-note model that can point back: an LSTM reads a melody from its beginning; at each note it mixes its own opinion of
 * the next one with what followed at earlier moments that its state reminds it of (`pointer.ts`). How far it trusts itself
 * is decided by a sentinel, one more place to point at: Merity et al. 2017.
 */
import { START } from "../encoding";
import { tf } from "../tensorflow";
import { attention, notesBefore } from "./attention";
import { applyDropout, maskFor } from "./dropout";
import { embedded } from "./embedding";
import { type CallOptions, swapBatchAndTime } from "./layer";
import { runLstm } from "./lstm";
import type { LstmState } from "./lstm-ops";
import { NamedWeights } from "./named-weights";
import { NoteFeatures, type NoteValues, type Position } from "./note-features";
import { pointed } from "./pointer";

export interface PointerConfig {
  /** Of the vocabulary's notes. */
  notes: NoteValues;
  /** Of each LSTM layer, bottom first. */
  units: readonly number[];
  /** Share of the values dropped before and after each LSTM layer in training, in [0, 1). */
  dropout: number;
  /** False: it has its own opinion only. Default true. */
  pointer?: boolean;
  /** Decides the initial weights; int32. */
  seed: number;
}

/** Width of the notes' embedding, and of the queries and keys. */
const WIDTH = 128;
const KEY = 64;

/** The smallest probability that is told from 0: its logarithm is finite. */
const LEAST = 1e-30;

/** Where the LSTM has arrived, in the melody and in its states. */
export interface Reading {
  position: Position;
  states: LstmState[];
}

export class PointerModel {
  readonly features: NoteFeatures;
  readonly vocabulary: number;
  private readonly named: NamedWeights;

  constructor(readonly config: PointerConfig) {
    this.features = new NoteFeatures(config.notes);
    this.vocabulary = config.notes.pitches.length;
    this.named = new NamedWeights(config.seed, 5000);
    this.named.add("embedding", [this.features.rows, WIDTH]);
    let inputs = WIDTH;
    config.units.forEach((units, i) => {
      this.named.addLstm(`lstm_${i + 1}`, inputs, units);
      inputs = units;
    });
    this.named.addDense("logits", inputs, this.vocabulary);
    if (!this.pointer) return;
    this.named.add("query", [inputs, KEY]);
    this.named.add("key", [inputs, KEY]);
    this.named.add("sentinel", [1, KEY]);
  }

  get weights() {
    return this.named.all;
  }

  /** Whether it can point back. */
  get pointer(): boolean {
    return this.config.pointer !== false;
  }

  /** Number of trainable numbers. */
  get parameters(): number {
    return this.named.size;
  }

  /** States and position before any note. */
  start(batch: number): Reading {
    const states = this.config.units.map((units) => ({
      h: tf.zeros([batch, units]) as tf.Tensor2D,
      c: tf.zeros([batch, units]) as tf.Tensor2D,
    }));
    return { position: this.features.start(batch), states };
  }

  /**
   * Reads notes on from where it was: the top layer's states after each, [B, T, U], and where it is then.
   * @param notes int32 [B, T]; negative: the start symbol
   */
  read(notes: tf.Tensor2D, from: Reading, o: CallOptions = {}): { states: tf.Tensor3D; reading: Reading } {
    const { indices, position } = this.features.of(notes, from.position);
    let masks = 0;
    const dropped = (x: tf.Tensor): tf.Tensor => {
      const { dropout } = this.config;
      if (!o.training || dropout === 0) return x;
      return applyDropout(x, maskFor(x.shape, dropout, o.dropoutSeed ?? 0, 6000 + masks++, o.dropoutRows), dropout);
    };
    let x = dropped(swapBatchAndTime(embedded(this.named.get("embedding"), indices)));
    const states = from.states.map((state, i): LstmState => {
      const [sequence, h, c] = runLstm(x as tf.Tensor3D, this.named.lstm(`lstm_${i + 1}`), state, true);
      x = dropped(sequence);
      return { h: h as tf.Tensor2D, c: c as tf.Tensor2D };
    });
    return { states: swapBatchAndTime(x) as tf.Tensor3D, reading: { position, states } };
  }

  /** Its own opinion: scores of the next note after each state, [B, T, V]. */
  logits(states: tf.Tensor3D): tf.Tensor3D {
    const [B, T, U] = states.shape;
    const flat = tf.matMul(tf.reshape(states, [B * T, U]), this.named.get<tf.Tensor2D>("logits/kernel"));
    return tf.reshape(tf.add(flat, this.named.get("logits/bias")), [B, T, this.vocabulary]);
  }

  /** What each state asks for, or (`key`) answers to, [B, T, {@link KEY}]; queries are scaled for the dot product. */
  projected(states: tf.Tensor3D, by: "query" | "key"): tf.Tensor3D {
    const [B, T, U] = states.shape;
    const flat = tf.matMul(tf.reshape(states, [B * T, U]), this.named.get<tf.Tensor2D>(by));
    return tf.reshape(by === "query" ? tf.mul(flat, 1 / Math.sqrt(KEY)) : flat, [B, T, KEY]);
  }

  /** The sentinel before keys [B, K, D]: [B, 1 + K, D]. */
  withSentinel(keys: tf.Tensor3D): tf.Tensor3D {
    const [B, , D] = keys.shape;
    return tf.concat([tf.add(tf.zeros([B, 1, D]), this.named.get("sentinel")) as tf.Tensor3D, keys], 1);
  }

  /**
   * ln p of each note as the next, mixed, [B, T, V].
   * @param weights [B, T, 1 + K]: how much each place counts, the sentinel first
   * @param followed int32 [B, K]: which note followed at each place
   */
  mixed(logits: tf.Tensor3D, weights: tf.Tensor3D, followed: tf.Tensor2D): tf.Tensor3D {
    const [B, T, K] = weights.shape;
    const gate = tf.slice(weights, [0, 0, 0], [B, T, 1]);
    const pointer = pointed(tf.slice(weights, [0, 0, 1], [B, T, K - 1]), followed, this.vocabulary);
    const p = tf.add(tf.mul(gate, tf.softmax(logits)), pointer);
    return tf.log(tf.maximum(p, LEAST)) as tf.Tensor3D;
  }

  /** What the training and the evaluation run: as a Seq2Seq's model of the same name, its encoder's notes unread. */
  readonly training = {
    /**
     * @param inputs [anything, notes int32 [B, T]], each melody one note late, the start symbol first
     * @returns ln p of the next note after each, [B, T, V], or [T, B, V] with `timeMajor`
     */
    apply: ([, notes]: tf.Tensor[], o: CallOptions = {}): tf.Tensor => {
      const [B, T] = notes.shape as [number, number];
      const { states } = this.read(notes as tf.Tensor2D, this.start(B), o);
      let scores = this.logits(states);
      if (this.pointer) {
        // The note that followed state t is the one read next; what followed the last is never asked.
        const followed = tf.concat([tf.slice(notes, [0, 1], [B, T - 1]), tf.zeros([B, 1], "int32")], 1);
        scores = this.mixed(scores, this.lookingBack(states), followed as tf.Tensor2D);
      }
      return o.timeMajor ? swapBatchAndTime(scores) : scores;
    },
  };

  /** How much each state counts for each later one, [B, T, 1 + T], the sentinel first. */
  private lookingBack(states: tf.Tensor3D): tf.Tensor3D {
    const keys = this.withSentinel(this.projected(states, "key"));
    return attention(this.projected(states, "query"), keys, notesBefore(1, states.shape[1]));
  }

  /**
   * Where it points as it predicts each note of a melody: [T, 1 + T] in row order; row t is how much it trusts itself and
   * then how much it counts on what followed the states before notes 0, 1, … (those from t on are 0). Sums to 1.
   * @param notes indices, as many as T
   * @throws Error when it has no pointer
   */
  pointsAt(notes: Int32Array): Float32Array {
    if (!this.pointer) throw new Error("This model does not point; make one with a pointer.");
    return tf.tidy(() => {
      const late = Int32Array.of(START, ...notes.subarray(0, notes.length - 1));
      const { states } = this.read(tf.tensor2d(late, [1, notes.length], "int32"), this.start(1));
      return this.lookingBack(states).dataSync() as Float32Array;
    });
  }

  dispose(): void {
    this.named.dispose();
  }
}
