/** What newcomers stumbled over once stays away. */
import * as path from "path";
import { expect, it } from "vitest";
import { folder, names, readNotebook } from "./notebook";

/** English that made readers stop, a pun among it. */
const STUMBLES = [
  "are not all sound",
  "for edges coincide",
  "Five beginnings",
  "foresees",
  "strange seed",
  "its power of e",
  "taken up where it stands",
  "turned the verdict round",
];

it.each(names)("%s has none of the phrases that made readers stumble", (name) => {
  const { cells } = readNotebook(path.join(folder, name));
  const text = cells.map(({ source }) => source).join("\n");
  expect(STUMBLES.filter((phrase) => text.includes(phrase))).toEqual([]);
});

it("no row of chapter 7's measures says the same of every piece and of all songs", () => {
  const { cells } = readNotebook(path.join(folder, "07-results.ipynb"));
  const texts = cells.flatMap(({ outputs }) => outputs.map(({ data }) => [data?.["text/plain"] ?? ""].flat().join("")));
  const table = texts.find((text) => /^Pieces of \d+ notes beside \d+ windows/.test(text))!;
  const rows = table
    .trim()
    .split("\n")
    .slice(2)
    .map((row) => row.trim().split(/\s{2,}/));
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.filter(([, ...values]) => new Set(values).size < 3)).toEqual([]);
});

it("the words that came unexplained are in the glossary, and the chapter where each comes first links to it", () => {
  const links: Record<string, string> = {
    "02": "rms jenks singleton entropy",
    "04": "sigmoid tanh",
    "05": "loss nats bits perplexity gradient epoch dropout held-out",
    "06": "teacher-forcing argmax sampling temperature",
    "07": "n-gram seed kneser-ney interval",
  };
  for (const [chapter, words] of Object.entries(links)) {
    const name = names.find((file) => file.startsWith(chapter))!;
    const text = readNotebook(path.join(folder, name)).cells.map(({ source }) => source);
    const missing = words.split(" ").filter((word) => !text.join("\n").includes(`glossary.md#${word})`));
    expect({ chapter, missing }).toEqual({ chapter, missing: [] });
  }
});
