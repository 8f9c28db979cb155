/**
 * `npm run continue`: goes on with a song. setup/commands/continue.mjs has read the options and hands them over as JSON in
 * the one argument.
 */
import * as fs from "fs";
import * as path from "path";
import { bytesOfPath, nameOfBytes, readSong } from "../lib/corpus";
import { continueMelody, readPlayModel, SMALL_MODEL, trainedModel } from "../lib/experiment";
import { midiBytes } from "../lib/generation";
import type { PlayModel } from "../lib/play";
import { printable } from "../setup/printable.mjs";

interface Wanted {
  song: string;
  /** Where the file goes; null: beside where the user is, under a name that is free. */
  out: string | null;
  force: boolean;
  /** Absolute. */
  here: string;
  /** The folder of a run. */
  results: string;
  /** The file of a model, in place of the run's. */
  model: string | null;
  notes: number;
  temperature: number;
  topP: number;
  seed: number;
}

const say = (line: string): void => console.log(printable(line));

async function modelFor({ model, results }: Wanted): Promise<{ play: PlayModel; where: string }> {
  const from = (play: PlayModel, what: string, more = "") => ({
    play,
    where: `${what}, epoch ${play.lastEpoch}${more}`,
  });
  if (model) return from(readPlayModel(model), model);
  const trained = await trainedModel(results);
  const shown = path.relative(process.cwd(), results) || results;
  if (trained) return from(trained, `the one trained in ${shown.startsWith("..") ? results : shown}`);
  const advice = " (npm run reproduce trains one of your own)";
  return from(readPlayModel(SMALL_MODEL), `the small one that is shipped, ${SMALL_MODEL}`, advice);
}

/** A name of the folder that no file has yet: "song-continued.mid", "song-continued-2.mid" … */
function freeName(here: string, song: string): string {
  const stem = path.basename(song).replace(/\.[^.]*$/, "");
  for (let i = 1; ; i++) {
    const name = path.join(here, `${stem}-continued${i > 1 ? `-${i}` : ""}.mid`);
    if (!fs.existsSync(bytesOfPath(name))) return name;
  }
}

/** Writes the file whole or not at all; its name may have bytes that are not UTF-8. */
function write(name: string, bytes: Uint8Array, force: boolean): void {
  const file = bytesOfPath(name);
  if (fs.existsSync(file)) {
    if (!force) throw new Error(`${name} is there already; choose another name, or add --force to replace it.`);
    say(`${name} is replaced.`);
  }
  const temporary = Buffer.concat([file, Buffer.from(`.${process.pid}.tmp`)]);
  try {
    fs.writeFileSync(temporary, bytes);
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`${name} cannot be written (${code ?? message}).`);
  }
}

async function main(wanted: Wanted): Promise<void> {
  const { notes: length, temperature, topP, seed } = wanted;
  const melody = readSong(wanted.song);
  const { play, where } = await modelFor(wanted);
  const { notes, read, changed } = continueMelody(play, melody, { length, temperature, topP, seed });
  const out = wanted.out ?? freeName(wanted.here, nameOfBytes(bytesOfPath(wanted.song)));
  write(out, midiBytes(notes, { name: "continued", program: melody.program }), wanted.force);
  const track = melody.track ? ` "${melody.track.replace(/\s+/g, " ").trim()}"` : "";
  say(`Melody: track${track} of ${melody.file}, ${melody.length} notes.`);
  const unknown = changed > 0 ? `, ${changed} of them as the nearest that it knows` : "";
  say(`Model: ${where}. It reads the last ${read} notes${unknown}.`);
  if (play.content.objective === "reconstruction") {
    say(`It was trained to repeat the ${play.timesteps} notes that it reads, so it may begin with them.`);
  }
  const begins = notes[read].start;
  const at = `${Math.floor(begins / 60)}:${String(Math.floor(begins % 60)).padStart(2, "0")}`;
  say(
    `${out}: those notes, then ${length} new ones from ${at} on (temperature ${temperature}, top-p ${topP}, seed ${seed}).`,
  );
}

main(JSON.parse(process.argv[2]) as Wanted).catch((error: Error) => {
  console.error(printable(error.message.split("\n")[0]));
  process.exitCode = 1;
});
