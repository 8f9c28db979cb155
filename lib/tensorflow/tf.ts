/** TensorFlow.js on the native library, imported once its surroundings are set up. */
import "./setup";
import * as tf from "@tensorflow/tfjs-node";

export { tf };
