export * from "./binning";
export * from "./exercise";
export { modelling, type CellWeights } from "./modelling";
export * from "./pseudo-notes";
export * from "./decoding";
export * from "./exercise";
export * from "./pointing";
export * from "./track-selection";
export * from "./training";
