import { afterAll, describe, expect, it } from "vitest";
import { createHash } from "crypto";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { DamagedCheckpoint } from "../../lib/training";
import { openCheckpointFile, writeCheckpointFile, type NamedArray } from "../../lib/training/checkpoint-file";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "checkpoint-file-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const at = (name: string): string => path.join(folder, name);
const named = (name: string, ...values: number[]): NamedArray => ({
  name,
  length: values.length,
  data: () => Float32Array.from(values),
});
const bits = (a: Float32Array): number[] => [...new Uint32Array(a.buffer, a.byteOffset, a.length)];

describe("a checkpoint file", () => {
  it("gives back what was written, bit for bit", async () => {
    const values = [0, -0, 1 / 3, 1e-45, -3.4028235e38, Infinity, NaN];
    await writeCheckpointFile(at("a"), { epoch: 3, sum: 0.1 + 0.2, text: "Ã\n" }, [
      named("x", ...values),
      named("empty"),
      named("y", 7),
    ]);
    const open = await openCheckpointFile(at("a"));
    expect(open.state).toEqual({ epoch: 3, sum: 0.1 + 0.2, text: "Ã\n" });
    expect(open.arrays).toEqual([
      { name: "x", length: 7 },
      { name: "empty", length: 0 },
      { name: "y", length: 1 },
    ]);
    expect(bits(await open.read("x"))).toEqual(bits(Float32Array.from(values)));
    expect([...(await open.read("y"))]).toEqual([7]);
    expect(await open.read("empty")).toHaveLength(0);
    await expect(open.read("z")).rejects.toThrow("holds no z");
    await open.close();
    expect(fs.readdirSync(folder)).toEqual(["a"]);
  });

  it("is laid out as documented", async () => {
    await writeCheckpointFile(at("b"), 5, [named("w", 1)]);
    const header = '{"state":5,"arrays":[{"name":"w","length":1}]}';
    const start = Buffer.from("S2SCKPT\n\x01\0\0\0\0\0\0\0", "latin1");
    start[12] = header.length;
    const body = Buffer.concat([start, Buffer.from(header), Buffer.from([0, 0, 0x80, 0x3f])]); // 1 is 0x3f800000
    expect(fs.readFileSync(at("b"))).toEqual(Buffer.concat([body, createHash("sha256").update(body).digest()]));
  });

  it("is refused by name with any byte changed, and cut at any place", async () => {
    await writeCheckpointFile(at("c"), { epoch: 1 }, [named("w", 1, 2, 3)]);
    const whole = fs.readFileSync(at("c"));
    const refused = async (bytes: Buffer): Promise<void> => {
      fs.writeFileSync(at("d"), bytes);
      const error = await openCheckpointFile(at("d")).then(
        () => undefined,
        (e: Error) => e,
      );
      expect(error).toBeInstanceOf(DamagedCheckpoint);
      expect(error!.message).toContain(at("d"));
    };
    for (let i = 0; i < whole.length; i++) {
      const changed = Buffer.from(whole);
      changed[i] ^= 1 << (i % 8);
      await refused(changed);
      await refused(whole.subarray(0, i));
    }
    await refused(Buffer.concat([whole, Buffer.from([0])]));
    await refused(Buffer.alloc(whole.length));
  });

  it("of another format is refused, but not as damaged", async () => {
    const other = fs.readFileSync(at("b"));
    other[8] = 2;
    const body = other.subarray(0, -32);
    fs.writeFileSync(at("e"), Buffer.concat([body, createHash("sha256").update(body).digest()]));
    const error = await openCheckpointFile(at("e")).then(
      () => undefined,
      (e: Error) => e,
    );
    expect(error).not.toBeInstanceOf(DamagedCheckpoint);
    expect(error!.message).toMatch(/has format 2, and this program reads format 1/);
  });

  it("asks for each array only when the one before it is written", async () => {
    const sizes: number[] = [];
    const big = Array.from(
      { length: 4 },
      (_, i): NamedArray => ({
        name: `w${i}`,
        length: 1000,
        data() {
          sizes.push(fs.statSync(at(`f.${process.pid}.tmp`)).size);
          return new Float32Array(1000);
        },
      }),
    );
    await writeCheckpointFile(at("f"), null, big);
    expect(sizes.slice(1).map((size, i) => size - sizes[i])).toEqual([4000, 4000, 4000]);
  });

  it("is as it was, and nothing half-written is left, when writing fails", async () => {
    await writeCheckpointFile(at("g"), 1, []);
    const before = fs.readFileSync(at("g"));
    const broken: NamedArray = { name: "w", length: 2, data: () => new Float32Array(1) };
    await expect(writeCheckpointFile(at("g"), 2, [broken])).rejects.toThrow("w has 1 values instead of 2");
    fs.symlinkSync("/dev/full", at(`g.${process.pid}.tmp`)); // every write to it fails as on a full disk
    await expect(writeCheckpointFile(at("g"), 2, [named("w", 1)])).rejects.toMatchObject({ code: "ENOSPC" });
    expect(fs.readFileSync(at("g"))).toEqual(before);
    expect(fs.existsSync(at(`g.${process.pid}.tmp`))).toBe(false);
  });
});
