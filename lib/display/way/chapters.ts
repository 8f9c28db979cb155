/** The chapters of the way, read from the project's notebooks. */
import * as fs from "fs";
import * as path from "path";

export interface Chapter {
  /** 0 for the start. */
  number: number;
  /** The notebook's file name. */
  file: string;
  /** Of its heading, what stands between the number and the colon: "Bins". */
  title: string;
  /** To read it and run its cells, the exercises not counted: whole minutes, in fives. */
  minutes: number;
}

interface Cell {
  cell_type: string;
  source: string | string[];
}

/** Words a minute of prose that one thinks about, and minutes for a cell to read, run and look at. */
const PACE = { words: 150, cell: 0.5 };

/** Minutes for the cells before the exercises, to the nearest five, at least five. */
function minutesFor(cells: readonly Cell[]): number {
  const sources = cells.map(({ cell_type, source }) => ({ cell_type, text: [source].flat().join("") }));
  const end = sources.findIndex(({ cell_type, text }) => cell_type === "markdown" && /^## Exercises$/m.test(text));
  const read = end < 0 ? sources : sources.slice(0, end + 1);
  const words = read
    .filter(({ cell_type }) => cell_type === "markdown")
    .reduce((sum, { text }) => sum + (text.split(/^## Exercises$/m)[0].match(/\S+/g) ?? []).length, 0);
  const code = read.filter(({ cell_type }) => cell_type === "code").length;
  return Math.max(5, 5 * Math.round((words / PACE.words + code * PACE.cell) / 5));
}

/**
 * The chapters in order. A notebook whose heading is not "# NUMBER · TITLE" or that cannot be read is none.
 * @param folder default: that of the project, which the kernel and the tests run in.
 */
export function readChapters(folder = path.resolve("notebooks")): Chapter[] {
  const names = fs.readdirSync(folder).filter((name) => /^\d\d-[^.]*\.ipynb$/.test(name));
  return names.sort().flatMap((file): Chapter[] => {
    const { cells } = JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")) as { cells: Cell[] };
    const heading = /^# (\d+) · ([^:\n]+)/.exec([cells[0]?.source ?? ""].flat().join(""));
    if (!heading || Number(heading[1]) !== Number(file.slice(0, 2))) return [];
    return [{ number: Number(heading[1]), file, title: heading[2].trim(), minutes: minutesFor(cells) }];
  });
}
