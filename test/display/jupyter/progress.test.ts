import { expect, it } from "vitest";
import { capture, progress } from "../../../lib/display";
import { EVIL, parseHtml } from "../svg";

it("is one line, updated in place, with names as text", async () => {
  const outputs = await capture(() => {
    const line = progress(EVIL);
    line.update(1, 4);
    line.done();
  });
  expect(outputs.map(({ update }) => update)).toEqual([false, true]);
  const page = parseHtml(outputs[0].data["text/html"] as string);
  expect(page.querySelector("[role=progressbar]")!.getAttribute("aria-valuenow")).toBe("25");
  expect(page.querySelectorAll("img")).toHaveLength(0);
  expect(outputs[0].data["text/plain"]).toMatch(/^<img src=x onerror=alert\(1\)>: 1 of 4, .* left$/);
  expect(outputs[1].data["text/plain"]).toBe(`${EVIL}: done`);
});

it("does not flood: updates within a moment are shown once", async () => {
  const outputs = await capture(() => {
    const line = progress("x");
    for (let i = 0; i < 1000; i++) line.update(i, 1000);
    line.done("1000 read");
  });
  expect(outputs.length).toBeLessThan(10);
  expect(outputs[outputs.length - 1].data["text/plain"]).toBe("1000 read");
});
