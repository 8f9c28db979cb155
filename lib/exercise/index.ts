export * from "./binning";
export * from "./exercise";
export * from "./track-selection";
