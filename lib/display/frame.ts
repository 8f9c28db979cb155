/**
 * danfojs's data frames, on the project's one TensorFlow. Import from here (`./lib/display/frame`), not from the
 * package: TensorFlow must be set up first. It takes about a second, so the chapter's index leaves it out.
 */
import "../tensorflow";
import { concat, DataFrame, Series, toJSON } from "danfojs-node";
import { inspect } from "util";
import { tableText, type Frame } from "./jupyter/table";

/** The class that all of danfojs's frames and series come from; those it exports are not those it returns. */
let root = DataFrame.prototype as object;
while (Object.getPrototypeOf(root) !== Object.prototype) root = Object.getPrototypeOf(root) as object;
// A frame on a cell's last line is printed: as its table, not as its innards.
Object.defineProperty(root, inspect.custom, {
  configurable: true,
  value(this: Frame) {
    return tableText(this);
  },
});

export { concat, DataFrame, Series, toJSON };
