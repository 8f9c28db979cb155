import { describe, expect, it } from "vitest";
import { takeOption } from "../../setup/take-option.mjs";
import { isFirst, isTensorflows, takeWorkers } from "../../setup/workers.mjs";

describe("--workers", () => {
  const rest = ["--preset", "quick"];
  const list = "hostA:7070,hostB:7070";

  it("is taken out of the arguments, with --rank", () => {
    const listed = { workers: { addresses: list, rank: "1" }, rest };
    expect(takeWorkers(["--workers", list, ...rest, "--rank", "1"], {})).toEqual(listed);
    expect(takeWorkers(["--rank=1", ...rest, `--workers=${list}`], {})).toEqual(listed);
    expect(takeWorkers([...rest, "--workers", "4"], {})).toEqual({ workers: { count: 4 }, rest });
    expect(takeWorkers([...rest, "--workers", "1"], {})).toEqual({ workers: undefined, rest });
    expect(takeWorkers(rest, {})).toEqual({ workers: undefined, rest });
  });

  it("takes --reduce along", () => {
    const given = takeWorkers(["--reduce", "bfloat16", ...rest, "--workers", "2"], {});
    expect(given).toEqual({ workers: { count: 2, reduce: "bfloat16" }, rest });
    expect(takeWorkers(["--reduce", "float32", ...rest], {})).toEqual({ workers: undefined, rest });
  });

  it("may be said by the environment, WORKERS and RANK before TF_CONFIG", () => {
    const TF_CONFIG = JSON.stringify({
      cluster: { worker: ["a:1", "b:2"] },
      task: { type: "worker", index: 0 },
    });
    expect(takeWorkers([], { TF_CONFIG }).workers).toEqual({ addresses: "a:1,b:2", rank: "0" });
    expect(takeWorkers([], { TF_CONFIG, WORKERS: list, RANK: "1" }).workers).toEqual({ addresses: list, rank: "1" });
    expect(takeWorkers(["--rank", "0"], { WORKERS: list, RANK: "1" }).workers).toEqual({ addresses: list, rank: "0" });
    expect(takeWorkers(["--workers", "2"], { TF_CONFIG }).workers).toEqual({ count: 2 });
  });

  it.each([
    [["--workers", "0"], "a number from 1 to 64 is possible"],
    [["--workers", "3", "--rank", "0"], "--rank is for a list"],
    [["--rank", "0"], "give both"],
    [["--workers"], "how many, or which"],
    [["--workers", "2", "--reduce", "int8"], "float32 and bfloat16 are possible"],
  ])("%s is refused", (args, message) => expect(() => takeWorkers(args, {})).toThrow(message));

  it("knows who goes on with the notebooks", () => {
    expect(isFirst({ count: 3 })).toBe(true);
    expect(["0", "1"].map((rank) => isFirst({ addresses: list, rank }))).toEqual([true, false]);
  });

  it("leaves out what TensorFlow says of a lost worker, and nothing else", () => {
    expect(isTensorflows("E0000 00:00:1795644053.695481    7359 ring_alg.cc:291] Aborting RingReduce")).toBe(true);
    expect(isTensorflows("Additional GRPC error information from remote target")).toBe(true);
    expect(isTensorflows("Worker 1 (a:1) is gone")).toBe(false);
  });
});

it("an option without a value is there all the same", () => {
  expect(takeOption(["--workers"], "workers")).toEqual({ value: "", rest: [] });
});
