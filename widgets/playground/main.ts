/** The script of `playground.html`: the model lies in the page, in base64. */
import { PlayModel } from "../../lib/play";
import { element } from "../dom";
import style from "./playground.css?inline";
import { Playground } from "./playground";

/** The bytes that a script element holds, which no browser runs. */
function bytesIn(id: string): Uint8Array {
  const text = atob(document.getElementById(id)!.textContent!.trim());
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

// The page's content security policy allows no style element; this is none.
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
const place = document.getElementById("playground")!;
try {
  place.replaceChildren();
  new Playground(place, PlayModel.from(bytesIn("model")));
} catch (error) {
  place.replaceChildren(element("p", { role: "alert" }, `This page cannot play: ${(error as Error).message}`));
}
