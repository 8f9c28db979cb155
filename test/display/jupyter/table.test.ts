import { inspect } from "util";
import { describe, expect, it } from "vitest";
import { capture, showTable, tableHtml, tableText } from "../../../lib/display";
import { DataFrame } from "../../../lib/display/frame";
import { EVIL, parseHtml } from "../svg";

const rows = [
  { track: "Lead", notes: 1234, "mean duration (s)": 0.25 },
  { track: EVIL, notes: 7, "mean duration (s)": 1.5 },
];

/** The text of a table's cells, row by row, head first. */
const cells = (html: string): string[][] =>
  Array.from(parseHtml(html).querySelectorAll("tr"), (row) => Array.from(row.children, (cell) => cell.textContent!));

describe("tableHtml", () => {
  it("has the head, the rows and readable numbers", () => {
    expect(cells(tableHtml(rows))).toEqual([
      ["track", "notes", "mean duration (s)"],
      ["Lead", "1,234", "0.25"],
      [EVIL, "7", "1.50"],
    ]);
  });

  it("shows names as text: no element comes of them, in heads, cells or title", () => {
    const page = parseHtml(tableHtml([{ [EVIL]: EVIL }], { title: EVIL }));
    expect(page.querySelectorAll("img, script")).toHaveLength(0);
    expect(page.querySelector("caption")!.textContent).toBe(EVIL);
    expect(page.querySelector("th")!.textContent).toBe(EVIL);
  });

  it("gives numbers of a kind as many decimals: by column, or by row where each row is a measure", () => {
    const measures = [
      { measure: "longest run", piece: 100, people: 8 },
      { measure: "entropy", piece: 0.286, people: 2.5 },
      { measure: "share", piece: 0.0404, people: 0.3 },
    ];
    const numbers = (html: string): string[][] =>
      cells(html)
        .slice(1)
        .map((row) => row.slice(1));
    expect(numbers(tableHtml(measures)).map(([, people]) => people)).toEqual(["8.00", "2.50", "0.30"]);
    expect(numbers(tableHtml(measures, { alike: "rows" }))).toEqual([
      ["100", "8"],
      ["0.29", "2.50"],
      ["0.040", "0.300"],
    ]);
    expect(numbers(tableHtml([{ measure: "gap", piece: null, people: 0.5 }], { alike: "rows" }))).toEqual([
      ["–", "0.500"],
    ]);
  });

  it("keeps the per cent sign of a head with its number", () => {
    expect(cells(tableHtml([{ "people, 5 %": 1, "share (%)": 2 }]))[0]).toEqual(["people, 5\u00a0%", "share (%)"]);
  });

  it("aligns numbers to the right by attribute, which GitHub leaves", () => {
    const page = parseHtml(tableHtml(rows));
    expect(Array.from(page.querySelectorAll("tbody tr:first-child td"), (cell) => cell.getAttribute("align"))).toEqual([
      "left",
      "right",
      "right",
    ]);
  });

  it("cuts after the limit and counts the rest", () => {
    const many = Array.from({ length: 1025 }, (_, i) => ({ i }));
    const shown = cells(tableHtml(many, { limit: 3 }));
    expect(shown).toHaveLength(5);
    expect(shown[4]).toEqual(["… 1,022 more rows"]);
    expect(cells(tableHtml(many.slice(0, 3), { limit: 3 }))).toHaveLength(4);
  });

  it("renames heads and leaves gaps as dashes", () => {
    expect(cells(tableHtml([{ a: 1, b: null }, { a: 2 }], { headers: { a: "a (s)" } }))).toEqual([
      ["a (s)", "b"],
      ["1", "–"],
      ["2", "–"],
    ]);
  });
});

describe("a danfojs frame", () => {
  const frame = new DataFrame([
    { kind: "x", n: 1 },
    { kind: "y", n: 2 },
    { kind: "x", n: 3 },
  ]);

  it("is shown with its columns", () => {
    expect(cells(tableHtml(frame))).toEqual([
      ["kind", "n"],
      ["x", "1"],
      ["y", "2"],
      ["x", "3"],
    ]);
  });
  it("is shown after groupby, and sorted", () => {
    expect(cells(tableHtml(frame.groupby(["kind"]).col(["n"]).sum()))).toEqual([
      ["kind", "n_sum"],
      ["x", "4"],
      ["y", "2"],
    ]);
    expect(cells(tableHtml(frame.sortValues("n", { ascending: false }))).map((row) => row[1])).toEqual([
      "n",
      "3",
      "2",
      "1",
    ]);
  });
  it("is shown with the names of its rows where they are words", () => {
    const shown = cells(tableHtml(frame.describe()));
    expect(shown[0]).toEqual(["", "n"]);
    expect(shown[1]).toEqual(["count", "3"]);
    expect(shown.map((row) => row[0]).slice(1)).toEqual(["count", "mean", "std", "min", "median", "max", "variance"]);
  });
});

it("prints a frame as its table", () => {
  const frame = new DataFrame([
    { a: "x", n: 10 },
    { a: "long", n: 2 },
  ]);
  expect(inspect(frame)).toBe("a      n\nx     10\nlong   2");
  expect(inspect(frame.column("n"))).toBe(" n\n10\n 2");
});

it("shows HTML and text together", async () => {
  const [output] = await capture(() => showTable(rows, { title: "Two" }));
  expect(Object.keys(output.data)).toEqual(["text/html", "text/plain"]);
  expect(
    tableText(
      [
        { a: "x", n: 10 },
        { a: "long", n: 2 },
      ],
      { title: "T" },
    ),
  ).toBe("T\na      n\nx     10\nlong   2");
});
