import { describe, expect, it } from "vitest";
import { printed, run } from "./converse";

const stopped = { status: "error", ename: "KeyboardInterrupt" };
const sleep = "const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));";

describe("Jupyter's stop button", () => {
  it("stops a cell that computes, and does so again", async () => {
    const [first, second, after] = await run(
      { run: "console.log('started');\nfor (;;) {}", interrupt: 1 },
      { run: "let n = 0;\nconsole.log('started');\nwhile (true) n++;", interrupt: 1 },
      "console.log('alive')",
    );
    expect(first.reply).toMatchObject({ ...stopped, evalue: "cell [1] was stopped" });
    expect(second.reply).toMatchObject(stopped);
    expect(printed(after)).toBe("alive\n");
  });

  it("stops a cell that waits, at its await, with its finally block run", async () => {
    const [, cell, after] = await run(
      sleep,
      {
        run: "const started = true;\nconsole.log('started');\ntry {\n  for (;;) await sleep(10);\n} finally {\n  console.log('tidied');\n}",
        interrupt: 1,
      },
      "console.log(started)",
    );
    expect(cell.reply).toMatchObject(stopped);
    expect(printed(cell)).toBe("started\ntidied\n");
    expect(printed(after)).toBe("true\n");
  });

  it("stops a cell that computes after an await", async () => {
    const [, cell, after] = await run(
      "const spin = async () => {\n  await 0;\n  for (;;) {}\n};",
      { run: "await 1;\nconsole.log('started');\nawait spin();", interrupt: 1 },
      "console.log('alive')",
    );
    expect(cell.reply).toMatchObject(stopped);
    expect(printed(after)).toBe("alive\n");
  });

  it("stops such cells as often as it is pressed, whatever shell /bin/sh is", async () => {
    const spin = { run: "await 1;\nconsole.log('started');\nfor (;;) {}", interrupt: 1 };
    const results = await run(spin, spin, spin, spin, "console.log('alive')");
    for (const cell of results.slice(0, 4)) expect(cell.reply).toMatchObject(stopped);
    expect(printed(results[4])).toBe("alive\n");
  });

  it("stops a regular expression without end, before an await and after it", async () => {
    const slow = "console.log('started');\n/^(a+)+$/.test('a'.repeat(60) + 'b')";
    const [first, second, after] = await run(
      { run: slow, interrupt: 1 },
      { run: `await 1;\n${slow}`, interrupt: 1 },
      "console.log('alive')",
    );
    for (const cell of [first, second]) expect(cell.reply).toMatchObject(stopped);
    expect(printed(after)).toBe("alive\n");
  });

  it("stops a child process that the cell waits for without an await, before an await and after it", async () => {
    const wait = "console.log('started');\nexecSync('sleep 300')";
    const [, first, second, after] = await run(
      "import { execSync } from 'child_process';",
      { run: wait, interrupt: 1 },
      { run: `await 1;\n${wait}`, interrupt: 1 },
      "console.log('alive')",
    );
    for (const cell of [first, second]) expect(cell.reply).toMatchObject(stopped);
    expect(printed(after)).toBe("alive\n");
  });

  it("leaves a cell behind that will not stop, and it does nothing more", async () => {
    const [, , cell, after] = await run(
      sleep,
      "let rounds = 0;",
      {
        run: "console.log('started');\nfor (;;) {\n  try {\n    await sleep(10);\n    rounds++;\n  } catch {}\n}",
        interrupt: 1,
      },
      "const then = rounds;\nawait sleep(200);\nconsole.log(then > 0, rounds - then)",
    );
    expect(cell.reply).toMatchObject(stopped);
    expect(printed(after)).toBe("true 0\n");
  });

  it("is left to a library that listens to it itself", async () => {
    const train = [
      "async function train() {",
      "  await new Promise(setImmediate);",
      "  let stop = false;",
      "  const onStop = () => { stop = true; };",
      '  process.on("SIGINT", onStop);',
      "  let steps = 0;",
      "  console.log('training');",
      "  for (; !stop; steps++) await sleep(20);",
      "  await sleep(1500); // writes its checkpoint, longer than the kernel's patience",
      '  process.off("SIGINT", onStop);',
      "  return steps;",
      "}",
    ].join("\n");
    const [, , cell, next] = await run(
      sleep,
      train,
      { run: "const steps = await train();\nconsole.log('ended by itself', steps > 3)", interrupt: 2 },
      { run: "console.log('started');\nawait sleep(1e6)", interrupt: 1 },
    );
    expect(cell.reply.status).toBe("ok");
    expect(printed(cell)).toBe("training\nended by itself true\n");
    expect(next.reply).toMatchObject(stopped);
  });

  it("does not end what a cell computes after a library has taken the stop", async () => {
    const cell = [
      "await new Promise(setImmediate);",
      "const stop = new Promise<void>((heard) => process.once('SIGINT', () => heard()));",
      "console.log('waiting');",
      "await stop;",
      "await new Promise((later) => setTimeout(later, 50));",
      "for (const end = Date.now() + 2500; Date.now() < end; );",
      "console.log('done');",
    ].join("\n");
    const [result] = await run({ run: cell, interrupt: 1 });
    expect(printed(result)).toBe("waiting\ndone\n");
    expect(result.reply.status).toBe("ok");
  });

  it("does nothing when no cell runs", async () => {
    const [, cell] = await run({ run: "1", interrupt: 1 }, "console.log('alive')");
    expect(printed(cell)).toBe("alive\n");
  });
});
