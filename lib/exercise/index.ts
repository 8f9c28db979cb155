export * from "./binning";
export * from "./exercise";
export * from "./pseudo-notes";
export * from "./track-selection";
