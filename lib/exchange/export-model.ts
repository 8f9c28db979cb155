/** A trained model as files that other programs read: safetensors, Keras, ONNX. */
import * as fs from "fs";
import * as path from "path";
import type { Vocabulary } from "../encoding";
import type { Seq2Seq } from "../model";
import { descriptionOf } from "./description";
import { runPython } from "./python";
import { writeSafetensors, type FloatArray } from "./safetensors";

export interface ExportOptions {
  /** What its notes mean; left out where nobody knows. */
  vocabulary?: Vocabulary;
  /**
   * Adam's options and state, as `Adam.state()` gives it: the Keras training model then goes on where training stopped.
   * Left out: the files hold weights only, and the Keras model is not compiled.
   */
  optimizer?: {
    learningRate: number;
    clipNorm?: number;
    state: readonly { name: string; data: Float32Array }[];
  };
}

/**
 * Writes a new folder, which is there whole or not at all:
 *
 *   model.safetensors      the weights, gates i, f, c, o
 *   optimizer.safetensors  Adam's moments and step, where known
 *   vocabulary.json        bins and pseudo-notes, where known
 *   keras/                 training.keras, encoder.keras, decoder.keras; notes are one-hot, the start symbol all zeros
 *   onnx/                  encoder.onnx, decoder.onnx; notes are indices, the start symbol is negative
 *
 * The weights stay the model's. @throws Error when the folder is there already, or cannot be written.
 */
export async function exportModel(model: Seq2Seq, folder: string, options: ExportOptions = {}): Promise<void> {
  if (fs.existsSync(folder)) {
    throw new Error(
      `${folder} is there already, and nothing is overwritten; name another folder (--to), or move it away.`,
    );
  }
  const { vocabulary, optimizer } = options;
  fs.mkdirSync(path.dirname(path.resolve(folder)), { recursive: true });
  const work = fs.mkdtempSync(`${path.resolve(folder)}.unfinished-`);
  const place = (name: string): string => path.join(work, name);
  try {
    const adam = optimizer && { learningRate: optimizer.learningRate, clipNorm: optimizer.clipNorm };
    const metadata = { model: JSON.stringify({ ...descriptionOf(model), adam }) };
    writeSafetensors(place("model.safetensors"), weightsOf(model), metadata);
    if (optimizer) writeSafetensors(place("optimizer.safetensors"), momentsOf(model, optimizer.state), metadata);
    if (vocabulary) fs.writeFileSync(place("vocabulary.json"), `${JSON.stringify(vocabulary.toJSON(), null, 1)}\n`);
    const moments = optimizer ? place("optimizer.safetensors") : "-";
    await runPython("to_keras.py", [place("model.safetensors"), moments, place("keras")]);
    await runPython("to_onnx.py", [place("model.safetensors"), place("onnx")]);
    fs.chmodSync(work, 0o755);
    fs.renameSync(work, folder);
  } catch (error) {
    fs.rmSync(work, { recursive: true, force: true });
    throw error;
  }
}

function weightsOf(model: Seq2Seq): FloatArray[] {
  return model.weights.map(({ name, variable }) => ({
    name,
    shape: variable.shape,
    data: () => variable.dataSync<"float32">(),
  }));
}

/** Moments have the shapes of their weights: "encoder_1/kernel/m" that of encoder_1/kernel. */
function momentsOf(model: Seq2Seq, state: readonly { name: string; data: Float32Array }[]): FloatArray[] {
  const shapes = new Map(model.weights.map(({ name, variable }) => [name, variable.shape]));
  return state.map(({ name, data }) => ({
    name,
    shape: shapes.get(name.replace(/\/[mv]$/, "")) ?? [data.length],
    data: () => data,
  }));
}
