import { spawnSync } from "child_process";
import * as fs from "fs";
import * as path from "path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { firstState } from "../../setup/notebook-text.mjs";
import { notebookText, python, Workplace } from "./run";

let place: Workplace;
const notebook = [{ markdown: "# One" }, { code: "1 + 1" }];
beforeEach(() => {
  place = new Workplace({ "01-one.ipynb": notebook });
  fs.mkdirSync(place.out);
});
afterEach(() => place.remove());

/** Saves a run of `cells` whose last cell printed `text`. */
function save(cells: typeof notebook, text: string, execution: Record<string, unknown> = {}) {
  const executed = JSON.parse(notebookText(cells as any));
  const last = executed.cells.at(-1);
  Object.assign(last, { execution_count: 1, outputs: [{ name: "stdout", output_type: "stream", text }], ...execution });
  last.metadata = { execution: { "iopub.execute_input": "2026-01-01" } };
  executed.metadata.language_info = { name: "typescript" };
  executed.metadata.title = "of the page";
  fs.writeFileSync(path.join(place.out, "01-one.ipynb"), JSON.stringify(executed));
  return spawnSync(python, ["reproduce/save.py", place.out, place.notebooks], { encoding: "utf8" });
}

const saved = () => JSON.parse(fs.readFileSync(path.join(place.notebooks, "01-one.ipynb"), "utf8"));

it("takes over outputs, and nothing of when and where", () => {
  expect(save(notebook, "2\n").status).toBe(0);
  const { cells, metadata } = saved();
  expect(cells[1]).toMatchObject({ execution_count: 1, metadata: {}, source: ["1 + 1"], outputs: [{ text: ["2\n"] }] });
  expect(Object.keys(metadata).sort()).toEqual(["first_state", "kernelspec", "language_info"]);
});

it("stamps the notebook, so that the set-up sees a change of its text", () => {
  const source = 'const a = "ä\u2028 \\n";\r\n\tf(a);';
  const cells = [{ markdown: "# Ünï 𝄞\n\n\u0000" }, { code: " \n\u00a0" }, { code: source }] as typeof notebook;
  fs.writeFileSync(path.join(place.notebooks, "01-one.ipynb"), notebookText(cells as any));
  expect(save(cells, "").status).toBe(0);
  expect(firstState(JSON.stringify(saved()))).toEqual({ name: "01-one.ipynb", intact: true });
});

it.each([
  ["another text", () => save([notebook[0], { code: "1 + 2" }], "3"), "was run from another text"],
  ["this machine's folders", () => save(notebook, path.resolve("lib")), "show paths relative to the project"],
  ["more than 1 MB", () => save(notebook, "x".repeat(1_000_001)), "1.0 MB and at most 1 MB"],
  [
    "an error",
    () => save(notebook, "", { outputs: [{ output_type: "error", ename: "E", evalue: "", traceback: [] }] }),
    "a cell that failed",
  ],
  ["a run not ended", () => save(notebook, "", { execution_count: null }), "was not run to its end"],
])("refuses %s", (_, attempt, reason) => {
  const { status, stderr } = attempt();
  expect(stderr).toContain(reason);
  expect(status).toBe(1);
  expect(saved().cells[1].outputs).toEqual([]);
});
