export { type Batch, notesIn } from "./batch";
export { batchesInOrder, shuffledBatches, type BatchSource } from "./batch-source";
export { binsFor, makeDataset, songsOf, type Dataset, type Song } from "./dataset";
export { familiesOf } from "./families";
export { differences, type Fingerprint } from "./fingerprint";
export { epochOrder } from "./order";
export { chanceAt, mix, stepSeed } from "./random";
export { splitOf, type Split } from "./split";
export { makeWindows, type Windows } from "./windows";
