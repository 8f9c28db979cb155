/** The decoder stepping on its own notes: nothing is read back from TensorFlow between steps. */
import { lstmCell, type LstmWeights } from "../model";
import { matMul, op } from "../model/native";
import { DataType, typeAttribute } from "../model/native";
import { tf } from "../tensorflow";
import type { Choose } from "./sampling";

export interface DecoderWeights {
  /** LSTM layers, bottom first; the first one's kernel has one row per note. */
  layers: LstmWeights[];
  /** [U, V] and [V]. */
  kernel: tf.Tensor2D;
  bias: tf.Tensor1D;
}

export interface State {
  h: tf.Tensor2D;
  c: tf.Tensor2D;
}

const LOOKUP = [typeAttribute("Tparams", DataType.float32), typeAttribute("Tindices", DataType.int32), typeAttribute("Taxis", DataType.int32)];

/**
 * Starts with the start symbol, feeds every chosen note back.
 * @param initial states [B, U] of each layer; they stay the caller's
 * @returns notes [length, B], int32
 */
export function decodeLoop({ layers, kernel, bias }: DecoderWeights, initial: readonly State[], length: number, choose: Choose): tf.Tensor2D {
  return tf.tidy(() => {
    const [vocabulary, gates] = layers[0].kernel.shape;
    const batch = initial[0].h.shape[0];
    // A note times the kernel is a row of it. The row after the last is the start symbol's: the bias alone.
    const table = tf.concat([tf.add(layers[0].kernel, layers[0].bias), tf.reshape(layers[0].bias, [1, gates])]);
    const rowAxis = tf.scalar(0, "int32");
    const gateAxis = tf.scalar(1, "int32");
    let note = tf.fill([batch], vocabulary, "int32") as tf.Tensor1D;
    let states = initial.map(({ h, c }) => ({ h: h.clone(), c: c.clone() }));
    const notes: tf.Tensor1D[] = [];
    for (let step = 0; step < length; step++) {
      const [next, ...flat] = tf.tidy(() => {
        let x: tf.Tensor = note;
        const after = layers.map((layer, i) => {
          const fromInput = i === 0 ? op("GatherV2", [table, note, rowAxis], LOOKUP) : op("BiasAdd", [matMul(x, layer.kernel), layer.bias]);
          const cell = lstmCell(op("AddV2", [fromInput, matMul(states[i].h, layer.recurrent)]), states[i].c, gateAxis);
          x = cell.h;
          return cell;
        });
        const logits = op<tf.Tensor2D>("BiasAdd", [matMul(x, kernel), bias]);
        return [choose(logits, step), ...after.flatMap(({ h, c }) => [h, c])];
      });
      tf.dispose(states);
      states = layers.map((_, i) => ({ h: flat[2 * i] as tf.Tensor2D, c: flat[2 * i + 1] as tf.Tensor2D }));
      note = next as tf.Tensor1D;
      notes.push(note);
    }
    return tf.stack(notes) as tf.Tensor2D;
  });
}
