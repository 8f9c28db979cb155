import * as fs from "fs";
import * as path from "path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Workplace, type Run } from "./run";

const figure = {
  "application/vnd.plotly.v1+json": {
    data: [{ y: [1, 3, 2] }],
    layout: { height: 321, title: { text: "</script><i>" } },
  },
  "image/svg+xml": "<svg/>",
  "text/plain": "Three points",
};

const showFigure = `(require("tslab/dist/jupyter") as any).lastWriteDisplayData(
  { data: ${JSON.stringify(figure)}, metadata: {}, transient: {} }, false);`;

const moving = "<svg><style>@media (prefers-reduced-motion:no-preference){}</style></svg>";
const showDrawing = `(require("tslab/dist/jupyter") as any).lastWriteDisplayData(
  { data: ${JSON.stringify({ "image/svg+xml": moving, "text/plain": "A <ball>" })}, metadata: {}, transient: {} }, false);`;

const first = [
  {
    markdown:
      "# The *first*\n\nPress <kbd>Tab</kbd>. The state $h_t$; [on](02-second.ipynb), [source](../lib.ts), [web](https://example.org), [word](../docs/words.md#two-bins).",
  },
  { code: "const answer: number = 42;" },
  { markdown: "## Shown `here`" },
  { code: 'console.log(answer, process.env.PRESET, process.cwd() === require("path").resolve("."));' },
  { code: `${showFigure}\n${showDrawing}` },
  { code: "" },
  {
    code: `require("fs").writeFileSync(process.env.OUT_DIR + "/a <b>.mid", ""); require("fs").writeFileSync(process.env.OUT_DIR + "/a.mp3", "");`,
  },
];

