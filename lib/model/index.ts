export { Seq2Seq, type Seq2SeqConfig } from "./seq2seq";
export { Lstm, type LstmConfig, runLstm } from "./lstm";
export {
  addLstmOps, type LstmGradients, type LstmInput, type LstmOps, lstmOps, type LstmOutputGradients, type LstmState, type LstmTrace, type LstmWeights,
} from "./lstm-ops";
export { stepwiseLstm } from "./lstm-stepwise";
export { type DecoderStep, type DecoderWeights, type StepDecoder, stepDecoder } from "./decoder-step";
export { type Precision } from "./native";
export { lstmCell } from "./cell";
export { Dropout, dropoutMask } from "./dropout";
export { Logits } from "./logits";
export { accuracy, crossEntropy, oneHotCrossEntropy } from "./loss";
