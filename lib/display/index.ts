export * from "./escape";
export * from "./house-style";
export * from "./number";
export * from "./output";
export * from "./piano-roll";
export * from "./plot";
export { renderSound, PEAK, SAMPLE_RATE, type SoundOptions } from "./render-sound";
export * from "./sound";
export * from "./table";