describe("a run", () => {
  let place: Workplace;
  const metadataOf = (name: string) => JSON.parse(place.read(name)).metadata;
  let run: Run;
  let status: number | null;
  beforeAll(async () => {
    place = new Workplace({
      "02-second.ipynb": [{ markdown: "# Second" }, { code: "1 + 1" }],
      "01-first.ipynb": first,
      "notes.ipynb": [{ code: "throw new Error('not a chapter')" }],
    });
    fs.writeFileSync(path.join(place.folder, "lib.ts"), "");
    fs.mkdirSync(path.join(place.folder, "docs"));
    fs.writeFileSync(
      path.join(place.folder, "docs", "words.md"),
      "# Words\n\n### two bins\n\nSee [it](#two-bins), [more](more.md).",
    );
    fs.writeFileSync(
      path.join(place.folder, "docs", "more.md"),
      "# More\n\n[words](words.md), [on](../notebooks/02-second.ipynb)",
    );
    run = place.start();
    status = await run.ended;
  });
  afterAll(() => place.remove());

  it("executes the chapters in order and says where it is", () => {
    expect(run.stderr).toBe("");
    expect(status).toBe(0);
    const lines = run.stdout
      .trim()
      .split("\n")
      .map((line) => line.replace(/[\d.]+ s/, "N s"));
    expect(lines).toEqual([
      "1/2 01-first",
      "  cell 1/4 The first: N s",
      "  cell 2/4 Shown here: N s",
      "  cell 3/4 Shown here: N s",
      "  cell 4/4 Shown here: N s",
      "  1/2 01-first, N s",
      "2/2 02-second",
      "  cell 1/1 Second: N s",
      "  2/2 02-second, N s",
      `2 notebooks in N s. Open ${place.out}/index.html`,
    ]);
  });

  it("leaves executed notebooks and pages, and the sources as they were", () => {
    expect(place.files()).toEqual([
      "01-first.html",
      "01-first.ipynb",
      "02-second.html",
      "02-second.ipynb",
      "a <b>.mid",
      "a.mp3",
      "assets",
      "index.html",
      "more.html",
      "words.html",
    ]);
    expect(metadataOf("01-first.ipynb").run).toEqual({
      preset: "quick",
      collection: "default songs",
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    const { cells, metadata } = JSON.parse(place.read("01-first.ipynb"));
    expect(cells[3].outputs).toEqual([{ name: "stdout", output_type: "stream", text: ["42 quick true\n"] }]);
    expect(cells.map((cell: any) => cell.execution_count)).toEqual([undefined, 1, undefined, 2, 3, null, 4]);
    expect(metadata.language_info.name).toBe("typescript");
    const source = JSON.parse(fs.readFileSync(path.join(place.notebooks, "01-first.ipynb"), "utf8"));
    expect(source.cells[3].outputs).toEqual([]);
  });

  it("says on each page which run it is from", () => {
    const { date } = metadataOf("01-first.ipynb").run;
    for (const name of ["01-first.html", "02-second.html", "index.html"]) {
      expect(place.read(name)).toContain(`Preset quick · default songs · ${date}`);
    }
  });

  it("writes pages that fetch nothing from elsewhere", () => {
    for (const name of ["01-first.html", "02-second.html", "words.html", "index.html"]) {
      const page = place.read(name);
      const fetched = [...page.matchAll(/<(?:script|img|link|iframe|audio)\b[^>]*?(?:src|href)="([^"]*)"/g)].map(
        (m) => m[1],
      );
      expect(fetched.filter((url) => !/^(assets|data:)/.test(url) && url !== "a.mp3")).toEqual([]);
      for (const url of fetched.filter((url) => !url.startsWith("data:")))
        expect(fs.existsSync(path.join(place.out, url))).toBe(true);
      expect(page).not.toMatch(/cdnjs|unpkg|@import|mathjax|require\.min/i);
    }
    expect(place.read("assets/page.css")).not.toMatch(/url\(["']?https?:|@import/);
  });

  it("keeps figures as data for Plotly, which no title can break out of", () => {
    const page = place.read("01-first.html");
    const json =
      /<div [^>]*class="[^"]*plotly-figure[^>]*min-height: 321px[^>]*>\s*<script type="application\/json">(.*?)<\/script>/s.exec(
        page,
      )?.[1];
    expect(JSON.parse(json ?? "null")).toEqual(figure["application/vnd.plotly.v1+json"]);
    expect(page).toContain('aria-label="Three points"');
  });

  it("keeps HTML in the prose, turns formulas into MathML and links into links between the pages", () => {
    const page = place.read("01-first.html");
    expect(page).toContain("<msub><mi>h</mi><mi>t</mi></msub>");
    expect(page).toContain("Press <kbd>Tab</kbd>.");
    expect(page).toContain('<a href="02-second.html">on</a>');
    expect(page).toContain('<a href="../lib.ts">source</a>');
    expect(page).toContain('<a href="https://example.org">web</a>');
    expect(page).toContain('<a href="words.html#two-bins">word</a>');
    expect(place.read("words.html")).toContain('<h3 id="two-bins">two bins</h3>');
    expect(place.read("words.html")).toContain("<title>Words</title>");
    expect(place.read("words.html")).toContain('<a href="more.html">more</a>');
    expect(place.read("more.html")).toContain('<a href="words.html">words</a>, <a href="02-second.html">on</a>');
    expect(place.read("index.html")).toContain('<li value="1"><a href="01-first.html">The first</a>');
  });

  it("shows a drawing that moves to those who did not ask for less motion, and the same still to others", () => {
    const picture = /<picture>.*?<\/picture>/s.exec(place.read("01-first.html"))?.[0] ?? "";
    const address = (svg: string) => `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
    expect(picture).toContain(`<source media="(prefers-reduced-motion: no-preference)" srcset="${address(moving)}"`);
    expect(picture).toMatch(/<img [^>]*alt="A &lt;ball&gt;"/);
    expect(picture).toContain(`src="${address("<svg></svg>")}"`);
  });

  it("lists the music beside the chapters", () => {
    const page = place.read("index.html");
    expect(page).toContain('<td>a &lt;b&gt;</td><td></td><td><a href="a%20%3Cb%3E.mid">MIDI</a></td>');
    expect(page).toContain('<audio controls preload="none" aria-label="a" src="a.mp3"></audio>');
  });

  it("fits a browser's patience: the pages and what they share are below 8 MB", () => {
    const size = (folder: string): number =>
      fs.readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
        const file = path.join(folder, entry.name);
        return sum + (entry.isDirectory() ? size(file) : fs.statSync(file).size);
      }, 0);
    expect(size(place.out)).toBeLessThan(6e6);
    expect(fs.statSync(path.join(place.out, "01-first.html")).size).toBeLessThan(50_000);
  });
});

describe("a failing cell", () => {
  it("ends the run with notebook, cell and error, and keeps what was executed", async () => {
    const place = new Workplace({
      "01-bad.ipynb": [
        { code: "console.log('so far')" },
        { markdown: "## The trap" },
        { code: "const n = 1;\nthrow new RangeError('too far');" },
        { code: "console.log('never')" },
      ],
      "02-never.ipynb": [{ code: "1" }],
    });
    const run = place.start();
    expect(await run.ended).toBe(1);
    expect(run.stderr).toContain("01-bad, cell 2/3 (The trap), failed: RangeError: too far\n");
    const { cells } = JSON.parse(place.read("01-bad.ipynb"));
    expect(cells[0].outputs[0].text).toEqual(["so far\n"]);
    expect(cells[2].outputs.at(-1)).toMatchObject({ output_type: "error", ename: "RangeError", evalue: "too far" });
    expect(cells[3].outputs).toEqual([]);
    expect(place.files()).not.toContain("02-never.ipynb");
    place.remove();
  });

  it("includes one that ends the kernel", async () => {
    const place = new Workplace({
      "01-dead.ipynb": [
        { markdown: "# Dead" },
        { code: "require('fs').writeSync(2, 'last words'); process.kill(process.pid, 'SIGKILL');" },
      ],
    });
    const run = place.start();
    expect(await run.ended).toBe(1);
    expect(run.stderr).toContain("01-dead, cell 1/1 (Dead): the kernel died; it had written:\nlast words");
    place.remove();
  });
});

describe("a run that is stopped", () => {
  const work = `await new Promise((resolve) => setImmediate(resolve));
let stop = false;
const listen = () => { stop = true; };
process.on("SIGINT", listen);
require("fs").writeFileSync(process.env.OUT_DIR + "/working", "");
while (!stop) await new Promise((resolve) => setTimeout(resolve, 50));
await new Promise((resolve) => setTimeout(resolve, 500));
require("fs").writeFileSync(process.env.OUT_DIR + "/checkpoint", "");
process.off("SIGINT", listen);`;

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s lets the cell save its work and says how to go on", async (signal, expected) => {
    const place = new Workplace({ "01-long.ipynb": [{ markdown: "# Long" }, { code: work }, { code: "1" }] });
    const run = place.start();
    while (!fs.existsSync(path.join(place.out, "working")) && run.child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    run.child.kill(signal);
    expect(await run.ended).toBe(expected);
    expect(place.files()).toContain("checkpoint");
    expect(run.stderr).toBe("Stopped in 01-long, cell 1/2 (Long). To go on: npm run reproduce -- --go on\n");
    place.remove();
  });
});

describe("a folder with files of the user's", () => {
  it("is left alone", async () => {
    const place = new Workplace({ "01-mine.ipynb": [{ code: "1" }] });
    fs.mkdirSync(place.out);
    fs.writeFileSync(path.join(place.out, "01-mine.ipynb"), "mine");
    const run = place.start();
    expect(await run.ended).toBe(1);
    expect(run.stderr).toBe(
      `${place.out}/01-mine.ipynb is not from a run and would be overwritten; choose another folder.\n`,
    );
    expect(place.read("01-mine.ipynb")).toBe("mine");
    place.remove();
  });
});
