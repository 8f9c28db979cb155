/**
 * What is dear to make (a plot renderer, a sound bank) or must exist once (the place that output goes to) is kept on
 * the process, not in a module: the notebook kernel loads a module afresh when its source changes.
 */
const kept = globalThis as unknown as Record<symbol, unknown>;

/** The value kept under `name`; made by `make` on the first call. A promise that rejects is not kept. */
export function keep<T>(name: string, make: () => T): T {
  const key = Symbol.for(`music-seq2seq/${name}`);
  if (!(key in kept)) {
    kept[key] = make();
    const value = kept[key];
    if (value instanceof Promise) value.catch(() => delete kept[key]);
  }
  return kept[key] as T;
}
