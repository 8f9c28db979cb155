// @ts-check
/**
 * `measure.cjs PRECISION …`, a program of its own: times our ops and TensorFlow's own, and prints what came out as the
 * last line, in JSON.
 */
// @ts-expect-error: tsx has no types for its hook
require("tsx/cjs");
const { compiled, measureImplementations } = require("../lib/model");

const precisions = /** @type {import("../lib/tensorflow").Precision[]} */ (process.argv.slice(2));
const measurements = measureImplementations(precisions);
console.log(JSON.stringify({ present: compiled.present(), measurements }));
