/**
 * The one way out to Jupyter: a bundle of the same content in several MIME types, of which each reader
 * (JupyterLab, GitHub, nbconvert, a terminal) shows the richest that it can.
 */
import { createRequire } from "module";
import * as path from "path";
import { escapeHtml, showable } from "./escape";
import { keep } from "./keep";

/** MIME type -> content. Text types are strings; `application/*+json` types are plain objects. */
export type MimeBundle = Record<string, unknown>;

/** One thing shown. `update` is true when it replaces what was shown before under the same `id`. */
export interface Output {
  data: MimeBundle;
  id?: string;
  update: boolean;
}

/** Where outputs go. */
export type Sink = (output: Output) => void;

interface TslabJupyter {
  lastWriteDisplayData:
    | ((message: { data: MimeBundle; metadata: object; transient: { display_id?: string } }, update: boolean) => void)
    | null;
}

/** tslab's Jupyter module if this process is a tslab kernel; it is looked up, never loaded, so other programs pay nothing. */
function tslab(): TslabJupyter | undefined {
  const require = createRequire(path.join(process.cwd(), "package.json"));
  try {
    return require.cache[require.resolve("tslab/dist/jupyter")]?.exports as TslabJupyter | undefined;
  } catch {
    return undefined;
  }
}

/** To Jupyter when there is one; else the plain text to stdout when a person is watching a terminal. */
function defaultSink({ data, id, update }: Output): void {
  const write = tslab()?.lastWriteDisplayData;
  if (write) write({ data, metadata: {}, transient: id === undefined ? {} : { display_id: id } }, update);
  else if (!update && process.stdout.isTTY && typeof data["text/plain"] === "string") console.log(data["text/plain"]);
}

const place = keep("output", () => ({ sink: defaultSink as Sink, shown: new Set<string>(), count: 0 }));

/**
 * Shows a bundle. With an `id`, the first call makes an output and later calls replace its content in place.
 * Outside Jupyter it prints the plain text to a terminal, or does nothing.
 */
export function show(data: MimeBundle, id?: string): void {
  const update = id !== undefined && place.shown.has(id);
  if (id !== undefined) place.shown.add(id);
  place.sink({ data, id, update });
}

/** What each of the `show…` functions takes, beside options of its own. */
export interface ShowOptions {
  /** Said above what is shown. */
  title?: string;
  /** What is shown, in a sentence or two, for those who do not see it; each function has words of its own. */
  alt?: string;
  /** Display id, to replace what was shown under it before. */
  id?: string;
}

/** Says that there is nothing to show, in the place of what would be shown. `reason` is plain text, of the project's own. */
export function showNothing(reason: string, { title, id }: ShowOptions = {}): void {
  const text = title === undefined ? reason : `${title}: ${reason}`;
  show({ "text/html": `<div>${escapeHtml(text)}</div>`, "text/plain": showable(text) }, id);
}

/** A new display id, for an output that is updated in place. */
export function newId(): string {
  return `display-${process.pid}-${Date.now().toString(36)}-${++place.count}`;
}

/** Sends outputs to `sink` from now on; returns a function that puts the former one back. */
export function setSink(sink: Sink): () => void {
  const former = place.sink;
  place.sink = sink;
  return () => {
    place.sink = former;
  };
}

/** Runs `action` and returns everything that it showed, instead of showing it. */
export async function capture(action: () => unknown): Promise<Output[]> {
  const outputs: Output[] = [];
  const restore = setSink((output) => outputs.push(output));
  try {
    await action();
  } finally {
    restore();
  }
  return outputs;
}
