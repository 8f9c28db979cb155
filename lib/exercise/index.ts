export * from "./binning";
export * from "./decoding";
export * from "./exercise";
export * from "./inference";
export { modelling, type CellWeights } from "./modelling";
export * from "./pointing";
export * from "./pseudo-notes";
export * from "./track-selection";
export * from "./training";
