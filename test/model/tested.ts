/** Which implementations the tests hold to account. */
import { compiled, type Implementation, stock } from "../../lib/model";

/** LSTM_OPS=tensorflow was said, when the test file began: our compiled ops are not wanted and need not be there. */
export const withoutCompiled = process.env.LSTM_OPS === "tensorflow";

/** Ours are called whether the addon has them or not: where it lacks them, their tests fail. */
export const tested: readonly Implementation[] = withoutCompiled ? [stock] : [compiled, stock];
