export * from "./binning";
export * from "./exercise";
export { modelling, type CellWeights } from "./modelling";
export * from "./pseudo-notes";
export * from "./track-selection";
export * from "./training";
