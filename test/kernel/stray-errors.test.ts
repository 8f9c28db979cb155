import { describe, expect, it } from "vitest";
import { converse, printed, run } from "./converse";

describe("an error that nobody waits for", () => {
  it("fails the cell that left the promise", async () => {
    const [cell, next] = await run(
      'const lost = async () => { throw new Error("lost"); };\nvoid lost();',
      "console.log('alive')",
    );
    expect(cell.reply).toMatchObject({ status: "error", ename: "Error", evalue: "lost" });
    expect(cell.reply.traceback).toContain("    at lost (cell [1], line 1)");
    expect(printed(next)).toBe("alive\n");
  });

  it("fails the next cell when it comes late, which runs all the same", async () => {
    const [first, , next, last] = await converse([
      { run: "setTimeout(() => Promise.reject(new Error('late')), 500);" },
      { pause: 1 },
      { run: "console.log('ran')" },
      { run: "console.log('fine')" },
    ]);
    expect(first.reply.status).toBe("ok");
    expect(next.reply).toMatchObject({ status: "error", evalue: "late" });
    expect(printed(next)).toBe("ran\n");
    expect(last.reply.status).toBe("ok");
  });

  it("ends a cell that would wait for ever after an exception in a timer", async () => {
    const [cell, next] = await run(
      "await new Promise(() => setTimeout(() => { throw new Error('tick'); }, 20));",
      "1 + 1",
    );
    expect(cell.reply).toMatchObject({ status: "error", evalue: "tick" });
    expect(next.reply.status).toBe("ok");
  });
});
