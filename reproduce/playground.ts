/**
 * Leaves `play.model` and `playground.html` in OUT_DIR, where something was trained: `npm run reproduce` calls it last of
 * all, `npm run playground` with `--or-small`, which takes the shipped model where nothing is trained.
 */
import * as fs from "fs";
import * as path from "path";
import { readCorpus } from "../lib/corpus";
import { makeDataset } from "../lib/dataset";
import { keepPlayModel, SMALL_MODEL } from "../lib/experiment";
import { choosePreset } from "../lib/preset";
import { replaceFile } from "../lib/replace-file";
import { printable } from "../setup/printable.mjs";
import { playgroundScript } from "../setup/widgets.mjs";
import { playgroundPage } from "./playground-page";

/** Writes the page for the model in a file, and says where it is. @param index whether a page of contents is, or will be, there */
function writePage(model: string, folder: string, index: boolean): void {
  const script = fs.readFileSync(playgroundScript(path.resolve()), "utf8");
  const page = path.join(folder, "playground.html");
  fs.mkdirSync(folder, { recursive: true });
  replaceFile(page, playgroundPage(fs.readFileSync(model), script, index));
  console.log(printable(`Open ${page}`));
}

async function main(orSmall: boolean): Promise<void> {
  const out = path.resolve(process.env.OUT_DIR!);
  if (fs.existsSync(path.join(out, "checkpoints"))) {
    const { melodies } = await readCorpus();
    const model = await keepPlayModel(makeDataset(melodies, choosePreset()), out);
    const index = !orSmall || fs.existsSync(path.join(out, "index.html"));
    if (model) return writePage(path.join(out, "play.model"), out, index);
  }
  if (!orSmall) return;
  console.log("Nothing is trained there yet: this is the small model that is shipped (npm run reproduce trains one).");
  writePage(SMALL_MODEL, path.resolve("results", "small"), false);
}

main(process.argv.includes("--or-small")).catch((error: Error) => {
  console.error(printable(error.message.split("\n")[0]));
  process.exitCode = 1;
});
