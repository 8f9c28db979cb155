import * as path from "path";
import { beforeAll, describe, expect, it } from "vitest";
import { executed, type Execution } from "./executed";
import { outputFaults } from "./house-style";
import { names, readNotebook } from "./notebook";

let run: Execution;
beforeAll(async () => void (run = await executed()), 900_000);

it("npm run reproduce -- --preset quick ends well", () => {
  expect(run.stderr).not.toContain("failed");
  expect(run.status).toBe(0);
});

describe.each(names)("%s, executed", (name) => {
  it("has outputs, no errors and nothing on stderr", () => {
    expect(outputFaults(readNotebook(path.join(run.folder, name)))).toEqual([]);
  });
});
