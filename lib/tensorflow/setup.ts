/**
 * What must be in place before TensorFlow is imported. A module of its own, imported first by
 * `tensorflow.ts`, because imports run before the body of the module that names them.
 */
import util from "util";

// Node 23 removed util.isNullOrUndefined, which tfjs-node 4.22 still calls (tensorflow/tfjs #8609).
const nodeUtil = util as unknown as { isNullOrUndefined?: (value: unknown) => boolean };
nodeUtil.isNullOrUndefined ??= (value) => value === null || value === undefined;

// TensorFlow's own log: errors only.
process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
