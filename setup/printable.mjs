// @ts-check
/**
 * Text for a terminal. Names of files and folders are somebody else's: a control character in one would clear the
 * screen or set the window's title, a bidirectional one would turn the words around it.
 */
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * The text with control characters written out, `\x1b` or `\u202e`; line breaks and tabs stay.
 * `reproduce/printable.py` does the same.
 * @param {string} text
 */
export function printable(text) {
  return text.replace(unprintable, escaped).replace(loneSurrogate, escaped);
}

/** @param {string} character */
function escaped(character) {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16)}`;
}
