import { describe, expect, it } from "vitest";
import { Seq2Seq } from "../../lib/model";
import { presets } from "../../lib/preset";
import { memoryAvailable, memoryNeeded, modelConfig, parameterCount } from "../../lib/training";
import { checkDisk, checkMemory, checkpointSize } from "../../lib/training/resources";
import { tf } from "../../lib/tensorflow";

const MB = 2 ** 20;

describe("parameterCount", () => {
  it("is Keras 3.15's count_params() of the article's model", () => {
    expect(parameterCount([1024, 1024], 580)).toBe(30_528_068);
    expect(parameterCount([256, 256], 392)).toBe(2_480_520);
    expect(parameterCount([12, 7], 30)).toBe(5488);
  });

  it("is what the model has", () => {
    const model = new Seq2Seq(modelConfig({ ...presets.quick, units: [12, 7] }, 30));
    expect(model.parameters).toBe(5488);
    model.dispose();
    expect(tf.memory().numTensors).toBe(0);
  });
});

describe("memory", () => {
  it("is estimated for the article's preset as worked out by hand", () => {
    // 30,528,068 × 20 + 64 × 50 × 4 × (32 × 2048 + 4 × 580) + 450 MB
    expect(memoryNeeded(presets.article, 580)).toBe(610_561_360 + 868_556_800 + 450 * MB);
  });

  it("too small for the preset is an error that says how much is needed", () => {
    expect(() => checkMemory(presets.article, 580, 1500 * MB)).toThrow(
      /Preset "article" needs about 1861 MB of memory to train and 1500 MB are free/,
    );
    checkMemory(presets.article, 580, 1861 * MB);
  });

  it("that is free is a plausible number", () => {
    expect(memoryAvailable()).toBeGreaterThan(50 * MB);
    expect(memoryAvailable()).toBeLessThan(2 ** 44);
  });
});

describe("disk", () => {
  const size = checkpointSize(30_528_068); // 350.4 MB

  it("must have room for four checkpoints, less those that are there", () => {
    expect(() => checkDisk("/x", size, 0, 1401 * MB)).toThrow(
      "Checkpoints need 1402 MB more on the disk of /x and 1401 MB are free",
    );
    checkDisk("/x", size, 0, 1402 * MB);
    expect(() => checkDisk("/x", size, 3 * size, size - 1)).toThrow("Checkpoints need 351 MB more");
    checkDisk("/x", size, 3 * size, size);
    expect(() => checkDisk("/x", size, 9 * size, size - 1)).toThrow("Checkpoints need 351 MB more");
  });
});
