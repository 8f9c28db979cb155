export * from "./exercise";
export * from "./track-selection";
