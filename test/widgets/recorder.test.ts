import { expect, it } from "vitest";
import { Recorder } from "../../widgets/playground/recorder";

it("keeps what is played, and lets each note last until the next", () => {
  const recorder = new Recorder();
  recorder.hear(60, 90, 10);
  recorder.hear(60, 0, 10.2);
  recorder.hear(62, 70, 10.5);
  expect(recorder.silent).toBe(false);
  recorder.hear(62, 0, 10.6);
  recorder.hear(64, 80, 13);
  recorder.hear(64, 80, 13.5); // struck again without being let go
  recorder.hear(64, 0, 13.9);
  recorder.hear(65, 0, 14); // never struck
  expect(recorder.silent).toBe(true);
  const rounded = recorder.joined.map(({ pitch, velocity, start, end }) => [
    pitch,
    velocity,
    start,
    Number(end.toFixed(3)),
  ]);
  expect(rounded).toEqual([
    [60, 90, 10, 10.5],
    [62, 70, 10.5, 11.5],
    [64, 80, 13, 13.5],
    [64, 80, 13.5, 13.9],
  ]);
  recorder.clear();
  expect(recorder.notes).toEqual([]);
});
