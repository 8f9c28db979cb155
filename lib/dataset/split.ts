/** Which songs are trained on and which are held back. */
import { createHash } from "crypto";
import type { Melody } from "../corpus";

/** train: learned from; validation: watched while training; test: looked at once, at the end. */
export type Split = "train" | "validation" | "test";

/**
 * A number from 0 to under 1 that depends on the melody's pitches alone, in their order: the first 48 bits of their
 * SHA-256. The same tune at another tempo or loudness, or under another name, has the same number, so no copy of a
 * held-back song is trained on.
 */
export function splitFraction(melody: Melody): number {
  return createHash("sha256").update(melody.pitch).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** The melody's side: 80 % train, 10 % validation, 10 % test. Fixed for ever, whatever the collection around it. */
export function splitOf(melody: Melody): Split {
  return sideOf(splitFraction(melody));
}

/** The side that a fraction of 0 to under 1 stands for. */
export function sideOf(fraction: number): Split {
  return fraction < 0.8 ? "train" : fraction < 0.9 ? "validation" : "test";
}
