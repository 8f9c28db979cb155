export { generate, type DecodeOptions } from "./decode";
export * from "./midi-writer";
export type { Strategy } from "./sampling";
