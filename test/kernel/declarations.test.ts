import { describe, expect, it } from "vitest";
import { printed, run } from "./converse";

describe("a cell that throws half way", () => {
  it("keeps what it had declared, and not what it had not", async () => {
    const [, , kept, type, missing] = await run(
      "const before = 1;",
      'import * as os from "os";\ninterface Point { x: number }\nconst { a, b } = { a: 2, b: "b" };\nfunction twice(n: number) { return 2 * n; }\nthrow new Error();\nconst late = 3;',
      "console.log(before, a, b.length, twice(4), typeof os.cpus)",
      "const point: Point = { x: 1 };\nconsole.log(point.x)",
      "late",
    );
    expect(printed(kept)).toBe("1 2 1 8 function\n");
    expect(printed(type)).toBe("1\n");
    expect(missing.reply.evalue).toContain("Cannot find name 'late'");
  });

  it("leaves earlier variables of the same name as they were", async () => {
    const [, failed, cell] = await run(
      "let model = 'first';",
      "const model: number = JSON.parse('{');",
      "console.log(model.toUpperCase())",
    );
    expect(failed.reply.ename).toBe("SyntaxError");
    expect(printed(cell)).toBe("FIRST\n");
  });

  it("leaves everything as it was when the compiler refuses it", async () => {
    const [, refused, cell] = await run(
      "let model = 'first';",
      "const model: number = 'second';",
      "console.log(model)",
    );
    expect(refused.reply.ename).toBe("CompileError");
    expect(printed(cell)).toBe("first\n");
  });

  it("may be mended and run again", async () => {
    const [, , , cell] = await run(
      "let n = 1;",
      "n = 2;\nconst n2 = n;\nthrow new Error();",
      "const n2 = n + 1;",
      "console.log(n, n2)",
    );
    expect(printed(cell)).toBe("2 3\n");
  });
});
