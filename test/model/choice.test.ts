/** Which implementation runs: what the environment says, what fits, what was measured. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addImplementation, compiled, implementation, implementationFor, readMeasured, stock } from "../../lib/model";
import { chosenFor, type Measured, type Measurement } from "../../lib/model/measured";
import { withoutCompiled } from "./tested";

const said = process.env.LSTM_OPS;
let folder: string;
beforeEach(() => {
  delete process.env.LSTM_OPS;
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "measured-"));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
  delete process.env.TENSORFLOW_ADDON;
  delete process.env.LSTM_PRODUCT;
  if (said) process.env.LSTM_OPS = said;
});

const measurement = (change: Partial<Measurement>): Measurement => ({
  part: "lstm",
  units: 256,
  precision: "float32",
  batch: 64,
  seconds: { compiled: 1, tensorflow: 2 },
  chosen: "compiled",
  ...change,
});
const slower = { seconds: { compiled: 2, tensorflow: 1 }, chosen: "tensorflow" };

/** As the set-up leaves it, for an addon elsewhere. */
function measuredAs(change: Partial<Measured>, stamp = "made from this"): void {
  const measured: Measured = { stamp: "made from this", cpu: "avx2", missing: null, measurements: [], ...change };
  fs.writeFileSync(path.join(folder, "measured.json"), JSON.stringify(measured));
  fs.writeFileSync(path.join(folder, "setup.stamp"), stamp);
  process.env.TENSORFLOW_ADDON = path.join(folder, "tfjs_tensorflow.node");
}

describe.skipIf(withoutCompiled)("this machine's addon", () => {
  it("holds the ops of native/, and the set-up has timed them", () => {
    const measured = readMeasured()!;
    expect(measured.missing).toBeNull();
    expect(compiled.present()).toBe(true);
    expect(measured.measurements.length).toBeGreaterThan(10);
    for (const { seconds, chosen } of measured.measurements) {
      expect(Object.keys(seconds)).toContain(chosen);
      expect(Object.keys(seconds).sort()).toEqual(["compiled", "tensorflow"]);
      expect(Math.min(...Object.values(seconds))).toBeGreaterThan(0);
    }
  });
});

describe("the implementation for some work", () => {
  it.skipIf(withoutCompiled)("is the faster by measurement: for this part, precision and size", () => {
    measuredAs({
      measurements: [
        measurement({ units: 64 }),
        measurement({ units: 1024, ...slower }),
        measurement({ precision: "bfloat16", ...slower }),
        measurement({ part: "decoder", batch: 1 }),
        measurement({ part: "decoder", batch: 64, ...slower }),
      ],
    });
    expect(implementationFor({ part: "lstm", units: [96] })).toBe(compiled);
    expect(implementationFor({ part: "lstm", units: [800] })).toBe(stock);
    expect(implementationFor({ part: "lstm", units: [96], precision: "bfloat16" })).toBe(stock);
    expect(implementationFor({ part: "decoder", units: [96, 64], batch: 2 })).toBe(compiled);
    expect(implementationFor({ part: "decoder", units: [96, 64], batch: 48 })).toBe(stock);
    expect(implementationFor({ part: "dense", units: [96] })).toBe(compiled); // not measured: the first
  });

  it("is TensorFlow's where ours do not fit", () => {
    expect(implementationFor({ part: "lstm", units: [31] })).toBe(stock);
    expect(implementationFor({ part: "decoder", units: [32, 31] })).toBe(stock);
  });

  it("is the one that LSTM_OPS names, whatever was measured", () => {
    measuredAs({ measurements: [measurement({ ...slower })] });
    process.env.LSTM_OPS = "tensorflow";
    expect(implementationFor({ part: "lstm", units: [256] })).toBe(stock);
    expect(implementationFor({ part: "dense", units: [256] })).toBe(stock);
    if (withoutCompiled) return;
    process.env.LSTM_OPS = "compiled";
    expect(implementationFor({ part: "lstm", units: [256] })).toBe(compiled);
    expect(implementationFor({ part: "lstm", units: [31] })).toBe(stock);
  });

  it("is not made up when LSTM_OPS names none", () => {
    process.env.LSTM_OPS = "fast";
    expect(() => implementationFor({ part: "lstm", units: [32] })).toThrow(
      "LSTM_OPS=fast: there is no such implementation; there are compiled, tensorflow.",
    );
  });

  it("is one that was added, before all others, until it is taken out", () => {
    const own = { ...stock, name: "own", fits: (units: number) => units === 7 };
    const remove = addImplementation(own);
    expect(implementationFor({ part: "lstm", units: [7] })).toBe(own);
    expect(implementationFor({ part: "decoder", units: [7, 8] })).toBe(stock);
    remove();
    expect(implementationFor({ part: "lstm", units: [7] })).toBe(stock);
  });
});

describe("what was measured", () => {
  it("is not that of another addon", () => {
    measuredAs({}, "made from something else");
    expect(readMeasured()).toBeNull();
    measuredAs({});
    expect(readMeasured()?.cpu).toBe("avx2");
  });

  it("is taken from the nearest size of the same part and precision", () => {
    const all = [measurement({ units: 64, chosen: "small" }), measurement({ units: 1024, chosen: "large" })];
    expect(chosenFor(all, { part: "lstm", units: [100] })).toBe("small");
    expect(chosenFor(all, { part: "lstm", units: [100, 600] })).toBe("large");
    expect(chosenFor(all, { part: "dense", units: [100] })).toBeNull();
    expect(chosenFor(all, { part: "lstm", units: [100], precision: "bfloat16" })).toBeNull();
  });
});

describe("the record of which implementation computed", () => {
  it.skipIf(withoutCompiled)("names it, the CPU it was compiled for, and where another shares the work", () => {
    measuredAs({ measurements: [measurement({}), measurement({ part: "decoder", batch: 1 })] });
    expect(implementation()).toBe("compiled (avx2)");
    process.env.LSTM_PRODUCT = "vector";
    expect(implementation()).toBe("compiled (avx2, LSTM_PRODUCT=vector)");
    delete process.env.LSTM_PRODUCT;
    process.env.LSTM_OPS = "tensorflow";
    expect(implementation()).toBe("tensorflow");
  });

  it.skipIf(withoutCompiled)("says where another shares the work", () => {
    const dense = measurement({ part: "dense", precision: "bfloat16", ...slower });
    const many = measurement({ part: "decoder", units: 64, ...slower });
    measuredAs({
      measurements: [dense, measurement({}), measurement({ units: 64 }), measurement({ units: 1024 }), many],
    });
    expect(implementation()).toBe("compiled (avx2); tensorflow: dense 256 bfloat16, decoder 64 float32 batch 64");
  });
});
