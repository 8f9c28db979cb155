import * as fs from "fs";
import * as path from "path";
import { describe, expect, it } from "vitest";
import { root } from "./kernel/kernelspec";
import { folder, names, readNotebook } from "./notebooks/notebook";

const read = (name: string): string => fs.readFileSync(path.join(root, name), "utf8");

describe("the glossary", () => {
  const glossary = read("docs/glossary.md");
  const anchors = [...glossary.matchAll(/^### (.+)$/gm)].map(([, word]) => word);

  it("is in order, its words written so that GitHub, JupyterLab and the pages make the same anchors of them", () => {
    expect(anchors).toEqual([...anchors].sort());
    expect(anchors.filter((word) => !/^[a-z0-9-]+$/.test(word))).toEqual([]);
    expect(new Set(anchors).size).toBe(anchors.length);
  });

  it("has a place for every link to it, and the chapters link to it", () => {
    const inside = [...glossary.matchAll(/\]\(#([^)]+)\)/g)].map(([, word]) => word);
    const outside = names.flatMap((name) => {
      const text = readNotebook(path.join(folder, name)).cells.map(({ source }) => source);
      return [...text.join("\n").matchAll(/\]\(\.\.\/docs\/glossary\.md#([^)]+)\)/g)].map(([, word]) => ({
        name,
        word,
      }));
    });
    const linked = [...inside, ...outside.map(({ word }) => word)];
    expect(linked.filter((word) => !anchors.includes(word))).toEqual([]);
    for (const chapter of ["01", "02", "03", "04"]) {
      expect(outside.filter(({ name }) => name.startsWith(chapter)).length).toBeGreaterThan(3);
    }
    // Once a chapter is enough: at the first use.
    const twice = outside.filter((a, i) => outside.findIndex((b) => a.name === b.name && a.word === b.word) !== i);
    expect(twice).toEqual([]);
  });
});

describe.each([
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "data/README.md",
  "docs/glossary.md",
  "docs/teaching.md",
])("%s", (name) => {
  const text = read(name);

  it("names only files and folders that are there", () => {
    const named = [...text.matchAll(/`((?:lib|data|test|native|setup|notebooks|docs)\/[\w./-]*)`/g)].map(
      ([, file]) => file,
    );
    const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, file]) =>
      path.join(path.dirname(name), file),
    );
    const missing = [...named, ...linked].filter(
      (file) => !file.includes("NN-") && !file.startsWith("data/cache") && !fs.existsSync(path.join(root, file)),
    );
    expect(missing).toEqual([]);
  });
});

it("the teacher's plan names sections and exercises that are there", () => {
  const text = read("docs/teaching.md");
  const rows = text.split("\n").filter((line) => /^\| *\d/.test(line));
  const sections = [...text.matchAll(/\[(\d) · ([^\]]+)\]\(\.\.\/notebooks\/(\d)(\d)[^)]*\)/g)];
  expect(sections.length).toBeGreaterThan(15);
  for (const [, chapter, section, zero, number] of sections) {
    const name = names.find((name) => name.startsWith(zero + number)) ?? "";
    const source = readNotebook(path.join(folder, name)).cells.map((cell) => cell.source);
    const headings = [...source.join("\n").matchAll(/^##? (?:\d · )?([^:\n]+)(.*)$/gm)].map(([, a, b]) => [a, a + b]);
    expect(chapter).toBe(number);
    expect({ section, found: headings.flat().includes(section) }).toEqual({ section, found: true });
  }
  // Each lesson's minutes go on where the row before ended.
  const ends = rows.map((row) =>
    row
      .match(/(\d+)–(\d+)/)!
      .slice(1)
      .map(Number),
  );
  expect(ends.filter(([from], i) => from !== 0 && from !== ends[i - 1][1])).toEqual([]);
  expect(ends.filter(([from]) => from === 0)).toHaveLength(2);
});

it("CITATION.cff says what package.json and LICENSE say", () => {
  const { name, version, license } = JSON.parse(read("package.json"));
  const citation = read("CITATION.cff");
  expect(citation).toContain(`title: "${name}"`);
  expect(citation).toContain(`\nversion: ${version}\n`);
  expect(citation).toContain(`\nlicense: ${license}\n`);
  const [, holder] = /Copyright \(c\) \d+ (.+)/.exec(read("LICENSE"))!;
  expect(citation).toContain(`name: "${holder}"`);
});
