import * as fs from "fs";
import * as path from "path";
import { describe, expect, it } from "vitest";
import { root } from "./kernel/kernelspec";

const read = (name: string): string => fs.readFileSync(path.join(root, name), "utf8");

describe.each(["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md"])("%s", (name) => {
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

it("CITATION.cff says what package.json and LICENSE say", () => {
  const { name, version, license } = JSON.parse(read("package.json"));
  const citation = read("CITATION.cff");
  expect(citation).toContain(`title: "${name}"`);
  expect(citation).toContain(`\nversion: ${version}\n`);
  expect(citation).toContain(`\nlicense: ${license}\n`);
  const [, holder] = /Copyright \(c\) \d+ (.+)/.exec(read("LICENSE"))!;
  expect(citation).toContain(`name: "${holder}"`);
});
