export { Seq2Seq, type Seq2SeqConfig } from "./seq2seq";
export { Lstm, type LstmConfig, type LstmWeights, runLstm } from "./lstm";
export { type LstmOps, type LstmTrace, type LstmGradients, lstmOps, setLstmOps } from "./lstm-ops";
export { lstmCell } from "./cell";
export { Dropout, dropoutMask } from "./dropout";
export { Logits } from "./logits";
export { accuracy, crossEntropy, oneHotCrossEntropy } from "./loss";
