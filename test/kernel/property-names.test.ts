import { describe, expect, it } from "vitest";
import { printed, run } from "./converse";
const { spellOut } = require("../../kernel/property-names.cjs") as { spellOut: (code: string) => string };

describe("shorthand properties", () => {
  it("are spelled out, nested ones too, on their own lines", () => {
    expect(spellOut("f({ a, b: { c },\n d });")).toBe("f({ a: a, b: { c: c },\n d: d });");
  });
  it("leave everything else alone: strings, comments, patterns of declarations, spreads", () => {
    const code = 'const { a, b } = o; // { c }\nconst s = "{ d }"; g({ ...o, e: 1, f() {} });';
    expect(spellOut(code)).toBe(code);
  });
});

describe("names of properties in patterns", () => {
  it("are quoted in declarations, parameters, assignments and loops", () => {
    expect(spellOut("const { a: b, c: { d: e = 1 }, ...f } = o;")).toBe(
      'const { "a": b, "c": { "d": e = 1 }, ...f } = o;',
    );
    expect(spellOut("const f = ({ a: b, c }) => b + c;")).toBe('const f = ({ "a": b, c }) => b + c;');
    expect(spellOut("({ a, b: [{ c: d }], e = 2 } = o);")).toBe('({ "a": a, "b": [{ "c": d }], "e": e = 2 } = o);');
    expect(spellOut("for ({ a: b } of o) f({ a: b });")).toBe('for ({ "a": b } of o) f({ a: b });');
  });
  it("are left alone where they are computed, or values", () => {
    const code = "const { [a]: b } = { a: { b: c } };\nd = { a: 1 } === e;";
    expect(spellOut(code)).toBe(code);
  });
});

describe("a cell that uses an earlier variable", () => {
  it("gets its value by shorthand", async () => {
    const [, cell] = await run("const w = 3;", "console.log(JSON.stringify({ w }))");
    expect(printed(cell)).toBe('{"w":3}\n');
  });
  it("takes it apart by names, whose type the earlier cell declared", async () => {
    const first = 'const T = 2; const pieces = [{ title: "a", notes: [1, 2, 3, 4] }];';
    const second = [
      "const f = ({ title, notes: all }: (typeof pieces)[number]) => `${title} ${all.slice(T)}`;",
      "let title: string, notes: number[];",
      "({ title, notes: notes } = pieces[0]);",
      "const { notes: same } = pieces[0];",
      "console.log(f(pieces[0]), title, notes.length, same.length);",
    ];
    const [, cell] = await run(first, second.join("\n"));
    expect(printed(cell)).toBe("a 3,4 a 4 4\n");
  });
});
