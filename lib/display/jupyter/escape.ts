/** Names of files, tracks and folders are somebody else's data: they are shown as text, never as markup. */

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Characters that XML forbids, and those that turn the direction of the text around them (bidirectional controls). */
const UNSHOWABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** A lone half of a surrogate pair, which is no character and breaks XML. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** `text` without characters that cannot be shown; each is replaced by U+FFFD. */
export function showable(text: unknown): string {
  return String(text).replace(UNSHOWABLE, "\ufffd").replace(LONE_SURROGATE, "\ufffd");
}

/** `text` for HTML, SVG and XML: in an element or in a quoted attribute. */
export function escapeHtml(text: unknown): string {
  return showable(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/**
 * `text` for any string that Plotly draws. Plotly reads `<b>`, `<a href>`, `<br>` as markup, `%{name}` in templates
 * as a placeholder and `$…$` as TeX; it decodes entities, so the reader sees the text as it is.
 */
export function escapePlotly(text: unknown): string {
  return showable(text)
    .replace(/[\r\n\t]+/g, " ")
    .replace(/[&<>]/g, (character) => ENTITIES[character])
    .replace(/%\{/g, "&#37;{")
    .replace(/\$/g, "&#36;");
}

/** `text` cut to at most `length` characters, with an ellipsis in the middle, so that both ends can be read. */
export function shorten(text: string, length = 48): string {
  const characters = Array.from(text);
  if (characters.length <= length) return text;
  const tail = Math.floor((length - 1) / 2);
  return [...characters.slice(0, length - 1 - tail), "…", ...characters.slice(characters.length - tail)].join("");
}
