// @ts-check
/** A program of its own: times our ops and TensorFlow's own, and prints what came out as the last line, in JSON. */
// @ts-expect-error: tsx has no types for its hook
require("tsx/cjs");
const { compiled, measureImplementations } = require("../lib/model");

const measurements = measureImplementations();
console.log(JSON.stringify({ present: compiled.present(), measurements }));
