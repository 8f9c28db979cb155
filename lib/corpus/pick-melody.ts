/** The melody of a MIDI file, found by one of the rules. */
import { Melody } from "./melody";
import { melodyRule, type MelodyRuleName, type Voice } from "./melody-rules";
import { MidiError } from "./midi-error";
import { isPercussion, trackColumns, type MidiFile } from "./midi-file";
import { scanMidi, type Scan, type ScanOptions } from "./midi-scanner";
import { columnsOf, type NoteColumns } from "./note-columns";

/**
 * The melody of a MIDI file. By the article's rule it is the track with the most notes that is not percussion; of
 * several with as many, the first.
 * @throws MidiError when all is percussion; Error when there is no such rule.
 */
export function pickMelody(midi: MidiFile, rule: MelodyRuleName = "most-notes"): Melody {
  const voices = midi.tracks.flatMap(({ name, program, percussion, notes }): Voice[] =>
    percussion || notes.length === 0 ? [] : [{ name, program, length: notes.length, columns: () => columnsOf(notes) }],
  );
  return melodyOf(voices, midi.file, rule);
}

/**
 * The melody of a MIDI file given as bytes: the same as `pickMelody(parseMidi(bytes, file), rule)`, but only the tracks
 * that the rule looks into are built, which makes it several times faster.
 * @throws MidiError with the reason when it is not a MIDI file, is damaged, incomplete or has no melody; Error when
 * there is no such rule.
 * @param options.notes memory to work in, which whoever reads many files hands in again each time
 * @param options.make columns for so many notes, of which the melody is a view; left out: memory of its own
 */
export function readMelody(
  bytes: Uint8Array,
  file: string,
  rule: MelodyRuleName = "most-notes",
  options: ScanOptions & { make?: (length: number) => NoteColumns } = {},
): Melody {
  return melodyOf(voicesOf(scanMidi(bytes, file, options)), file, rule, options.make);
}

/** The parts of a scanned file among which its melody is. */
export function voicesOf(scan: Scan): Voice[] {
  return scan.notes.parts.flatMap((part, index): Voice[] => {
    if (isPercussion(part) || part.notes === 0) return [];
    let columns: ReturnType<typeof trackColumns> | undefined;
    const { name, program, notes: length } = part;
    return [{ name, program, length, columns: (make) => (columns ??= trackColumns(scan, index, make)) }];
  });
}

/** @throws MidiError when there is no voice. */
export function melodyOf(
  voices: readonly Voice[],
  file: string,
  rule: MelodyRuleName,
  make?: (length: number) => NoteColumns,
): Melody {
  const { pick } = melodyRule(rule);
  if (voices.length === 0) throw new MidiError(file, "no notes outside percussion");
  const voice = pick(voices);
  return new Melody({ file, track: voice.name, program: voice.program }, voice.columns(make));
}
