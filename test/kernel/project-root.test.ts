import { expect, it } from "vitest";
import { root } from "./kernelspec";
import { printed, run } from "./converse";

// The kernel of these tests is started in a temporary folder, as Jupyter starts it in the notebook's.
it("runs in the project's root, wherever the notebook is", async () => {
  const [cwd, preset] = await run(
    "console.log(process.cwd())",
    'import { tf } from "./lib/tensorflow";\nconsole.log(tf.scalar(2).dataSync()[0])',
  );
  expect(printed(cwd)).toBe(`${root}\n`);
  expect(printed(preset)).toBe("2\n");
  // TensorFlow greets on the process's stderr; the reader of the notebook does not see it.
  expect(printed(preset, "stderr")).toBe("");
});
