/**
 * The one door to TensorFlow: every module that needs it enters here, so that what must happen before the first import
 * happens exactly once. `tf` is TensorFlow.js; the rest calls any operation of the native library by its name.
 */
export { addonFolder } from "./addon";
export * from "./ops";
export * from "./resource-variable";
export { beginSumOverRanks, enableCollectives, peerAnswers, standStill, sumOverRanks, watchPeers } from "./collectives";
export { tf } from "./tf";
