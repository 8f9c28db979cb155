/** What was played, to take along: as the end of a link, and as a line of TypeScript. Both compose the same notes again. */
import type { ComposeOptions, NoteSettings, Turn } from "./compose";

/** What is heard of a piece besides its notes. */
export interface Performance {
  /** How many times as fast; default 1. */
  tempo?: number;
  instrument?: string;
}

const NUMBERS = ["temperature", "topP", "topK", "epoch"] as const;

/** The options as the fragment of a link, without "#". */
export function linkOf(options: ComposeOptions, performance: Performance = {}): string {
  const { prompt, seed, length, model, turns = [] } = options;
  const { tempo, instrument } = performance;
  const parts: Record<string, string | number | undefined> = {
    model,
    prompt: Array.from(prompt).join("."),
    length,
    seed,
    ...Object.fromEntries(NUMBERS.map((name) => [name, options[name]])),
    turns: turns.map(wordOf).join("_") || undefined,
    tempo,
    instrument,
  };
  return Object.entries(parts)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}=${encodeURIComponent(value)}`))
    .join("&");
}

/** "40.temperature-1.2.epoch-5" would be ambiguous; so "40,temperature:1.2,epoch:5". */
function wordOf({ from, ...changes }: Turn): string {
  return [from, ...NUMBERS.flatMap((name) => (changes[name] === undefined ? [] : `${name}:${changes[name]}`))].join(
    ",",
  );
}

/** What a link's fragment says; null where there is none. @throws Error when it is damaged. */
export function readLink(fragment: string): { options: ComposeOptions; performance: Performance } | null {
  const text = fragment.replace(/^#/, "");
  if (!text) return null;
  const given = new URLSearchParams(text);
  const number = (name: string, value: string | null): number | undefined => {
    if (value === null) return undefined;
    if (value.trim() !== "" && Number.isFinite(Number(value))) return Number(value);
    throw new Error(`This link is damaged: its ${name} is "${value}".`);
  };
  const settings = (of: (name: string) => string | null): NoteSettings =>
    Object.fromEntries(NUMBERS.flatMap((name) => (of(name) === null ? [] : [[name, number(name, of(name))]])));
  const turns = (given.get("turns") ?? "").split("_").flatMap((word): Turn[] => {
    if (!word) return [];
    const [from, ...changes] = word.split(",");
    const named = new Map(changes.map((change) => change.split(":") as [string, string]));
    return [{ from: number("turns", from)!, ...settings((name) => named.get(name) ?? null) }];
  });
  const prompt = (given.get("prompt") ?? "").split(".").map((note) => number("prompt", note)!);
  return {
    options: {
      model: given.get("model") ?? undefined,
      prompt,
      length: number("length", given.get("length")) ?? 1,
      seed: number("seed", given.get("seed")),
      ...settings((name) => given.get(name)),
      ...(turns.length > 0 ? { turns } : {}),
    },
    performance: { tempo: number("tempo", given.get("tempo")), instrument: given.get("instrument") ?? undefined },
  };
}

/** A line that composes the same in a notebook; `name` is the model's, as `playModel` takes it. */
export function lineOf(name: string, { prompt, ...options }: ComposeOptions): string {
  const entry = ([key, value]: [string, unknown]): string => `${key}: ${JSON.stringify(value)}`;
  const turns = options.turns?.map((turn) => `{ ${Object.entries(turn).map(entry).join(", ")} }`);
  const words = [
    `prompt: [${Array.from(prompt).join(", ")}]`,
    ...Object.entries({ ...options, turns: undefined }).flatMap((pair) => (pair[1] === undefined ? [] : entry(pair))),
    ...(turns && turns.length > 0 ? [`turns: [${turns.join(", ")}]`] : []),
  ];
  return `compose(playModel(${JSON.stringify(name)}), { ${words.join(", ")} })`;
}
