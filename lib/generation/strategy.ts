/** A way to choose notes: what drives a decoder. Each has a file of its own in this folder. */
import type { DecoderState, StepDecoder } from "../model";
import type { tf } from "../tensorflow";

export interface SearchOptions {
  /** Notes to choose for each prompt, from 1. */
  length: number;
  /** Decides what is drawn at random; int32. A search without chance ignores it. */
  seed: number;
}

export interface Strategy {
  /** Rows of the decoder's state that the search needs for each prompt. Default 1. */
  readonly width?: number;
  /**
   * Chooses the notes that follow. It runs within a tidy.
   * @param state of prompts × width rows, those of a prompt side by side; it stays the caller's
   * @returns int32 [length, prompts]
   */
  search(decoder: StepDecoder, state: DecoderState, options: SearchOptions): tf.Tensor2D;
}
