export { compose, Composer, type ComposeOptions, type NoteSettings, type Step, type Turn } from "./compose";
export { type Chances, chancesOf, drawNote } from "./draw-note";
export { type ModelContent, type ModelSettings, type NamedNotes, type Snapshot, writeModel } from "./model-file";
export { encodeNearest, type Encoded } from "./nearest-note";
export { type Bits, packMatrix, unpackMatrix } from "./packed-matrix";
export { PlainModel, type PlainLayer, type PlainState, type PlainWeights } from "./plain-model";
export { packSnapshot, PlayModel, unpackSnapshot } from "./play-model";
export { plainModelOf, shapeOf, snapshotOf } from "./snapshot";
export { arrayShapes, type ModelShape, weightsFrom } from "./weight-arrays";
