import { afterAll, describe, expect, it } from "vitest";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { freeAddresses, precisionFrom } from "../../../lib/training";
import { runWorkers, startProgram, startWorker } from "./start";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "workers-precision-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

interface Sums {
  own: number[];
  exact: number[];
  coarse: number[];
  left: number;
}

describe("gradients added in bfloat16", () => {
  it("are off by at most ranks / 256 of the sum of their sizes, and the same on all ranks", async () => {
    const addresses = await freeAddresses(3);
    const workers = addresses.map((_, rank) => startProgram<Sums>(addresses, rank, ["sum-child.ts"]));
    const ranks = (await Promise.all(workers.map(({ ended }) => ended))).map(({ result }) => result!);
    const { exact, coarse } = ranks[0];
    for (const [i, value] of exact.entries()) {
      const numbers = ranks.map(({ own }) => own[i]);
      expect(value).toBeCloseTo(
        numbers.reduce((a, b) => a + b, 0),
        5,
      );
      const sizes = numbers.reduce((a, b) => a + Math.abs(b), 0);
      expect(Math.abs(coarse[i] - value)).toBeLessThanOrEqual((3 / 256) * sizes);
    }
    expect(coarse).not.toEqual(exact);
    for (const rank of ranks) expect(rank).toMatchObject({ exact, coarse, left: 0 });
  }, 120_000);

  it("train nearly as in float32, with the same weights on all ranks", async () => {
    const options = (name: string) => ({ folder: path.join(folder, name), preset: { dropout: 0, epochs: 4 } });
    const [alone, two] = await Promise.all([
      runWorkers(1, options("alone")),
      runWorkers(2, options("two"), { REDUCE: "bfloat16" }),
    ]);
    expect(two[1].weights).toEqual(two[0].weights);
    expect(two[0].accuracies.length).toBe(4);
    const differences = two[0].losses.map((loss, i) => Math.abs(loss! - alone[0].losses[i]!));
    expect(Math.max(...differences)).toBeLessThan(0.02);
    expect(Math.max(...differences)).toBeGreaterThan(0);
  }, 300_000);

  it("are wanted by all ranks or none", async () => {
    const addresses = await freeAddresses(2);
    const workers = ["float32", "bfloat16"].map((REDUCE, rank) =>
      startWorker(addresses, rank, { folder: path.join(folder, "both") }, { REDUCE }),
    );
    for (const { errors } of await Promise.all(workers.map(({ ended }) => ended))) {
      expect(errors.trim()).toBe(
        `Worker 1 (${addresses[1]}) has other precision than worker 0 (${addresses[0]}): give all the same --reduce, and start all again.`,
      );
    }
  }, 120_000);

  it("are named by REDUCE", () => {
    expect(precisionFrom({})).toBe("float32");
    expect(precisionFrom({ REDUCE: "bfloat16" })).toBe("bfloat16");
    expect(() => precisionFrom({ REDUCE: "int8" })).toThrow('not in "int8"');
  });
});
