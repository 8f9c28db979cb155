import { describe, expect, it } from "vitest";
import type { ComposeOptions } from "../../lib/play";
import { lineOf, linkOf, readLink } from "../../lib/play";

const options: ComposeOptions = {
  model: "0123abcd",
  prompt: [3, 0, 17],
  length: 64,
  seed: -7,
  temperature: 0.9,
  topP: 0.95,
  epoch: 150,
  turns: [
    { from: 10, temperature: 0 },
    { from: 22, epoch: 5, topP: 1 },
  ],
};

describe("the settings of a piece", () => {
  it("come back from a link", () => {
    const performance = { tempo: 1.25, instrument: "a & b=c#" };
    const link = linkOf(options, performance);
    expect(link).toMatch(/^[\w.,:%&=-]+$/);
    expect(readLink(`#${link}`)).toEqual({ options, performance });
    expect(readLink("")).toBeNull();
    expect(readLink("#")).toBeNull();
  });

  it("leave out what was not said", () => {
    const { options: back } = readLink(linkOf({ prompt: [1], length: 2 }))!;
    expect(back).toEqual({ prompt: [1], length: 2 });
  });

  it("are a line of TypeScript", () => {
    const line = lineOf("standard", options);
    expect(line).not.toContain("\n");
    const heard: unknown[] = [];
    new Function("compose", "playModel", line)(
      (...given: unknown[]) => heard.push(...given),
      (name: string) => name,
    );
    expect(heard).toEqual(["standard", options]);
    expect(lineOf("quick", { prompt: [1], length: 2 })).toBe('compose(playModel("quick"), { prompt: [1], length: 2 })');
  });

  it.each(["prompt=1.x", "prompt=1&temperature=hot", "prompt=1&turns=a,epoch:1", "seed=1"])(
    "are refused in a damaged link: %s",
    (link) => expect(() => readLink(link)).toThrow("This link is damaged"),
  );
});
