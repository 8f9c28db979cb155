/** What the tests of this folder share. */
import { JSDOM } from "jsdom";

/** Parses XML strictly: throws where it is not well-formed. */
export function parseSvg(svg: string): Document {
  return new JSDOM(svg, { contentType: "image/svg+xml" }).window.document;
}

/** Parses HTML as a browser does. */
export const parseHtml = (html: string): Document => new JSDOM(html).window.document;

/** A name that does harm wherever it is not escaped. */
export const EVIL = "<img src=x onerror=alert(1)>";
