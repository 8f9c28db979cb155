/** The folder in which a run leaves what it makes, and its `summary.json`. */
import * as fs from "fs";
import * as path from "path";
import { replaceFile } from "../replace-file";
import { emptySummary, parseSections, parseSummary, type Summary } from "./summary";

/**
 * The folder of the results of a preset: the environment variable OUT_DIR, else `results/<preset>` below the
 * project's root. Made if it is not there.
 */
export function resultsFolder(preset: { name: string }): string {
  const folder = path.resolve(process.env.OUT_DIR || path.join("results", preset.name));
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Whether the training is to begin anew: true once where the environment variable FRESH is 1 (`--fresh`), so that a cell
 * run a second time goes on with what the first began.
 */
export function beginFresh(): boolean {
  const fresh = process.env.FRESH === "1";
  delete process.env.FRESH;
  return fresh;
}

/** The summary in `folder` as it stands; an empty one where there is none yet. @throws Error when it is damaged. */
export function readSummary(folder: string): Summary {
  const file = path.join(folder, "summary.json");
  if (!fs.existsSync(file)) return emptySummary();
  try {
    return parseSummary(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch (error) {
    const reason = (error as Error).message;
    throw new Error(`${file} is damaged (${reason}); move it away and run the notebooks again.`);
  }
}

/**
 * Writes the given sections into the summary in `folder`, leaving the others as they are, so that each notebook
 * can add its own part and be run alone. The file is replaced in one step.
 * @throws Error when a section has not the shape of {@link Summary}.
 */
export function recordSummary(folder: string, part: Partial<Summary>): void {
  const before = readSummary(folder);
  let added: Partial<Summary>;
  try {
    added = parseSections(part);
  } catch (error) {
    throw new Error(`This does not fit into summary.json: ${(error as Error).message}. Nothing was written.`);
  }
  replaceFile(path.join(folder, "summary.json"), `${JSON.stringify({ ...before, ...added }, null, 2)}\n`);
}
