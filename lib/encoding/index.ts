// Neither TensorFlow nor anything of Node's is imported by this chapter: it also runs in a browser.
export * from "./bin-cost";
export * from "./bin-grid";
export { binOf, checkEdges, fitBins, fitDistinct, type Bins } from "./bins";
export { distinctOf, repeated, type Distinct } from "./distinct";
export { binEdges, METHODS, type BinMethod } from "./edges";
export type { Encoding } from "./encoding";
export { entropy } from "./entropy";
export type { Feature, NoteSketch } from "./feature";
export * from "./features";
export * from "./note-bins";
export * from "./note-counts";
export * from "./note-fields";
export { featureOf, featuresIn, partOf, type PerFeature, perFeature } from "./per-feature";
export { symbol, toPseudoNote } from "./pseudo-note";
export { quantile } from "./quantile";
export { Radix } from "./radix";
export * from "./start";
export * from "./vocabulary";
