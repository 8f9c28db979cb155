// @ts-check
"use strict";
/**
 * The compiler that tslab uses, as an object whose functions can be replaced: the package's own has getters only. Must
 * be loaded before tslab, which then finds this one in Node's cache of modules. tslab was written for a TypeScript of
 * its own, 5.0.4 with a few functions more; package.json gives it the project's TypeScript instead, and here are those
 * functions.
 */
const path = require("path");
const { root } = require("./project-root.cjs");

const file = require.resolve("@tslab/typescript-for-tslab", { paths: [require.resolve("tslab")] });
/** @type {any} */
const ts = { ...require(file) };
/** @type {NodeModule} */ (require.cache[file]).exports = ts;

ts.getNullTransformationContext = () => ts.nullTransformationContext;

ts.getDefaultTypeRoots = () => [path.join(root, "node_modules", "@types")];

/** A message of several lines becomes one text, or tslab would lose the name of its file. */
ts.getPreEmitDiagnosticsOfFiles = (/** @type {any} */ program, /** @type {any[]} */ files) => {
  const all = files.flatMap((source) => [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
    ...program.getDeclarationDiagnostics(source),
  ]);
  const text = (/** @type {any} */ d) => `${ts.flattenDiagnosticMessageText(d.messageText, "\n")} (TS${d.code})`;
  return ts.sortAndDeduplicateDiagnostics(all).map((/** @type {any} */ d) => ({ ...d, messageText: text(d) }));
};

/** What hovering over a name shows. */
ts.getQuickInfoAtPosition = (/** @type {any[]} */ ...[source, checker, , position]) => {
  const node = ts.getTouchingPropertyName(source, position);
  const symbol = node === source ? undefined : checker.getSymbolAtLocation(node);
  if (!symbol || checker.isUnknownSymbol(symbol)) return undefined;
  const container = ts.getContainerNode(node);
  return ts.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(checker, symbol, source, container, node);
};

ts.Completions = {
  ...ts.Completions,
  getCompletionsAtPositionForTslab: (/** @type {any[]} */ ...args) => ts.Completions.getCompletionsAtPosition(...args),
};

module.exports = ts;
