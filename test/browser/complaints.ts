import type { Page } from "playwright-core";

/**
 * What a page that needs no network complains of from now on: errors, dialogs, and whatever it asks of others.
 * @param complaints the list to add to, where several pages share one
 */
export function complaintsOf(page: Page, complaints: string[] = []): string[] {
  page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => (complaints.push(`a dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on(
    "request",
    (request) =>
      void (/^(file|data|blob):/.test(request.url()) || complaints.push(`asks the network for ${request.url()}`)),
  );
  return complaints;
}
