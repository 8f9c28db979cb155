import { expect, it } from "vitest";
import { printed, run } from "./converse";

it("sends all that a cell prints, in order", async () => {
  const [many, bytes, error] = await run(
    "for (let i = 0; i < 5000; i++) console.log(i);",
    'process.stdout.write(Buffer.from([0xe2, 0x99]));\nprocess.stdout.write(Buffer.from([0xaa]));\nawait new Promise<void>((done) => process.stdout.write("!", () => done()));',
    "console.error('told')",
  );
  const lines = printed(many).trim().split("\n").map(Number);
  expect(lines.length).toBe(5000);
  expect(lines.findIndex((line, i) => line !== i)).toBe(-1);
  expect(printed(bytes)).toBe("♪!");
  expect(printed(error, "stderr")).toBe("told\n");
});

it("displays HTML, several types at once, and updates in place", async () => {
  const [cell] = await run(
    [
      'import * as tslab from "tslab";',
      "const place = tslab.newDisplay();",
      'place.html("<b>1</b>");',
      'place.html("<b>2</b>");',
      'const { lastWriteDisplayData } = require("tslab/dist/jupyter");',
      'lastWriteDisplayData({ data: { "text/plain": "p", "image/svg+xml": "<svg/>" }, metadata: {}, transient: {} }, false);',
    ].join("\n"),
  );
  const shown = cell.messages.filter(([type]) => type.endsWith("display_data"));
  expect(shown.map(([type, content]) => [type, content.data])).toEqual([
    ["display_data", { "text/html": "<b>1</b>" }],
    ["update_display_data", { "text/html": "<b>2</b>" }],
    ["display_data", { "text/plain": "p", "image/svg+xml": "<svg/>" }],
  ]);
  expect(shown[1][1].transient.display_id).toBe(shown[0][1].transient.display_id);
});

it("numbers cells as Jupyter shows them", async () => {
  const ran = await run("1", "throw 0", "3");
  expect(ran.map(({ reply }) => reply.execution_count)).toEqual([1, 2, 3]);
  expect(ran[2].messages).toContainEqual(["execute_input", { code: "3", execution_count: 3 }]);
});
