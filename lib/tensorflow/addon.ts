/** Where the compiled addon is. */
import * as path from "path";

/**
 * The folder of the addon in use, and of what the set-up noted about it. The environment variable TENSORFLOW_ADDON names
 * another build than the one in tfjs-node's folder, as the bench does for each instruction set.
 */
export function addonFolder(): string {
  const other = process.env.TENSORFLOW_ADDON;
  if (other) return path.dirname(other);
  return path.join(path.dirname(require.resolve("@tensorflow/tfjs-node/package.json")), "lib", "napi-v8");
}
