/** A MIDI track from notes as one writes them down. */
import { program, text } from "./smf";

export type Played = [pitch: number, start: number, end: number];

/** A track of the given notes; times in ticks under 128 in all, of which 96 are half a second. */
export function track(name: string, notes: readonly Played[], channel = 0): number[] {
  const events = notes
    .flatMap(([pitch, start, end]) => [
      { tick: start, bytes: [0x90 | channel, pitch, 64] },
      { tick: end, bytes: [0x80 | channel, pitch, 0] },
    ])
    .sort((a, b) => a.tick - b.tick || a.bytes[0] - b.bytes[0]);
  return [
    ...text(3, name),
    ...program(10 + channel, channel),
    ...events.flatMap(({ tick, bytes }, i) => [tick - (events[i - 1]?.tick ?? 0), ...bytes]),
  ];
}
