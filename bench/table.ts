/** Tables on the screen. */

/** Lines of text, columns aligned: the first to the left, the others to the right. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(...[title, ...rows.map((row) => row[i])].map((text) => text.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i])))
      .join("  ")
      .trimEnd();
  return [line(head), widths.map((width) => "─".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}

/** 12,345 · 123 · 12.3; a dash for what is not there. */
export function speed(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  const decimals = value < 100 ? 1 : 0;
  return value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** 1.86 × · 114 ×; a dash for what is not there. */
export function ratio(value: number | undefined): string {
  if (value === undefined) return "–";
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ×`;
}
