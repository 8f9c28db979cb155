/**
 * danfojs's data frames, on the project's one TensorFlow. Import from here (`./lib/display/frame`), not from the
 * package: TensorFlow must be set up first. It takes about a second, so the chapter's index leaves it out.
 */
import "../tensorflow";
import { DataFrame, Series, concat, toJSON } from "danfojs-node";

export { DataFrame, Series, concat, toJSON };
