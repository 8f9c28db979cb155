import * as fs from "fs";
import * as path from "path";
import { root } from "../kernel/kernelspec";

/** A cell as nbformat 4 defines it, its source in one piece. */
export interface Cell {
  cell_type: "code" | "markdown" | "raw";
  source: string;
  outputs: {
    output_type: string;
    name?: string;
    text?: string | string[];
    ename?: string;
    evalue?: string;
    data?: Record<string, unknown>;
  }[];
  metadata: { tags?: string[] };
  execution_count: number | null;
}

export interface Notebook {
  cells: Cell[];
  metadata: { kernelspec?: { name: string } };
}

export const folder = path.join(root, "notebooks");

/** The names of the project's notebooks, in order. */
export const names = fs
  .readdirSync(folder)
  .filter((name) => name.endsWith(".ipynb"))
  .sort();

export function readNotebook(file: string): Notebook {
  const notebook = JSON.parse(fs.readFileSync(file, "utf8"));
  const cells = notebook.cells.map((cell: any) => ({ outputs: [], ...cell, source: [cell.source].flat().join("") }));
  return { ...notebook, cells };
}

/** The parts of a notebook, for fixtures. */
export const prose = (source: string): Partial<Cell> => ({ cell_type: "markdown", source });
export const code = (source: string, outputs: Cell["outputs"] = []): Partial<Cell> => ({
  cell_type: "code",
  source,
  outputs,
  execution_count: 1,
});

/** Writes a notebook for the project's kernel. */
export function writeNotebook(file: string, cells: readonly Partial<Cell>[]): string {
  const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  const full = cells.map((cell, i) => ({
    id: `cell-${i}`,
    metadata: {},
    ...(cell.cell_type === "code" ? { outputs: [], execution_count: null } : {}),
    ...cell,
  }));
  fs.writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells: full }));
  return file;
}
