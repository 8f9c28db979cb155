/** The start symbol, which the decoder gets before the first note. It is no pseudo-note: its one-hot row is all zeros. */
export const START = -1;
