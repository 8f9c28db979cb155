/** `npm run reproduce`, last of all: leaves `play.model` and `playground.html` in OUT_DIR. Called by main.py. */
import * as fs from "fs";
import * as path from "path";
import { readCorpus } from "../lib/corpus";
import { makeDataset } from "../lib/dataset";
import { keepPlayModel } from "../lib/experiment";
import { choosePreset } from "../lib/preset";
import { replaceFile } from "../lib/replace-file";
import { printable } from "../setup/printable.mjs";
import { playgroundScript } from "../setup/widgets.mjs";
import { playgroundPage } from "./playground-page";

async function main(): Promise<void> {
  const out = path.resolve(process.env.OUT_DIR!);
  const { melodies } = await readCorpus();
  const model = await keepPlayModel(makeDataset(melodies, choosePreset()), out);
  if (!model) return;
  const script = fs.readFileSync(playgroundScript(path.resolve()), "utf8");
  replaceFile(path.join(out, "playground.html"), playgroundPage(fs.readFileSync(path.join(out, "play.model")), script));
}

main().catch((error: Error) => {
  console.error(printable(error.message.split("\n")[0]));
  process.exitCode = 1;
});
