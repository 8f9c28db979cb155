import { describe, expect, it } from "vitest";
import { placeFrom } from "../../../lib/training";

describe("the workers that the environment names", () => {
  const addresses = ["hostA:7070", "hostB:7070"];
  const tfConfig = (task: object, cluster: object = { worker: addresses }) => ({
    TF_CONFIG: JSON.stringify({ cluster, task }),
  });

  it("are a list and a rank", () => {
    expect(placeFrom({ WORKERS: "hostA:7070, hostB:7070", RANK: "1" })).toEqual({ addresses, rank: 1 });
    expect(placeFrom({ WORKERS: "[fe80::1]:7070,10.0.0.2:7070", RANK: "0" })?.addresses[0]).toBe("[fe80::1]:7070");
  });

  it("are those of TF_CONFIG, as Keras reads it", () => {
    expect(placeFrom(tfConfig({ type: "worker", index: 1 }))).toEqual({ addresses, rank: 1 });
  });

  it("are those of WORKERS where both are there", () => {
    const both = { ...tfConfig({ type: "worker", index: 1 }), WORKERS: "a:1,b:2", RANK: "0" };
    expect(placeFrom(both)).toEqual({ addresses: ["a:1", "b:2"], rank: 0 });
  });

  it("are none where nothing is said, or one alone", () => {
    expect(placeFrom({})).toBeUndefined();
    expect(placeFrom({ WORKERS: "hostA:7070", RANK: "0" })).toBeUndefined();
  });

  it.each([
    [{ WORKERS: "hostA,hostB:7070", RANK: "0" }, '"hostA" in WORKERS is no worker\'s address; write host:port'],
    [{ WORKERS: "a:1,b:70000", RANK: "0" }, '"b:70000" in WORKERS'],
    [{ WORKERS: "a:1,a:1", RANK: "0" }, "names a:1 twice"],
    [{ WORKERS: "a:1,b:1" }, "Give it a rank from 0 to 1"],
    [{ WORKERS: "a:1,b:1", RANK: "2" }, 'not "2"'],
    [{ TF_CONFIG: "{" }, "TF_CONFIG is not JSON"],
    [{ TF_CONFIG: "null" }, "has no list of workers"],
    [tfConfig({ type: "chief", index: 0 }), "does not say that this task is a worker"],
    [tfConfig({ type: "worker", index: 0 }, { worker: addresses, ps: ["c:1"] }), "tasks of another kind (ps)"],
    [tfConfig({ type: "worker", index: 7 }), 'not "7"'],
  ])("are refused with what to do: %o", (environment, message) => {
    expect(() => placeFrom(environment as NodeJS.ProcessEnv)).toThrow(message);
  });
});
