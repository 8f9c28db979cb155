export { Seq2Seq, type Seq2SeqConfig } from "./seq2seq";
export { Lstm, type LstmConfig, runLstm } from "./lstm";
export { addLstmOps, lstmOps } from "./lstm-choice";
export type {
  LstmGradients,
  LstmInput,
  LstmOps,
  LstmOutputGradients,
  LstmState,
  LstmTrace,
  LstmWeights,
} from "./lstm-ops";
export { stepwiseLstm } from "./lstm-stepwise";
export { type Decoded, type Decoder, type DecoderWeights, makeDecoder } from "./decoder";
export { lstmCell } from "./cell";
export { Dropout, dropoutMask } from "./dropout";
export { Logits } from "./logits";
export { accuracy, crossEntropy } from "./loss";
export { compiledOpsPresent, product } from "./lstm-compiled";
export { disposeState, openDecoder, selectRows, startOf, type DecoderState, type StepDecoder } from "./step-decoder";
