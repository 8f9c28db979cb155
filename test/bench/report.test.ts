import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Row, rowFaults, writeReport } from "../../bench/report";

const train: Row = {
  name: "train.256",
  unit: "notes/s",
  cpu: "amx",
  ours: 20000,
  peers: { keras: 11000, torch: 14000, stockOps: 5000 },
  limit: 30000,
};
const read: Row = {
  name: "read",
  unit: "files/s",
  cpu: "amx",
  ours: 1000,
  peers: { pretty_midi: 54, symusic: 8000 },
  limit: null,
};

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "report-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe("bench.json", () => {
  it("is an array of the rows, the detail a file beside it", () => {
    const files = writeReport(path.join(folder, "new"), "amx", [train, read], { rounds: 3 });
    expect(files.map((file) => path.basename(file))).toEqual(["bench.json", "bench-detail.json"]);
    expect(JSON.parse(fs.readFileSync(files[0], "utf8"))).toEqual([train, read]);
    expect(JSON.parse(fs.readFileSync(files[1], "utf8"))).toEqual({ amx: { rounds: 3 } });
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
    ["a CPU nobody knows", { cpu: "mmx" }],
    ["no CPU", { cpu: undefined }],
    ["a key too many", { spread: 1 }],
  ])("is not written with %s", (_, change) => {
    expect(rowFaults([{ ...train, ...change }])).toHaveLength(1);
    expect(() => writeReport(folder, "amx", [{ ...train, ...change } as Row], {})).toThrow("bench.json would be wrong");
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("keeps the rows of other instruction sets, and replaces its own", () => {
    const content = (name: string) => JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));
    const avx2 = { ...train, cpu: "avx2" as const, ours: 7000 };
    writeReport(folder, "avx2", [avx2], { run: 1 });
    writeReport(folder, "amx", [train, read], { run: 2 });
    expect(content("bench.json")).toEqual([train, read, avx2]);
    writeReport(folder, "amx", [{ ...train, ours: 21000 }], { run: 3 });
    expect(content("bench.json")).toEqual([{ ...train, ours: 21000 }, avx2]);
    expect(content("bench-detail.json")).toEqual({ avx2: { run: 1 }, amx: { run: 3 } });
    expect(() => writeReport(folder, "avx512", [avx2], {})).toThrow("not of avx512");
  });

  it("leaves out what an older version wrote, or what is no JSON", () => {
    const { cpu: _, ...old } = train;
    fs.writeFileSync(path.join(folder, "bench.json"), JSON.stringify([old]));
    fs.writeFileSync(path.join(folder, "bench-detail.json"), JSON.stringify({ date: "2025", rows: [] }));
    const files = writeReport(folder, "amx", [read], { run: 1 });
    expect(files.map((file) => JSON.parse(fs.readFileSync(file, "utf8")))).toEqual([[read], { amx: { run: 1 } }]);
    fs.writeFileSync(files[0], "half of");
    writeReport(folder, "amx", [read], {});
    expect(JSON.parse(fs.readFileSync(files[0], "utf8"))).toEqual([read]);
  });

  it("is not an object or a list of something else", () => {
    expect(rowFaults({})).toEqual([expect.stringContaining("array")]);
    expect(rowFaults([null])).toHaveLength(1);
  });
});
