/** Which version of the reader a cache was made by. */
import { sourceDigest } from "../../source-digest";

let digest: string | undefined;

/** Of all the source of this chapter: whatever is changed in how songs are read, they are read anew. */
export function readerDigest(): string {
  // abcjs, whose version is in package.json, reads the notation of ABC files.
  digest ??= sourceDigest(["lib/corpus"], ["package.json"]).slice(0, 16);
  return digest;
}
