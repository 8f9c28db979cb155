import { beforeEach, describe, expect, it, afterEach } from "vitest";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { listCheckpoints } from "../../lib/training";
import { openNewest, removeHalfWritten, saveCheckpoint, setAside } from "../../lib/training/checkpoints";
import type { Position } from "../../lib/training/position";

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "checkpoint-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

const save = (epoch: number, step: number): Promise<void> => saveCheckpoint(folder, { epoch, step }, []);
const names = (): string[] => listCheckpoints(folder).map((file) => path.basename(file));
const newest = async (): Promise<{ place: string | undefined; damaged: string[] }> => {
  const { checkpoint, damaged } = await openNewest<Position>(folder);
  await checkpoint?.close();
  return {
    place: checkpoint && `${checkpoint.state.epoch} ${checkpoint.state.step}`,
    damaged: damaged.map((d) => path.basename(d.file)),
  };
};

describe("checkpoints of a run", () => {
  it("are kept three at a time, in the order of training and not of the alphabet or time", async () => {
    expect(await newest()).toEqual({ place: undefined, damaged: [] });
    expect(await openNewest(path.join(folder, "not there"))).toMatchObject({ checkpoint: undefined });
    for (const [epoch, step] of [
      [0, 5],
      [9, 0],
      [10, 0],
      [1000000, 2],
      [10, 3],
    ])
      await save(epoch, step);
    expect(names()).toEqual([
      "epoch-1000000-step-000002.checkpoint",
      "epoch-000010-step-000003.checkpoint",
      "epoch-000010-step-000000.checkpoint",
    ]);
    expect(await newest()).toEqual({ place: "1000000 2", damaged: [] });
  });

  it("give way to the one before when damaged, by name", async () => {
    for (const epoch of [1, 2, 3]) await save(epoch, 0);
    const [third, second, first] = listCheckpoints(folder);
    fs.truncateSync(third, 40);
    fs.writeFileSync(second, "");
    expect(await newest()).toEqual({ place: "1 0", damaged: [path.basename(third), path.basename(second)] });
    fs.appendFileSync(first, "x");
    await expect(openNewest(folder)).rejects.toThrow(
      /No checkpoint in .* is whole \(epoch-000003.*epoch-000002.*epoch-000001.*start over/,
    );
  });

  it("set aside as damaged stay until three good ones follow", async () => {
    for (const epoch of [1, 2]) await save(epoch, 0);
    setAside(listCheckpoints(folder)[0]);
    expect(await newest()).toEqual({ place: "1 0", damaged: [] });
    await save(2, 0);
    expect(fs.readdirSync(folder)).toContain("epoch-000002-step-000000.checkpoint.damaged");
    await save(3, 0);
    expect(fs.readdirSync(folder).sort()).toEqual(names().sort());
    expect(names()).toHaveLength(3);
  });

  it("that were half-written are not taken for any, and can be removed", async () => {
    await save(1, 0);
    fs.writeFileSync(path.join(folder, "epoch-000002-step-000000.checkpoint.tmp"), "half");
    expect(await newest()).toEqual({ place: "1 0", damaged: [] });
    removeHalfWritten(folder);
    expect(fs.readdirSync(folder)).toEqual(["epoch-000001-step-000000.checkpoint"]);
  });
});
