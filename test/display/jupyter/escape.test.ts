import { describe, expect, it } from "vitest";
import { escapeHtml, escapePlotly, shorten, showable } from "../../../lib/display";
import { EVIL, parseHtml } from "../svg";

describe("escapeHtml", () => {
  it("turns markup into text", () => {
    expect(escapeHtml(EVIL)).toBe("&lt;img src=x onerror=alert(1)&gt;");
    const body = parseHtml(`<p title="${escapeHtml(`" onclick='x' ${EVIL}`)}">${escapeHtml(EVIL)}</p>`).body;
    expect(body.querySelectorAll("*")).toHaveLength(1);
    expect(body.querySelector("p")!.textContent).toBe(EVIL);
    expect(body.querySelector("p")!.getAttributeNames()).toEqual(["title"]);
  });

  it("escapes what is already escaped once more, so that the reader sees what the file says", () => {
    expect(escapeHtml("a &amp; b")).toBe("a &amp;amp; b");
  });

  it("replaces characters that XML forbids and those that turn the text's direction", () => {
    expect(showable("a\u0000b\u0007c\u202ed")).toBe("a\ufffdb\ufffdc\ufffdd");
    expect(showable("ok \ud83c\udfb5, broken \ud83c")).toBe("ok \ud83c\udfb5, broken \ufffd");
  });
});

describe("escapePlotly", () => {
  it("leaves no tag, no TeX and no placeholder", () => {
    expect(escapePlotly("<b>x</b> $a$ %{y} &lt;")).toBe("&lt;b&gt;x&lt;/b&gt; &#36;a&#36; &#37;{y} &amp;lt;");
  });
});

describe("shorten", () => {
  it("keeps both ends", () => {
    expect(shorten("abcdefghij", 5)).toBe("ab…ij");
    expect(shorten("abcde", 5)).toBe("abcde");
    expect(Array.from(shorten("🎵".repeat(9), 4))).toEqual(["🎵", "🎵", "…", "🎵"]);
  });
});
