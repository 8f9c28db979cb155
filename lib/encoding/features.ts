/** The list of features; whatever works on bins goes through it. */
import { duration } from "./features/duration";
import { gap } from "./features/gap";
import { velocity } from "./features/velocity";

/** Those of the article's pseudo-notes, which all have. */
export const ARTICLE_FEATURES = [velocity, duration] as const;

/**
 * All features, in the order in which a pseudo-note's symbol names them after the pitch. Those after the article's are
 * heard where bins are given for them: in the runs whose preset says how to bin them.
 */
export const FEATURES = [...ARTICLE_FEATURES, gap] as const;

export type ArticleFeatureName = (typeof ARTICLE_FEATURES)[number]["name"];
export type FeatureName = (typeof FEATURES)[number]["name"];
