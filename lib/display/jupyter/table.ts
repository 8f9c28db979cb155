/** Tables: danfojs frames or plain rows, as HTML that is easy to read in JupyterLab (light and dark), GitHub and print. */
import { escapeHtml, showable, shorten } from "./escape";
import { formatColumn, MISSING } from "../number";
import { show, showNothing, type ShowOptions } from "./output";

/** What is shown of a danfojs DataFrame; danfojs is not imported here, because it takes a second to load. */
export interface Frame {
  readonly columns: readonly string[];
  readonly values: unknown;
  readonly index: readonly (string | number)[];
}

/** Rows: one object a row, or a frame. */
export type TableData = Frame | readonly object[];

export interface TableOptions extends ShowOptions {
  /** Significant digits of numbers that are not whole; default 3. */
  digits?: number;
  /** Which numbers are of one kind, and get as many decimals: those of a column (default), or those of a row, where each row is a measure. */
  alike?: "columns" | "rows";
  /** At most this many rows, default 20; the rest is counted below the table. */
  limit?: number;
  /** What to say in place of a table without rows; default "none". */
  empty?: string;
  /** Other words for column names, with the unit: `{ duration: "duration (s)" }`. */
  headers?: Record<string, string>;
}

interface Column {
  name: string;
  numeric: boolean;
  cells: string[];
}

const isFrame = (data: TableData): data is Frame => !Array.isArray(data) && "columns" in data && "values" in data;

/** The frame's or the rows' columns in order. Row labels of a frame come first if they are words, not positions. */
function columnsOf(data: TableData): { names: string[]; rows: unknown[][] } {
  if (!isFrame(data)) {
    const names = [...new Set(data.flatMap((row) => Object.keys(row)))];
    return { names, rows: data.map((row) => names.map((name) => (row as Record<string, unknown>)[name])) };
  }
  const values = data.values as unknown[];
  const rows = values.map((row) => (Array.isArray(row) ? row : [row]) as unknown[]);
  const labelled = data.index.some((label) => typeof label === "string" && !/^\d+$/.test(label));
  if (!labelled) return { names: [...data.columns], rows };
  return { names: ["", ...data.columns], rows: rows.map((row, i) => [data.index[i], ...row]) };
}

function text(value: unknown): string {
  if (value === null || value === undefined) return MISSING;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>, text).join(", ");
  if (Array.isArray(value)) return value.map(text).join(", ");
  return shorten(typeof value === "object" ? JSON.stringify(value) : showable(value), 80);
}

function layOut(data: TableData, options: TableOptions): { columns: Column[]; more: number } {
  const { names, rows } = columnsOf(data);
  const shown = rows.slice(0, options.limit ?? 20);
  const numbers = (values: readonly unknown[]): string[] =>
    formatColumn(
      values.map((value) => (typeof value === "number" ? value : NaN)),
      options.digits,
    );
  const byRow = options.alike === "rows" ? shown.map((row) => numbers(names.map((_, i) => row[i]))) : undefined;
  const columns = names.map((name, i): Column => {
    const values = shown.map((row) => row[i]);
    const present = values.filter((value) => value !== null && value !== undefined);
    const numeric = present.length > 0 && present.every((value) => typeof value === "number");
    const cells = numeric ? (byRow?.map((row) => row[i]) ?? numbers(values)) : values.map(text);
    return { name: options.headers?.[name] ?? name, numeric, cells };
  });
  return { columns, more: rows.length - shown.length };
}

/** A head whose per cent sign stays with its number. */
const unbroken = (name: string): string => name.replace(/ %/g, "\u00a0%");

const moreRows = (more: number): string => `… ${more.toLocaleString("en-US")} more ${more === 1 ? "row" : "rows"}`;

/** The table as HTML: no script, no style sheet; `align` attributes besides the styles, which GitHub takes away. */
export function tableHtml(data: TableData, options: TableOptions = {}): string {
  const { columns, more } = layOut(data, options);
  const height = columns[0]?.cells.length ?? 0;
  const side = (column: Column): string => (column.numeric ? "right" : "left");
  const line = "1px solid rgba(128,128,128,0.4)";
  const style = (column: Column, extra: string): string =>
    `align="${side(column)}" style="text-align:${side(column)};padding:3px 10px;${extra}"`;
  const head = columns
    .map(
      (c) =>
        `<th scope="col" ${style(c, `vertical-align:bottom;border-bottom:${line}`)}>${escapeHtml(unbroken(c.name))}</th>`,
    )
    .join("");
  // Long texts break anywhere, as file names have no spaces, but not into single letters.
  const width = (c: Column): number => Math.min(12, Math.max(...c.cells.map((cell) => cell.length)));
  const wrap = (c: Column): string =>
    c.numeric ? "white-space:nowrap" : `min-width:${width(c)}ch;overflow-wrap:anywhere`;
  const body = Array.from(
    { length: height },
    (_, row) => `<tr>${columns.map((c) => `<td ${style(c, wrap(c))}>${escapeHtml(c.cells[row])}</td>`).join("")}</tr>`,
  );
  const rest =
    more > 0
      ? `<tr><td colspan="${columns.length}" align="left" style="text-align:left;padding:3px 10px">${moreRows(more)}</td></tr>`
      : "";
  const caption = options.title
    ? `<caption align="top" style="caption-side:top;text-align:left;padding:3px 10px;font-weight:bold;color:inherit">${escapeHtml(options.title)}</caption>`
    : "";
  return `<table style="border-collapse:collapse;max-width:100%">${caption}<thead><tr>${head}</tr></thead><tbody>${body.join("")}${rest}</tbody></table>`;
}

/** The table as text in columns. */
export function tableText(data: TableData, options: TableOptions = {}): string {
  const { columns, more } = layOut(data, options);
  const widths = columns.map((c) => Math.max(c.name.length, ...c.cells.map((cell) => cell.length), 0));
  const pad = (cell: string, i: number): string =>
    columns[i].numeric ? cell.padStart(widths[i]) : cell.padEnd(widths[i]);
  const rows = (columns[0]?.cells ?? []).map((_, row) =>
    columns
      .map((c, i) => pad(c.cells[row], i))
      .join("  ")
      .trimEnd(),
  );
  const head = columns
    .map((c, i) => pad(c.name, i))
    .join("  ")
    .trimEnd();
  return [options.title, head, ...rows, more > 0 ? moreRows(more) : undefined]
    .filter((row) => row !== undefined)
    .join("\n");
}

/**
 * Shows a frame or rows as a table.
 * @example await showTable(frame.groupby(["program"]).count(), { title: "Melodies per instrument" })
 */
export async function showTable(data: TableData, options: TableOptions = {}): Promise<void> {
  const { alt, id } = options;
  const count = isFrame(data) ? (data.values as unknown[]).length : data.length;
  if (count === 0) return showNothing(options.empty ?? "none", options);
  const label = alt === undefined ? "" : ` aria-label="${escapeHtml(alt)}"`;
  const html = tableHtml(data, options).replace("<table", `<table${label}`);
  show({ "text/html": html, "text/plain": tableText(data, options) }, id);
}
