import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, describe, expect, it } from "vitest";
import { capture, placeSvg, readChapters, showPlace, showWay, waySvg } from "../../../lib/display";
import { names } from "../../notebooks/notebook";
import { EVIL, parseHtml, parseSvg } from "../svg";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "way-"));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

function write(name: string, ...cells: [kind: string, source: string | string[]][]): void {
  const notebook = { cells: cells.map(([cell_type, source]) => ({ cell_type, source })) };
  fs.writeFileSync(path.join(scratch, name), JSON.stringify(notebook));
}

describe("readChapters", () => {
  it("takes number, title and reading time from each notebook, exercises left out", () => {
    const words = (count: number) => "word ".repeat(count);
    write("01-one.ipynb", ["markdown", ["# 1 · One: the first\n", words(1496)]], ["code", "1"], ["code", "2"]);
    write("02-two.ipynb", ["markdown", "# 2 · Two"], ["markdown", `## Exercises\n${words(5000)}`], ["code", "3"]);
    write("02-two.earlier-2026-01-01-120000.ipynb", ["markdown", "# 2 · Two"]);
    write("03-other.ipynb", ["markdown", "# Something else"]);
    fs.writeFileSync(path.join(scratch, "notes.txt"), "");
    expect(readChapters(scratch)).toEqual([
      // 1,502 words at 150 a minute, and two cells of half a minute.
      { number: 1, file: "01-one.ipynb", title: "One", minutes: 10 },
      { number: 2, file: "02-two.ipynb", title: "Two", minutes: 5 },
    ]);
  });

  it("finds every notebook of the project", () => {
    expect(readChapters().map(({ file }) => file)).toEqual(names);
  });
});

const chapters = [0, 1, 2, 8].map((number) => ({ number, file: "", title: `Title ${number}`, minutes: 15 }));
const texts = (svg: string) => Array.from(parseSvg(svg).querySelectorAll("text"), (text) => text.textContent);

describe("placeSvg", () => {
  it("names the chapter and its time, and marks its station", () => {
    const { svg, alt } = placeSvg(chapters, 2);
    expect(texts(svg)).toEqual(["0", "1", "2", "8", "You are here: Title 2about 15 minutes"]);
    const fills = Array.from(parseSvg(svg).querySelectorAll("circle"), (circle) => circle.getAttribute("fill"));
    expect(fills.filter((fill) => fill === "#E69F00")).toHaveLength(1);
    expect(fills.indexOf("#E69F00")).toBe(2);
    expect(alt).toContain("Title 2, chapter 2 of 8; about 15 minutes");
  });

  it("says which chapters there are when asked for another", () => {
    expect(() => placeSvg(chapters, 3)).toThrow("There is no chapter 3; there are 0, 1, 2, 8.");
  });

  it("shows titles as text, whatever they are", () => {
    expect(texts(placeSvg([{ ...chapters[0], title: EVIL }], 0).svg)[1]).toContain(EVIL);
  });
});

describe("waySvg", () => {
  it("has the article's chapters as stations in order, then the others", () => {
    const { svg, alt } = waySvg(chapters);
    const titles = texts(svg).filter((text) => text?.includes(" · "));
    expect(titles).toEqual(["1 · Title 1", "2 · Title 2", "8 · Title 8"]);
    expect(alt).toContain("1 Title 1 (songs → melodies)");
    expect(alt).toContain("Beyond the article: 8 Title 8.");
  });

  it("needs no others, and stays within its frame", () => {
    const { svg } = waySvg(chapters.slice(0, 3));
    expect(texts(svg)).not.toContain("Beyond the article, in any order:");
    const height = Number(parseSvg(svg).documentElement.getAttribute("height"));
    const ends = Array.from(parseSvg(svg).querySelectorAll("svg > rect"), (rect) =>
      ["y", "height"].reduce((sum, name) => sum + Number(rect.getAttribute(name)), 0),
    );
    expect(Math.max(...ends)).toBeLessThanOrEqual(height);
  });
});

it("showPlace and showWay show the project's own chapters", async () => {
  const [place] = await capture(() => showPlace(3));
  expect(place.data["text/plain"]).toContain("You are here: Pseudo-notes");
  const [picture, way] = await capture(() => showWay());
  expect(picture.data["text/plain"]).toContain("The way through the chapters: 1 Track selection");
  expect(way.data["text/plain"]).toContain("3 · Pseudo-notes: note → number (about ");
  const links = Array.from(parseHtml(String(way.data["text/html"])).querySelectorAll("a"), (a) =>
    a.getAttribute("href"),
  );
  expect(links).toEqual(names.filter((name) => !name.startsWith("00")));
});
