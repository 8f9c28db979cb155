/** Models that others made: weights of the article's model, trained with Keras or exported from here. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { Seq2Seq } from "../model";
import { tf } from "../tensorflow";
import { parseDescription } from "./description";
import { runPython } from "./python";
import { readSafetensors } from "./safetensors";

/**
 * The article's model from a file that Keras saved whole (`model.save`: .keras, or .h5 of older ones): LSTM layers of
 * the encoder, as many of the decoder that start from their states, a dense layer. What its notes mean is for the caller
 * to know: index n is place n of the one-hot vectors that it was trained on.
 * @returns the model, the caller's to dispose of
 * @throws Error when the file cannot be read, or holds another model
 */
export async function importKeras(file: string): Promise<Seq2Seq> {
  if (!fs.existsSync(file)) throw new Error(`There is no file ${file}.`);
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "from-keras-"));
  try {
    const found = path.join(work, "model.safetensors");
    await runPython("from_keras.py", [path.resolve(file), found]).catch((error: Error) => {
      const [, reason] = /UNFIT (.*)/.exec(error.message) ?? [];
      throw new Error(
        reason ? `${file} is not the article's model: ${reason}.` : `${file} cannot be read: ${error.message}`,
      );
    });
    return importSafetensors(found);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/**
 * The model of a `model.safetensors` that {@link exportModel} wrote, the caller's to dispose of.
 * @throws Error when the file is another, or lacks a weight
 */
export function importSafetensors(file: string): Seq2Seq {
  const { metadata, arrays } = readSafetensors(file);
  const model = new Seq2Seq({ ...parseDescription(metadata.model), seed: 0 });
  try {
    const known = new Map(arrays.map((array) => [array.name, array]));
    for (const { name, variable } of model.weights) {
      const found = known.get(name);
      if (String(found?.shape) !== String(variable.shape)) {
        throw new Error(`${file} has no ${name} of shape [${variable.shape}].`);
      }
      tf.tidy(() => variable.assign(tf.tensor(found!.data, variable.shape)));
    }
    return model;
  } catch (error) {
    model.dispose();
    throw error;
  }
}
