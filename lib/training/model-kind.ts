/** The kinds of models there are to train, each made from a preset and a vocabulary. */
import { fieldSizes, rowOfFields, type Vocabulary } from "../encoding";
import { MultivariateModel, noteValuesOf, PointerModel, Seq2Seq, type Trainable } from "../model";
import type { Preset } from "../preset";
import { modelConfig } from "./model-config";

export interface ModelKind<Model extends Trainable> {
  /** @throws Error when the preset is of another kind. */
  make(preset: Preset, vocabulary: Vocabulary): Model;
}

/** The article's model. */
export const seq2seq: ModelKind<Seq2Seq> = {
  make(preset, vocabulary) {
    checkKind(preset, "seq2seq");
    return new Seq2Seq(modelConfig(preset, vocabulary.size));
  },
};

/** The model that points back; with the preset's `model` "next-note", the same without its pointer. */
export const pointing: ModelKind<PointerModel> = {
  make(preset, vocabulary) {
    const { model, units, dropout, seed } = preset;
    checkKind(preset, "pointer", "next-note");
    return new PointerModel({ notes: noteValuesOf(vocabulary), units, dropout, seed, pointer: model === "pointer" });
  },
};

/** The article's model with several outputs a note; the preset's `model` "independent": without a chain between them. */
export const multivariate: ModelKind<MultivariateModel> = {
  make(preset, vocabulary) {
    const { model, units, dropout, seed } = preset;
    checkKind(preset, "multivariate", "independent");
    const steps = vocabulary.symbols.map((_, i) => rowOfFields(vocabulary.pseudoNote(i)));
    const sizes = fieldSizes(vocabulary.bins);
    return new MultivariateModel({ sizes, steps, units, dropout, seed, chained: model === "multivariate" });
  },
};

function checkKind({ name, model = "seq2seq" }: Preset, ...kinds: string[]): void {
  if (!kinds.includes(model)) throw new Error(`Preset "${name}" is of a model "${model}", not ${kinds.join(" or ")}.`);
}
