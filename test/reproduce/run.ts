/** Runs of reproduce/main.py on notebooks made for the purpose, with the project's own kernel. */
import { spawn, type ChildProcess } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { jupyterEnvironment } from "../../setup/jupyter.mjs";

export type CellSource = { markdown: string } | { code: string };

export const python = path.resolve(".venv/bin/python");

/** The text of a notebook that has not been run. */
export function notebookText(cells: CellSource[]): string {
  return JSON.stringify({
    cells: cells.map((cell, index) =>
      "code" in cell
        ? { cell_type: "code", id: `c${index}`, metadata: {}, source: cell.code, outputs: [], execution_count: null }
        : { cell_type: "markdown", id: `c${index}`, metadata: {}, source: cell.markdown },
    ),
    metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

/** A folder with `notebooks/` made of `notebooks` and a place for results. */
export class Workplace {
  readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "reproduce ")));
  readonly notebooks = path.join(this.folder, "notebooks");
  readonly out = path.join(this.folder, "out");

  constructor(notebooks: Record<string, CellSource[]>) {
    fs.mkdirSync(this.notebooks);
    for (const [name, cells] of Object.entries(notebooks)) {
      fs.writeFileSync(path.join(this.notebooks, name), notebookText(cells));
    }
  }

  start(env: Record<string, string> = {}): Run {
    const child = spawn(python, ["reproduce/main.py", this.notebooks, "npm run reproduce -- --go on"], {
      env: { ...jupyterEnvironment(process.cwd()), OUT_DIR: this.out, PRESET: "quick", ...env },
    });
    return new Run(child);
  }

  read(file: string): string {
    return fs.readFileSync(path.join(this.out, file), "utf8");
  }

  files(): string[] {
    return fs
      .readdirSync(this.out)
      .filter((name) => name !== ".run.lock")
      .sort();
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true });
  }
}

export class Run {
  stdout = "";
  stderr = "";
  readonly ended: Promise<number | null>;

  constructor(readonly child: ChildProcess) {
    child.stdout?.on("data", (data) => (this.stdout += data));
    child.stderr?.on("data", (data) => (this.stderr += data));
    this.ended = new Promise((resolve) => child.on("close", resolve));
  }
}
