export type { Batch } from "./batch";
export { binsFor, makeDataset, songsOf, type Dataset, type Song } from "./dataset";
export { differences, type Fingerprint } from "./fingerprint";
export { batchOf, epochOrder, stepsOf } from "./order";
export { mix, stepSeed } from "./random";
export { splitOf, type Split } from "./split";
export { makeWindows, type Windows } from "./windows";
