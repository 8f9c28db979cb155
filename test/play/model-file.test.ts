import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Seq2Seq } from "../../lib/model";
import { PlayModel, unpackSnapshot, writeModel } from "../../lib/play";
import { arraysOf, shapeOf } from "../../lib/play/snapshot";
import { tinyModel } from "../model/tiny";
import { contentOf } from "./playable";

let model: Seq2Seq;
beforeAll(() => {
  model = tinyModel({ vocabulary: 9 });
});
afterAll(() => model.dispose());

const bytes = (changes = {}): Uint8Array => writeModel(contentOf([{ epoch: 2, model, bits: 32 }], changes));

describe("the file of a model to play with", () => {
  it("gives back what was written", () => {
    const content = contentOf([
      { epoch: 1, model, bits: 8 },
      { epoch: 2, model, bits: 32 },
    ]);
    content.songs = [{ name: '<img src=x onerror="alert(1)">.mid', notes: Int32Array.of(8, 0, 4) }];
    const play = PlayModel.from(writeModel(content));
    expect(play.snapshots.map(({ epoch, bits }) => [epoch, bits])).toEqual([
      [1, 8],
      [2, 32],
    ]);
    expect(play.songs.map(({ name, notes }) => [name, ...Array.from(notes)])).toEqual([
      [content.songs[0].name, 8, 0, 4],
    ]);
    expect(play.openings.map(({ notes }) => Array.from(notes))).toEqual([[3, 2, 1]]);
    expect(play.vocabulary.toJSON()).toEqual(content.vocabulary);
    expect([play.name, play.timesteps, play.lastEpoch, play.content.shared]).toEqual(["tiny", 8, 2, 4]);
    const arrays = unpackSnapshot(play.content.snapshots[1].bytes, shapeOf(model), 32);
    expect(arrays).toEqual(arraysOf(model));
  });

  it("is read from any place in memory", () => {
    const whole = bytes();
    const elsewhere = new Uint8Array(whole.length + 3);
    elsewhere.set(whole, 3);
    expect(PlayModel.from(elsewhere.subarray(3)).fingerprint).toBe(PlayModel.from(whole).fingerprint);
  });

  it("has another fingerprint when anything in it is another", () => {
    const fingerprint = (changes = {}): string => PlayModel.from(bytes(changes)).fingerprint;
    expect(fingerprint()).toMatch(/^[0-9a-f]{8}$/);
    expect(fingerprint({ name: "tinz" })).not.toBe(fingerprint());
    expect(fingerprint({ timesteps: 9 })).not.toBe(fingerprint());
  });

  it("is refused, with the reason, when it is not whole or not one", () => {
    const whole = bytes();
    const damaged = (change: (copy: Uint8Array) => Uint8Array) => () => PlayModel.from(change(whole.slice()));
    expect(damaged(() => new TextEncoder().encode("MThd and so on"))).toThrow("does not begin as one");
    expect(damaged((all) => all.subarray(0, 10))).toThrow("it ends too early");
    for (const part of [0.01, 0.3, 0.9]) {
      expect(damaged((all) => all.subarray(0, Math.floor(part * all.length)))).toThrow("it ends too early");
    }
    expect(damaged((all) => Uint8Array.of(...all, 0))).toThrow("1 bytes too many");
    expect(damaged((all) => all.fill(0x7b, 12, 40))).toThrow("its header is damaged");
    expect(() => PlayModel.from(bytes({ encoding: "fields" }))).toThrow("plays fields");
    expect(() => PlayModel.from(bytes({ snapshots: [] }))).toThrow("it has no weights");
  });
});
