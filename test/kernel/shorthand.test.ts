import { describe, expect, it } from "vitest";
import { printed, run } from "./converse";
const { spellOut } = require("../../kernel/shorthand.cjs") as { spellOut: (code: string) => string };

describe("shorthand properties", () => {
  it("are spelled out, nested ones and assignment targets too, on their own lines", () => {
    expect(spellOut("f({ a, b: { c },\n d });")).toBe("f({ a: a, b: { c: c },\n d: d });");
    expect(spellOut("({ a, b = 2 } = o);")).toBe("({ a: a, b: b = 2 } = o);");
  });
  it("leave everything else alone: strings, comments, patterns of declarations, spreads", () => {
    const code = 'const { a, b } = o; // { c }\nconst s = "{ d }"; g({ ...o, e: 1, f() {} });';
    expect(spellOut(code)).toBe(code);
  });
});

describe("a cell that uses an earlier variable by shorthand", () => {
  it("gets its value", async () => {
    const [, cell] = await run("const w = 3;", "console.log(JSON.stringify({ w }))");
    expect(printed(cell)).toBe('{"w":3}\n');
  });
});
