export { Seq2Seq, type Seq2SeqConfig } from "./seq2seq";
export { Lstm, type LstmConfig, runLstm } from "./lstm";
export { addImplementation, implementation, implementationFor, implementations, type Work } from "./choice";
export { compiled } from "./compiled";
export type { Decoded, Decoder, DecoderWeights, Draws, Implementation } from "./implementation";
export { type Measurement, type Measured, type Part, readMeasured } from "./measured";
export { measureImplementations } from "./measure";
export { stock } from "./stock";
export type {
  LstmGradients,
  LstmInput,
  LstmOps,
  LstmOutputGradients,
  LstmState,
  LstmTrace,
  LstmWeights,
} from "./lstm-ops";
export { attention, notesBefore } from "./attention";
export { pointed } from "./pointer";
export { startOf } from "./notes";
export { noteValuesOf, type NoteValues, TICKS } from "./note-features";
export { packWeights, unpackWeights } from "./packed-weights";
export { PointerModel, type PointerConfig } from "./pointer-model";
export { multiHot } from "./multi-hot";
export { MultivariateModel, type MultivariateConfig } from "./multivariate-model";
export { judged, type Judged, type Judgement, type Trainable } from "./trainable";
export { makeDecoder } from "./decoder";
export { drawNotes, type Sampling } from "./draw";
export { lstmCell } from "./cell";
export { Dropout, dropoutMask } from "./dropout";
export { type GateTrace, gatesOf } from "./gates";
export { Logits } from "./logits";
export { toOneHot } from "./one-hot";
export { accuracy, crossEntropy } from "./loss";
export { type Composer, openDecoder } from "./open-decoder";
export { disposeState, noteByNote, selectRows, type DecoderState, type StepDecoder } from "./step-decoder";
