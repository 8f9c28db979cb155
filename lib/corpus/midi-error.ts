/** Why a MIDI file cannot be used. The message is "file: reason"; `reason` is the part for a list of files. */
export class MidiError extends Error {
  constructor(
    readonly file: string,
    readonly reason: string,
  ) {
    super(`${file}: ${reason}`);
    this.name = "MidiError";
  }
}
