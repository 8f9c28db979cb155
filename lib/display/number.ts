/** How numbers are written for readers: as many digits as mean something, thousands apart. */

/** What stands for a value that is not there: null, undefined, NaN. */
export const MISSING = "–";

/** By the number of decimals. To make one takes a hundred times as long as to use it. */
const formats = new Map<number, Intl.NumberFormat>();

function grouped(value: number, decimals: number): string {
  let format = formats.get(decimals);
  if (!format) {
    format = new Intl.NumberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    formats.set(decimals, format);
  }
  return format.format(value);
}

/** `value` with `digits` significant digits (default 3), whole parts in full: 33,397 · 0.125 · 12.5 · 1.2e-7. */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return MISSING;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return grouped(value, 0);
  const magnitude = Math.abs(value);
  if (magnitude < 1e-4 || magnitude >= 1e15) return value.toExponential(Math.max(0, digits - 1));
  // 9.999 has its first digit before the point only after rounding.
  const exponent = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))));
  return grouped(value, Math.max(0, digits - 1 - exponent));
}

/**
 * A column of numbers. Values of like size get the same number of decimals, so that the points stand below each other;
 * a column that spans `digits` powers of ten or more (a frame's `describe()`, say) is written value by value.
 */
export function formatColumn(values: readonly number[], digits = 3): string[] {
  const sizes = values.filter((v) => Number.isFinite(v) && v !== 0).map(Math.abs);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  const smallest = sizes.reduce((a, b) => Math.min(a, b), Infinity);
  const whole = values.every((v) => !Number.isFinite(v) || Number.isInteger(v));
  if (whole || sizes.length === 0 || largest / smallest > 10 ** (digits - 1) || smallest < 1e-4)
    return values.map((v) => formatNumber(v, digits));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(largest)));
  return values.map((v) => (Number.isFinite(v) ? grouped(v, decimals) : formatNumber(v)));
}
