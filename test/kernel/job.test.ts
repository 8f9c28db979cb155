import { execFileSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jupyterEnvironment, venv } from "./kernelspec";

type Messages = [type: string, content: Record<string, any>][];

/** What was shown, in a word each, with the text that was printed in one piece between two other outputs. */
function shown(messages: Messages): string[] {
  const words: string[] = [];
  for (const [type, content] of messages) {
    const last = words[words.length - 1];
    if (type === "stream" && last?.startsWith("stdout: ")) words[words.length - 1] += content.text;
    else
      words.push(
        type === "stream"
          ? `${content.name}: ${content.text}`
          : `${type}: ${content.data?.["text/plain"] ?? content.execution_count}`,
      );
  }
  return words;
}

describe("a cell that is asked for while it runs for a page that was left", () => {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "kernel-"));
  let report: Record<string, any>;
  beforeAll(() => {
    const options = { cwd: scratch, env: jupyterEnvironment(scratch), encoding: "utf8" } as const;
    report = JSON.parse(execFileSync(venv("python"), [path.join(__dirname, "job.py")], options));
  }, 300_000);
  afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

  it("is named by the kernel among those that are not done", () => {
    expect(report.unfinished).toEqual(["a"]);
    expect(report["unfinished at the end"]).toEqual([]);
  });

  it("is not run again", () => {
    expect(report["runs while it runs"]).toBe("x");
  });

  it("shows the new page all that it has shown, as it stands now, and what follows", () => {
    expect(shown(report.left)).toEqual([
      "execute_input: 1",
      "stdout: one\n",
      "display_data: draft",
      "update_display_data: final",
      "stdout: two\nthree\n",
    ]);
    expect(shown(report.joined)).toEqual([
      "execute_input: 1",
      "stdout: one\n",
      "display_data: final",
      "stdout: two\nthree\nfour\n",
    ]);
    expect(report.replies[0]).toEqual({ status: "ok", execution_count: 1 });
  });

  it("is run again where the page follows it already; so is another cell of the same text, and another text", () => {
    expect(report.replies.slice(1)).toEqual([2, 3, 4].map((execution_count) => ({ status: "ok", execution_count })));
    expect(report.others).toEqual(["one\ntwo\nthree\nfour\n", "one\ntwo\nthree\nfour\n", "changed\n"]);
    expect(report.runs).toBe("xxx");
  });
});
