/** Sound in the cell: a player that carries its MP3 with it, so it plays offline and in an untrusted notebook. */
import * as fs from "fs";
import * as path from "path";
import type { Note } from "../../corpus";
import { escapeHtml, showable, shorten } from "../jupyter/escape";
import { encodeMp3 } from "./mp3";
import { type MimeBundle, show, showNothing, type ShowOptions } from "../jupyter/output";
import { finalLoop, type Loop } from "../../evaluation";
import { WIDGET_TYPE } from "../widgets/bins-data";
import { firstNotes, playerData, trackData } from "../widgets/player-widget";
import type { Marks } from "./marks";
import { renderSound, SECONDS, type SoundOptions } from "./render-sound";

/** A melody to hear. `title` says what it is; the loop that its notes end in, if any, is marked by itself. */
export interface Sound extends SoundOptions, Marks {
  notes: readonly Note[];
  title: string;
}

/** Notes as the bytes of an MP3 file. */
export async function toMp3(notes: readonly Note[], options: SoundOptions = {}): Promise<Uint8Array> {
  return encodeMp3(await renderSound(notes, options));
}

/** Writes notes as an MP3 file; makes its folder. */
export async function saveMp3(file: string, notes: readonly Note[], options: SoundOptions = {}): Promise<void> {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, await toMp3(notes, options));
}

/**
 * Writes an MP3 beside a MIDI file of the same notes, of 2 minutes at most.
 * @example diaryFor(dataset, folder, { onFile: saveSound })
 */
export async function saveSound(midiFile: string, notes: readonly Note[]): Promise<void> {
  await saveMp3(midiFile.replace(/\.mid$/, ".mp3"), notes, { seconds: 120 });
}

/** Seen where players are taken out, as on GitHub; browsers show what is in a player only where they know none. */
const ELSEWHERE = "♪ plays in JupyterLab (npm start) and on the project's own pages (npm run site)";

/** An audio player with its caption, as HTML. */
export async function playerHtml({ notes, title, ...options }: Sound): Promise<string> {
  const mp3 = Buffer.from(await toMp3(notes, options)).toString("base64");
  const caption = escapeHtml(shorten(title, 80));
  return (
    `<figure style="display:inline-block;margin:4px 16px 4px 0;vertical-align:top;max-width:100%"><figcaption style="padding:2px 0;max-width:300px;overflow-wrap:anywhere">${caption}</figcaption>` +
    `<audio controls preload="metadata" aria-label="${caption}" style="width:300px;max-width:100%" src="data:audio/mpeg;base64,${mp3}">${ELSEWHERE}</audio></figure>`
  );
}

/** The loop that notes end in: in pitch, velocity and duration. */
function loopOf(notes: readonly Note[]): Loop | null {
  const known = new Map<string, number>();
  const numbers = notes.map(({ pitch, velocity, start, end }) => {
    const key = `${pitch} ${velocity} ${(end - start).toFixed(6)}`;
    if (!known.has(key)) known.set(key, known.size);
    return known.get(key)!;
  });
  return finalLoop(numbers);
}

/**
 * Sounds in all their forms: a piano roll that plays them, browsers' own players where no script runs, words.
 * @throws Error when there is no sound, or one without notes.
 */
export async function soundsBundle(sounds: readonly Sound[], { title, alt }: ShowOptions = {}): Promise<MimeBundle> {
  if (sounds.length === 0) throw new Error("no sounds; give at least one");
  const players: string[] = [];
  for (const sound of sounds) players.push(await playerHtml(sound));
  const heading = title === undefined ? "" : `<div style="font-weight:bold">${escapeHtml(title)}</div>`;
  const label = alt === undefined ? "" : ` role="group" aria-label="${escapeHtml(alt)}"`;
  const names = sounds.map((sound) => `♪ ${showable(sound.title)}`);
  const tracks = sounds.map((sound) =>
    trackData({ loop: loopOf(sound.notes), ...sound }, firstNotes(sound.notes, sound.seconds ?? SECONDS)),
  );
  return {
    [WIDGET_TYPE]: playerData(tracks, true, { title, alt }),
    "text/html": `<div${label}>${heading}${players.join("")}</div>`,
    "text/plain": [...(title === undefined ? [] : [showable(title)]), ...names].join("\n"),
  };
}

/**
 * Shows a player of one or more melodies, to compare by ear.
 * @example await showSounds([{ notes: melody.notes, title: "as played", program: melody.program }, { notes: decoded, title: "after binning" }])
 */
export async function showSounds(sounds: readonly Sound[], options: ShowOptions = {}): Promise<void> {
  if (sounds.length === 0) return showNothing("nothing to hear", options);
  show(await soundsBundle(sounds, options), options.id);
}

/**
 * Shows a player for notes.
 * @example await showSound(melody.notes, { title: melody.track, program: melody.program })
 */
export async function showSound(
  notes: readonly Note[],
  { alt, id, ...sound }: ShowOptions & { title: string } & SoundOptions & Marks,
): Promise<void> {
  await showSounds([{ notes, ...sound }], { alt, id });
}
