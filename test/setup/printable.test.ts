import { spawnSync } from "child_process";
import { expect, it } from "vitest";
import { printable } from "../../setup/printable.mjs";
import { python } from "../reproduce/run";

/** Every character below U+3000, the ends of the plane, lone surrogates, and one beyond. */
const codes = [...Array(0x3000).keys(), 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xfeff, 0xffff];

it("writes out what a terminal would obey, and nothing else", () => {
  expect(printable("\x1b]0;title\x07\x1b[2J\r\x9b\x7f\u202e\u2066")).toBe(
    "\\x1b]0;title\\x07\\x1b[2J\\x0d\\x9b\\x7f\\u202e\\u2066",
  );
  const names = "Ça va – Дом.mid\t日本語 𝄞 “x”\nעברית e\u0301 👩‍🎤";
  expect(printable(names)).toBe(names);
  expect(printable("a\ud800b\udc00")).toBe("a\\ud800b\\udc00");
  const changed = codes.filter((code) => printable(String.fromCharCode(code)) !== String.fromCharCode(code));
  for (const code of changed) expect(String.fromCharCode(code)).toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
});

it("is the same in Python", () => {
  const script = `import json, sys; sys.path.insert(0, "reproduce"); from printable import printable
print(json.dumps([printable(chr(c)) for c in json.loads(sys.argv[1])]))`;
  const { stdout, stderr } = spawnSync(python, ["-c", script, JSON.stringify(codes)], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual(codes.map((code) => printable(String.fromCharCode(code))));
});
