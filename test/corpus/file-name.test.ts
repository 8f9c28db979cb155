import { describe, expect, it } from "vitest";
import { bytesOfName, nameOfBytes } from "../../lib/corpus";

const bytes = (latin1: string) => Buffer.from(latin1, "latin1");

describe("the name of bytes", () => {
  it.each([
    ["caf\xe9.mid", "caf\\xe9.mid"],
    ["caf\xc3\xa9/\xe9\xe8.mid", "café/\\xe9\\xe8.mid"],
    ["\xf0\x9f\x8e\xb5\xf0\x9f\x8e.mid", "🎵\\xf0\\x9f\\x8e.mid"], // the second note is cut off
    ["\xed\xa0\x80", "\\xed\\xa0\\x80"], // half a surrogate pair is not UTF-8
    ["\xc0\xaf", "\\xc0\\xaf"], // nor is a longer form of "/"
    ["\xef\xbb\xbfa", "\ufeffa"],
    ["a\\b\\x4", "a\\b\\x4"],
    ["a\\x41", "a\\x5cx41"],
    ["\\x4\xe9", "\\x4\\xe9"],
    ["", ""],
  ])("%j is %s, and back", (raw, name) => {
    expect(nameOfBytes(bytes(raw))).toBe(name);
    expect(bytesOfName(name)).toEqual(bytes(raw));
  });

  it("stands for one name only, whatever the bytes", () => {
    // All names of up to five of these characters: what an escape is made of, and bytes that are no UTF-8.
    const alphabet = ["\\", "x", "5", "c", "\xe9", "\xc3\xa9"];
    let raws = [""];
    const seen = new Map<string, string>();
    for (let length = 0; length < 5; length++) {
      raws = raws.flatMap((raw) => alphabet.map((character) => raw + character));
      for (const raw of raws) {
        const name = nameOfBytes(bytes(raw));
        expect(bytesOfName(name).toString("latin1")).toBe(raw);
        expect(seen.get(name) ?? raw).toBe(raw);
        seen.set(name, raw);
      }
    }
  });
});
