/**
 * Every file of the default collection (or of MIDI_DIR), then damaged copies of them until 2000 (or the number given)
 * were read by both, against pretty_midi: `npm run check-midi -- [NUMBER]`. Fails where a difference has no explanation.
 */
import * as fs from "fs";
import * as path from "path";
import { defaultFolder } from "../../lib/corpus";
import { listMidiFiles } from "../../lib/corpus/midi-folder";
import { checkMidi, type NamedFile, type Verdict } from "./midi-check";
import { changed, random } from "./mutation";

const LARGEST = 20_000; // pretty_midi takes seconds for a large file.

async function main(): Promise<void> {
  const wanted = Number(process.argv[2] ?? 2000);
  if (!Number.isInteger(wanted) || wanted < 0) throw new Error("Give the number of damaged files as a whole number.");
  const folder = defaultFolder();
  const files = listMidiFiles(folder).files.map((name): NamedFile => {
    return { name, bytes: new Uint8Array(fs.readFileSync(path.join(folder, name))) };
  });
  const whole: Verdict[] = [];
  await checkMidi(files, (verdict) => whole.push(verdict));
  report(`${files.length} files of ${folder}`, whole);
  for (const { name, kinds } of whole) if (kinds?.length) console.log(`  ${name}: ${kinds.join("; ")}`);

  const damaged: Verdict[] = [];
  let survivors = 0;
  const below = random(1);
  const small = files.filter(({ bytes }) => bytes.length > 0 && bytes.length <= LARGEST);
  function* copies(): Iterable<NamedFile> {
    for (let round = 0; survivors < wanted; round++) {
      const { name, bytes } = small[round % small.length];
      yield { name: `${name}, damaged (${round})`, bytes: changed(bytes, 2, below) };
    }
  }
  await checkMidi(copies(), (verdict) => {
    damaged.push(verdict);
    if (verdict.read === "both") survivors++;
    if (damaged.length % 100 === 0 && process.stderr.isTTY)
      process.stderr.write(`\r${survivors} of ${wanted} damaged files read by both `);
  });
  report(`${damaged.length} damaged files`, damaged);
  for (const { name } of [...whole, ...damaged].filter(({ explained }) => explained === false)) {
    console.log(`No explanation: ${name}`);
    process.exitCode = 1;
  }
}

function report(title: string, verdicts: readonly Verdict[]): void {
  console.log(`\n${title}`);
  tally(verdicts, ({ read }) => [
    `read by ${read === "ours" ? "us alone" : read === "theirs" ? "pretty_midi alone" : read}`,
  ]);
  const both = verdicts.filter(({ read }) => read === "both");
  console.log("Of those read by both:");
  tally(both, ({ kinds }) => (kinds!.length > 0 ? kinds! : ["the same: every part, note and time, and the melody"]));
  tally(both, ({ sameMelody }) => [sameMelody ? "the melody is the same" : "the melody differs"]);
  console.log("Read by pretty_midi alone, because to us they are:");
  tally(verdicts, ({ read, reason }) => (read === "theirs" ? [reason!.replace(/\d+/, "N")] : []));
  console.log("Read by us alone; pretty_midi's error:");
  tally(verdicts, ({ read, reason }) => (read === "ours" ? [reason!] : []));
}

function tally(verdicts: readonly Verdict[], words: (verdict: Verdict) => string[]): void {
  const counts = new Map<string, number>();
  for (const word of verdicts.flatMap(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const [word, count] of [...counts].sort((a, b) => b[1] - a[1]))
    console.log(`${String(count).padStart(7)}  ${word}`);
}

void main();
