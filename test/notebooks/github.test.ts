import * as path from "path";
import { describe, expect, it } from "vitest";
import { capture, showDrawing, showSound, showTable } from "../../lib/display";
import { githubFault, onGithub } from "./github";
import { folder, names, readNotebook } from "./notebook";

describe("the renderer", () => {
  it("chooses as nbconvert does, HTML before pictures before words", () => {
    expect(onGithub({ "text/plain": "words", "image/svg+xml": "<svg/>" }).mime).toBe("image/svg+xml");
    expect(onGithub({ "image/svg+xml": "<svg/>", "text/html": "<b>x</b>" }).mime).toBe("text/html");
    expect(onGithub({ "application/vnd.plotly.v1+json": {}, "image/svg+xml": "<svg/>" }).mime).toBe("image/svg+xml");
    expect(onGithub({ "application/vnd.plotly.v1+json": {}, "text/plain": "words" }).text).toBe("words");
    expect(onGithub({ "application/vnd.plotly.v1+json": {} }).mime).toBeNull();
  });

  it("takes out what GitHub takes out", () => {
    const html = (text: string) => onGithub({ "text/html": [text] });
    expect(html(`<p style="color:red">a <script>b()</script><b onclick="c()">d</b></p>`)).toMatchObject({
      html: "<p>a <b>d</b></p>",
      lost: [],
    });
    expect(html(`<img alt="a" src="data:image/png;base64,AAAA">`).lost).toEqual(["img"]);
    expect(html(`<img alt="a" src="https://example.org/a.png">`).lost).toEqual([]);
    expect(html(`<svg><text>a</text></svg><svg></svg>`).lost).toEqual(["svg", "svg"]);
    expect(html(`<audio src="data:audio/mpeg;base64,AAAA">plays elsewhere</audio>`)).toMatchObject({
      text: "plays elsewhere",
      lost: ["audio"],
    });
    expect(html(`<table><tr><td>1</td></tr></table>`).html).toContain("<td>1</td>");
  });

  it("finds what is lost without a word", () => {
    expect(githubFault({ "text/html": `<audio src="data:,"></audio>a tune` })).toBe("loses audio and does not say so");
    expect(githubFault({ "text/html": `<audio src="data:,">a tune: it plays in JupyterLab</audio>` })).toBeNull();
    expect(githubFault({ "text/html": `<script>a()</script>` })).toBe("nothing is left");
    expect(githubFault({ "application/x": 1 })).toBe("none of its types is known: application/x");
    expect(githubFault({ "text/plain": "42" })).toBeNull();
  });
});

it("drawings and tables come through", async () => {
  const outputs = await capture(async () => {
    await showDrawing('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', {
      alt: "A square",
      title: "T",
    });
    await showTable([{ a: 1 }]);
  });
  expect(outputs.map(({ data }) => onGithub(data).mime)).toEqual(["image/svg+xml", "text/html"]);
  expect(outputs.map(({ data }) => githubFault(data))).toEqual([null, null]);
});

it("a sound says where it plays", async () => {
  const note = { pitch: 60, velocity: 80, start: 0, end: 0.5 };
  const [{ data }] = await capture(() => showSound([note], { title: "A note" }));
  expect(onGithub(data)).toMatchObject({ mime: "text/html", lost: ["audio"] });
  expect(onGithub(data).text).toBe(
    "A note♪ plays in JupyterLab (npm start) and on the project's own pages (npm run site)",
  );
  expect(githubFault(data)).toBeNull();
});

it.each(names)("%s shows something in each of its outputs, or says where it is to be had", (name) => {
  const faults = readNotebook(path.join(folder, name)).cells.flatMap((cell, i) =>
    (cell.outputs ?? []).flatMap(({ data }) => {
      const fault = data && githubFault(data);
      return fault ? [`cell ${i + 1} ${fault}`] : [];
    }),
  );
  expect(faults).toEqual([]);
});
