/** The note of maximum probability at each step, as in the article. */
import type { Strategy } from "./strategy";

/** One operation for all the notes, where the decoder has one. The same prompt always gives the same piece. */
export const argmax: Strategy = {
  search: (decoder, state, { length }) => decoder.likeliest(state, length),
};
