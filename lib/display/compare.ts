/**
 * Choices of bins side by side: as a data frame, and by a small training with each. Import from here
 * (`./lib/display/compare`): what data frames and trainings need takes a second to load, so the chapter's index leaves it out.
 */
export { compareBins } from "./widgets/compare-bins";
export { trainAndCompare } from "./widgets/train-bins";
