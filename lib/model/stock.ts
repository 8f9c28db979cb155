/** TensorFlow's stock ops: slower in most places, and always there. */
import { matMul } from "../tensorflow";
import { stockDecoder } from "./decoder-stock";
import type { Implementation } from "./implementation";
import { stepwiseLstm } from "./lstm-stepwise";

export const stock: Implementation = {
  name: "tensorflow",
  present: () => true,
  fits: () => true,
  ...stepwiseLstm,
  product: matMul,
  decoder: stockDecoder,
};
