/** Whether all ranks train the same: looked at before the first step. */
import { createHash } from "crypto";
import type { Dataset } from "../../dataset";
import { codeDigest } from "./code";
import type { Group } from "./group";

/** What must be alike, and what to do where it is not. */
const remedies: Record<string, string> = {
  code: "bring all to the same commit",
  songs: "give all the same songs (--midi, --collection)",
  preset: "give all the same --preset",
  bins: "give all the same songs and the same bins of them",
  vocabulary: "give all the same songs and the same bins of them",
  precision: "give all the same --reduce",
};

/** Whole numbers below 2^16, which float32 holds exactly, of a digest: 64 bits are enough to tell two apart. */
const WORDS = 4;

function words(text: string): number[] {
  const digest = createHash("sha256").update(text).digest();
  return Array.from({ length: WORDS }, (_, i) => digest.readUInt16LE(2 * i));
}

/** What this rank goes by, one text for each of `remedies` but the group's precision. */
export function partsOf({ fingerprint }: Pick<Dataset, "fingerprint">, code = codeDigest()): string[] {
  const { collection, windows, vocabulary, ...others } = fingerprint.parts;
  const named = (pattern: RegExp) => JSON.stringify(Object.entries(others).filter(([name]) => pattern.test(name)));
  return [code, `${collection}; ${windows}`, named(/^preset/), named(/ bins$/), vocabulary];
}

/**
 * All ranks compare what they go by with what rank 0 does.
 * @throws Error on every rank, that names who differs in what, and says what to do
 */
export function agree(group: Group, parts: readonly string[]): void {
  const all = group.gather([...parts, group.precision].flatMap(words));
  const names = Object.keys(remedies);
  for (const [rank, digests] of all.entries()) {
    const differs = names.filter((_, part) =>
      Array.from({ length: WORDS }, (_, i) => part * WORDS + i).some((at) => digests[at] !== all[0][at]),
    );
    // Other code, preset or songs make other windows and another vocabulary: the first is the cause.
    const cause = ["code", "preset", "songs", "bins", "vocabulary", "precision"].find((name) => differs.includes(name));
    if (!cause) continue;
    const { addresses } = group;
    throw new Error(
      `Worker ${rank} (${addresses[rank]}) has other ${cause} than worker 0 (${addresses[0]}): ${remedies[cause]}, and start all again.`,
    );
  }
}
