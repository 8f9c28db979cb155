import * as os from "os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // TensorFlow's native addon wants a process of its own, not a worker thread.
    pool: "forks",
    // Much of a test's time is waiting for a kernel or a browser: two at once even on two cores.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    globalSetup: "test/notebooks/executed.ts",
    // A reader's own bins (data/bins.json), and what was read of collections before, are no part of what is tested.
    env: { CHOSEN_BINS: "off", CORPUS_CACHE: "off" },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
