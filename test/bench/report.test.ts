import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Row, rowFaults, writeReport } from "../../bench/report";

const train: Row = {
  name: "train.256",
  unit: "notes/s",
  ours: 20000,
  peers: { keras: 11000, torch: 14000 },
  limit: 30000,
};
const read: Row = { name: "read", unit: "files/s", ours: 1000, peers: { pretty_midi: 54, symusic: 8000 }, limit: null };

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "report-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe("bench.json", () => {
  it("is an array of the rows, the detail a file beside it", () => {
    const files = writeReport(path.join(folder, "new"), [train, read], { rounds: 3 });
    expect(files.map((file) => path.basename(file))).toEqual(["bench.json", "bench-detail.json"]);
    expect(JSON.parse(fs.readFileSync(files[0], "utf8"))).toEqual([train, read]);
    expect(JSON.parse(fs.readFileSync(files[1], "utf8"))).toEqual({ rounds: 3 });
    expect(fs.readdirSync(path.join(folder, "new"))).toHaveLength(2);
  });

  it.each<[string, object]>([
    ["a name that is none", { name: "train.512" }],
    ["a unit that does not belong", { unit: "files/s" }],
    ["no speed of ours", { ours: NaN }],
    ["a peer nobody knows", { peers: { jax: 1 } }],
    ["a peer without a speed", { peers: { keras: 0 } }],
    ["no peers", { peers: undefined }],
    ["a limit of infinity", { limit: Infinity }],
    ["a key too many", { spread: 1 }],
  ])("is not written with %s", (_, change) => {
    expect(rowFaults([{ ...train, ...change }])).toHaveLength(1);
    expect(() => writeReport(folder, [{ ...train, ...change } as Row], {})).toThrow("bench.json would be wrong");
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("is not an object or a list of something else", () => {
    expect(rowFaults({})).toEqual([expect.stringContaining("array")]);
    expect(rowFaults([null])).toHaveLength(1);
  });
});
