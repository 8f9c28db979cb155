/** A digest of the program itself, as far as the numbers of a training depend on it. */
import { sourceDigest } from "../../source-digest";

const folders = ["lib/corpus", "lib/encoding", "lib/dataset", "lib/model", "lib/tensorflow", "lib/training", "native"];
const files = ["lib/preset.ts", "package-lock.json"];

/** The same where the same files are, whatever the machine. */
export const codeDigest = (): string => sourceDigest(folders, files);
