export { argmax } from "./argmax";
export { beam, type BeamOptions } from "./beam";
export { generate, type DecodeOptions } from "./decode";
export * from "./midi-writer";
export { repetitionPenalty } from "./repetition-penalty";
export { type SampleOptions, samplingOf } from "./sample-options";
export { sample } from "./sampling";
export type { SearchOptions, Strategy } from "./strategy";
export { mistakes, told } from "./told";
