export * from "./bin-cost";
export { binOf, checkEdges, fitBins, type Bins } from "./bins";
export * from "./edges";
export * from "./note-bins";
export * from "./one-hot";
export * from "./pseudo-note";
export { quantile } from "./quantile";
export * from "./vocabulary";
export * from "./windows";
