/** What a file says of the model in it, so that others (and we) can build it anew. */
import { z } from "zod";
import type { Seq2Seq } from "../model";

const schema = z.object({
  /** Number of notes. */
  vocabulary: z.number().int().positive(),
  /** Of each LSTM layer, bottom first; encoder and decoder alike. */
  units: z.array(z.number().int().positive()).nonempty(),
  dropout: z.number().min(0).lt(1),
  states: z.enum(["each-layer", "top-layer"]),
});

export type Description = z.infer<typeof schema>;

export function descriptionOf({ config }: Seq2Seq): Description {
  const { vocabulary, units, dropout, states = "each-layer" } = config;
  return schema.parse({ vocabulary, units, dropout, states });
}

/** @throws Error when the text describes no model. */
export function parseDescription(text: string | undefined): Description {
  try {
    return schema.parse(JSON.parse(text ?? ""));
  } catch {
    throw new Error("The file does not say what model its weights are of; take one that lib/exchange wrote.");
  }
}
