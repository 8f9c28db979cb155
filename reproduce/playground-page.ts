/** The page to play on: one file, with its script and its model in it. */
import { createHash } from "crypto";

/** What a content security policy says of a script in the page. */
const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * The page for a model's file and the script that `setup/widgets.mjs` builds. Nothing is loaded, from nowhere: the policy
 * forbids it, and every script but this one.
 * @param index whether a page of contents is beside it
 */
export function playgroundPage(model: Uint8Array, script: string, index = true): string {
  const code = script.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");
  const policy =
    `default-src 'none'; script-src ${hashOf(code)}; style-src 'none'; img-src data:; ` +
    "connect-src 'none'; base-uri 'none'; form-action 'none'";
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Play with the model</title>
</head>
<body>
<h1>Play with the model</h1>
<p>Choose an opening and press Continue. Or play one yourself, on the keys below, with the letters A to L, or on a MIDI instrument: eight notes, say, then pause, and the model answers. It goes on, note by note, until you stop it.</p>
<main id="playground"><p>This page needs JavaScript.</p></main>
${index ? '<p class="small"><a href="index.html">The notebooks of this run</a></p>' : ""}
<script type="application/octet-stream" id="model">${Buffer.from(model).toString("base64")}</script>
<script>${code}</script>
</body>
</html>
`;
}
