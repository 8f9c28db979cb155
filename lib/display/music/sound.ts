/** Sound in the cell: an audio player that carries its MP3 with it, so it plays offline and in an untrusted notebook. */
import * as fs from "fs";
import * as path from "path";
import type { Note } from "../../corpus";
import { escapeHtml, showable, shorten } from "../jupyter/escape";
import { encodeMp3 } from "./mp3";
import { show, showNothing, type ShowOptions } from "../jupyter/output";
import { renderSound, type SoundOptions } from "./render-sound";

/** A melody to hear. `title` says what it is. */
export interface Sound extends SoundOptions {
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

/** An audio player with its caption, as HTML. */
export async function playerHtml({ notes, title, ...options }: Sound): Promise<string> {
  const mp3 = Buffer.from(await toMp3(notes, options)).toString("base64");
  const caption = escapeHtml(shorten(title, 80));
  return (
    `<figure style="display:inline-block;margin:4px 16px 4px 0;vertical-align:top;max-width:100%"><figcaption style="padding:2px 0;max-width:300px;overflow-wrap:anywhere">${caption}</figcaption>` +
    `<audio controls preload="metadata" aria-label="${caption}" style="width:300px;max-width:100%" src="data:audio/mpeg;base64,${mp3}"></audio></figure>`
  );
}

/**
 * Shows players side by side, to compare by ear.
 * @example await showSounds([{ notes: melody.notes, title: "as played", program: melody.program }, { notes: decoded, title: "after binning" }])
 */
export async function showSounds(sounds: readonly Sound[], options: ShowOptions = {}): Promise<void> {
  const { title, alt, id } = options;
  if (sounds.length === 0) return showNothing("nothing to hear", options);
  const players: string[] = [];
  for (const sound of sounds) players.push(await playerHtml(sound));
  const heading = title === undefined ? "" : `<div style="font-weight:bold">${escapeHtml(title)}</div>`;
  const label = alt === undefined ? "" : ` role="group" aria-label="${escapeHtml(alt)}"`;
  const names = sounds.map((sound) => `♪ ${showable(sound.title)}`);
  show(
    {
      "text/html": `<div${label}>${heading}${players.join("")}</div>`,
      "text/plain": [...(title === undefined ? [] : [showable(title)]), ...names].join("\n"),
    },
    id,
  );
}

/**
 * Shows a player for notes.
 * @example await showSound(melody.notes, { title: melody.track, program: melody.program })
 */
export async function showSound(
  notes: readonly Note[],
  { alt, id, ...sound }: ShowOptions & { title: string } & SoundOptions,
): Promise<void> {
  await showSounds([{ notes, ...sound }], { alt, id });
}
