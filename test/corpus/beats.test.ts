import * as fs from "fs";
import { tmpdir } from "os";
import * as path from "path";
import { expect, it } from "vitest";
import { readCorpus, readMelody } from "../../lib/corpus";
import { note, smf, tempo } from "./smf";

/** A quarter and an eighth at 60 quarters a minute, then a quarter at 240. */
const track = [
  ...tempo(0, 1_000_000),
  ...note(60, 0, 96),
  ...note(62, 0, 48),
  ...tempo(0, 250_000),
  ...note(64, 0, 96),
];

const times = ({ start, end }: { start: Float64Array; end: Float64Array }) => [[...start], [...end]];

it("tells notes in seconds as they are played, or in beats of half a second", () => {
  expect(times(readMelody(smf([track]), "a.mid"))).toEqual([
    [0, 1, 1.5],
    [1, 1.5, 1.75],
  ]);
  expect(times(readMelody(smf([track]), "a.mid", "most-notes", { time: "beats" }))).toEqual([
    [0, 0.5, 0.75],
    [0.5, 0.75, 1.25],
  ]);
});

it("tells songs that are independent of one another in the same beats", () => {
  const two = smf([note(60, 0, 96), [...track, ...note(65, 0, 96)]], { format: 2 });
  expect(times(readMelody(two, "a.mid", "most-notes", { time: "beats" }))[1]).toEqual([0.5, 0.75, 1.25, 1.75]);
});

it("leaves a clock of fractions of a second as it is", () => {
  const division = ((256 - 25) << 8) | 40; // 25 frames of 40 ticks: milliseconds
  const [beats, seconds] = (["beats", "seconds"] as const).map((time) =>
    times(readMelody(smf([track], { division }), "a.mid", "most-notes", { time })),
  );
  expect(beats).toEqual(seconds);
});

it("reads a whole collection so", async () => {
  const folder = fs.mkdtempSync(path.join(tmpdir(), "beats-"));
  fs.writeFileSync(path.join(folder, "a.mid"), smf([track]));
  fs.writeFileSync(path.join(folder, "b.abc"), "X:1\nM:4/4\nL:1/4\nQ:1/4=60\nK:C\nC D/ E |\n");
  const { melodies } = await readCorpus(folder, { time: "beats" });
  expect(melodies.map(times)).toEqual([
    [
      [0, 0.5, 0.75],
      [0.5, 0.75, 1.25],
    ],
    [
      [0, 0.5, 0.75],
      [0.5, 0.75, 1.25],
    ],
  ]);
  // What is kept of the one reading is not taken for the other.
  expect(times((await readCorpus(folder)).melodies[0])[1]).toEqual([1, 1.5, 1.75]);
  fs.rmSync(folder, { recursive: true });
});
