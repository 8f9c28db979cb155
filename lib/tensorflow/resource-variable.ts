/** TensorFlow's own variables, by handle: ops may update them in place, which TF.js's variables do not allow. */
import { backend, boolAttribute, DataType, raw, release, shapeAttribute, stringAttribute, typeAttribute } from "./ops";

const FLOAT = [typeAttribute("T", DataType.float32)];
export const DTYPE = [typeAttribute("dtype", DataType.float32)];
let made = 0;

/** A TensorFlow resource variable, set to `values` if given. */
export function resource(shape: number[], values?: Float32Array): number {
  const [handle] = raw(
    "VarHandleOp",
    [
      ...DTYPE,
      shapeAttribute("shape", shape),
      stringAttribute("container", ""),
      stringAttribute("shared_name", `weight-${made++}`),
    ],
    [],
  );
  if (values) {
    const value = backend().binding.createTensor(shape, DataType.float32, values);
    // Multiplied by 1: memory of TensorFlow's own, that it may update in place.
    const one = scalar(1);
    const [own] = raw("Mul", FLOAT, [value, one]);
    raw("AssignVariableOp", DTYPE, [handle, own], 0);
    release(value, one, own);
  }
  return handle;
}

/** Its values, copied. */
export function readResource(handle: number): Float32Array {
  const [value] = raw("ReadVariableOp", DTYPE, [handle]);
  const data = backend().binding.tensorDataSync(value) as Float32Array;
  release(value);
  return data;
}

export function destroy(handle: number): void {
  raw("DestroyResourceOp", [boolAttribute("ignore_lookup_error", true)], [handle], 0);
  release(handle);
}

/** A float32 scalar; the caller releases it. */
export function scalar(value: number): number {
  return backend().binding.createTensor([], DataType.float32, Float32Array.of(value));
}
