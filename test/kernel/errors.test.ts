import { execFileSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, describe, expect, it } from "vitest";
import { jupyterEnvironment, venv } from "./kernelspec";
import { converse, printed, run } from "./converse";
import { temporaryModules } from "./temporary-modules";

const modules = temporaryModules({
  "thrower.ts": [
    "interface Wide {",
    "  value: number;",
    "}",
    "",
    "export function thrower(wide: Wide): never {",
    "  throw new RangeError(`no ${wide.value}`);",
    "}",
    "",
  ].join("\n"),
  "wrong.ts":
    "interface Two { a: { b: string } }\nexport const two: Two = { a: { b: 1 as unknown as { c: number } } };\n",
});
afterAll(() => modules.remove());

describe("a cell that throws", () => {
  it("sends Jupyter's error message and an error reply, with lines of the source", async () => {
    const [cell] = await run(
      "const text: string = 'a\\nb';\n\nfunction fail(what: string) {\n  throw new RangeError(what);\n}\nfail('five');",
    );
    const [, error] = cell.messages.find(([type]) => type === "error")!;
    expect(error).toEqual({
      ename: "RangeError",
      evalue: "five",
      traceback: ["RangeError: five", "    at fail (cell [1], line 4)", "    at cell [1], line 6"],
    });
    expect(cell.reply).toMatchObject({ status: "error", ...error });
    expect(printed(cell, "stderr")).toBe("");
  });

  it("names the line of the TypeScript file in lib, and of an earlier cell", async () => {
    const [, , cell] = await run(
      `import { thrower } from "${modules.path("thrower")}";`,
      "interface Unused {}\nconst call = async (value: number) => {\n  await 0;\n  thrower({ value });\n};",
      "// nothing here\nawait call(7);",
    );
    expect(cell.reply.traceback).toEqual([
      "RangeError: no 7",
      `    at thrower (${modules.path("thrower").slice(2)}.ts:6:9)`,
      "    at call (cell [2], line 4)",
      "    at cell [3], line 2",
    ]);
  });

  it("shows the cause, and things thrown that are no Error", async () => {
    const [cause, text] = await run(
      'throw Object.assign(new Error("outer"), { cause: new TypeError("inner") });',
      'throw "words";',
    );
    expect(cause.reply.traceback).toEqual([
      "Error: outer",
      "    at cell [1], line 1",
      "Caused by TypeError: inner",
      "    at cell [1], line 1",
    ]);
    expect(text.reply).toMatchObject({ ename: "Thrown", evalue: "words" });
  });

  it("shows what it can of a thing that throws when it is looked at, and the kernel goes on", async () => {
    const trap = "() => { throw new Error('do not look'); }";
    const proxy = `new Proxy({}, { get: ${trap}, has: ${trap}, getPrototypeOf: ${trap}, ownKeys: ${trap} })`;
    const revoked = "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()";
    const hostile = (name: string) => `Object.defineProperty(new Error('kept'), '${name}', { get: ${trap} })`;
    const later = (thing: string) => `await (async () => { await 0; throw ${thing}; })()`;
    const things = [proxy, revoked, ...["stack", "message", "name", "cause"].map(hostile)];
    things.push(`Object.assign(new Error('kept'), { message: { toString: ${trap} } })`);
    things.push(`({ [Symbol.for('nodejs.util.inspect.custom')]: ${trap} })`);
    const cells = things.flatMap((thing) => [`throw ${thing};`, later(thing), `Promise.reject(${thing}); 0`]);
    const results = await run(...cells, "console.log('alive')");
    for (const cell of results.slice(0, -1)) {
      expect(cell.reply.status).toBe("error");
      expect(cell.reply.traceback!.join("")).not.toBe("");
    }
    expect(results[2 * 3].reply).toMatchObject({ ename: "Error", evalue: "kept" }); // whose stack throws
    expect(printed(results.at(-1)!)).toBe("alive\n");
  });

  it("ends at a cause that is its own cause", async () => {
    const [cell] = await run("const e = new Error('round'); (e as any).cause = e; throw e;");
    expect(cell.reply).toMatchObject({ ename: "Error", evalue: "round" });
  });

  it("shows escape sequences instead of sending them to a terminal", async () => {
    const sequences = "\\x1b]0;title\\x07\\x1b[2J\\u009b2J\\u202e";
    const [thrown, text, compiler] = await run(
      `throw Object.assign(new Error("a\\n\\tb${sequences}"), { name: "N${sequences}" });`,
      `throw "${sequences}";`,
      `const n: number = "\u001b[2J";`,
    );
    expect(thrown.reply.evalue).toBe("a\n\tb\\x1b]0;title\\x07\\x1b[2J\\x9b2J\\u202e");
    for (const { reply } of [thrown, text, compiler]) {
      const all = [reply.ename, reply.evalue, ...reply.traceback!].join("\n");
      expect(all).toContain("\\x1b[2J");
      expect(all).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });

  it("keeps later cells from running where Jupyter sent them along, and from nothing else", async () => {
    const [together, after] = await converse([
      { together: ["1", "throw new Error()", "2", "3"] },
      { run: "console.log('after')" },
    ]);
    expect(together.map((reply: { status: string }) => reply.status)).toEqual(["ok", "error", "aborted", "aborted"]);
    expect(printed(after)).toBe("after\n");
  });
});

describe("a cell that the compiler refuses", () => {
  it("gives an error with the cell's line", async () => {
    const [cell] = await run("const right = 1;\n  const wrong: string = 5;");
    expect(cell.reply).toMatchObject({
      status: "error",
      ename: "CompileError",
      evalue: "Type 'number' is not assignable to type 'string'. (TS2322) at cell [1], line 2",
    });
    expect(cell.reply.traceback!.slice(1)).toEqual([
      "cell [1], line 2",
      "    const wrong: string = 5;",
      "          ^",
      "    Type 'number' is not assignable to type 'string'. (TS2322)",
    ]);
  });

  it("gives the file's line where the file is at fault, also in a message of several lines", async () => {
    const [cell] = await run(`import { two } from "${modules.path("wrong")}";\ntwo`);
    expect(cell.reply.ename).toBe("CompileError");
    expect(cell.reply.evalue).toContain(`${modules.path("wrong").slice(2)}.ts:2`);
  });
});

describe("nbconvert --execute", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nbconvert-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  function execute(cells: { source: string; tags?: string[] }[]): any {
    const file = path.join(folder, "book.ipynb");
    fs.writeFileSync(
      file,
      JSON.stringify({
        nbformat: 4,
        nbformat_minor: 5,
        metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
        cells: cells.map(({ source, tags = [] }, i) => ({
          cell_type: "code",
          id: `c${i}`,
          source,
          outputs: [],
          execution_count: null,
          metadata: { tags },
        })),
      }),
    );
    const options = { env: jupyterEnvironment(path.join(folder, "jupyter")), encoding: "utf8", stdio: "pipe" } as const;
    execFileSync(venv("python"), ["-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", file], options);
    return JSON.parse(fs.readFileSync(file, "utf8")).cells;
  }

  it("fails, with the error in its last words, when a cell throws", () => {
    let failure: any;
    try {
      execute([{ source: "1" }, { source: "const f = () => { throw new Error('told'); };\nf()" }, { source: "3" }]);
    } catch (error) {
      failure = error;
    }
    expect(failure.status).not.toBe(0);
    expect(failure.stderr).toContain("Error: told");
    expect(failure.stderr).toContain("cell [2], line 1");
  });

  it("goes on after a cell that may raise", () => {
    const [, failed, next] = execute([
      { source: "1" },
      { source: "throw new Error('allowed')", tags: ["raises-exception"] },
      { source: "40 + 2" },
    ]);
    expect(failed.outputs[0]).toMatchObject({ output_type: "error", ename: "Error", evalue: "allowed" });
    expect(next).toMatchObject({ execution_count: 3, outputs: [{ name: "stdout", text: ["42\n"] }] });
  });
});
