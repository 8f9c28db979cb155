/**
 * What GitHub shows of an output: it chooses among the MIME types as nbconvert does, and of HTML it lets through what its
 * list allows. hast-util-sanitize's default schema is that list.
 */
import { execFileSync } from "child_process";
import type { Element, Nodes } from "hast";
import { fromHtml } from "hast-util-from-html";
import { defaultSchema, sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";

export type Bundle = Record<string, unknown>;

export interface Shown {
  /** The type that is chosen; null: none that GitHub knows. */
  mime: string | null;
  /** What is left of HTML, and the text in it; of other types the content. */
  html: string;
  text: string;
  /** Elements that carried something and are gone: `audio`, `img`. */
  lost: string[];
}

const ask = `
import json
from nbconvert import HTMLExporter
print(json.dumps(HTMLExporter().default_config.NbConvertBase.display_data_priority))
`;
let priority: string[] | undefined;

/** nbconvert's order of MIME types, the first is the best. */
function mimeTypes(): string[] {
  priority ??= JSON.parse(execFileSync(".venv/bin/python", ["-c", ask], { encoding: "utf8" })) as string[];
  // GitHub runs no scripts and has no state of widgets.
  return priority.filter((mime) => !mime.startsWith("application/"));
}

const media = new Set(["audio", "video", "img", "svg", "canvas", "iframe", "object", "embed", "input", "button"]);

/** The elements that carry something: those of `media`, images only with an address. */
function carriers(node: Nodes): string[] {
  const inner = "children" in node ? node.children.flatMap((child) => carriers(child as Nodes)) : [];
  const { tagName, properties } = node as Partial<Element>;
  if (tagName === undefined || !media.has(tagName) || (tagName === "img" && !properties?.src)) return inner;
  return [tagName, ...inner];
}

function textOf(node: Nodes): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map((child) => textOf(child as Nodes)).join("") : "";
}

export function onGithub(data: Bundle): Shown {
  const mime = mimeTypes().find((type) => type in data) ?? null;
  const content = mime === null ? "" : [data[mime]].flat().join("");
  if (mime !== "text/html") return { mime, html: "", text: mime?.startsWith("text/") ? content : "", lost: [] };
  const tree = fromHtml(content, { fragment: true });
  const left = sanitize(tree, defaultSchema);
  const kept = carriers(left);
  const lost = carriers(tree).filter((tag) => {
    const at = kept.indexOf(tag);
    if (at >= 0) kept.splice(at, 1);
    return at < 0;
  });
  return { mime, html: toHtml(left), text: textOf(left).trim(), lost };
}

/** What is wrong with an output on GitHub; null: it shows something that means something, or says where to look. */
export function githubFault(data: Bundle): string | null {
  const { mime, text, lost } = onGithub(data);
  if (mime === null) return `none of its types is known: ${Object.keys(data).join(", ")}`;
  const places = /JupyterLab|npm (start|run)/;
  if (lost.length > 0 && !places.test(text)) return `loses ${[...new Set(lost)].join(", ")} and does not say so`;
  return mime.startsWith("text/") && text === "" ? "nothing is left" : null;
}
