// Eyes on every page of a story: what the console, the policy or the network complains about fails the story.
import type { BrowserContext, Page } from "@playwright/test";

export class Watch {
  private readonly complaints: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** Watches all pages of a context, those to come as well. */
  over(context: BrowserContext): void {
    context.on("page", (page) => this.page(page));
    context.on("request", (request) => {
      if (request.url().endsWith("/csp-report")) this.complaints.push(`CSP report: ${request.postData()}`);
    });
    context.on("response", (response) => {
      if (response.status() >= 500) this.complaints.push(`${response.status()} from ${response.url()}`);
    });
    context.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "failed";
      // A page that is left drops what it was still loading.
      if (why !== "net::ERR_ABORTED") this.complaints.push(`${why}: ${request.url()}`);
    });
  }

  /** Names complaints a story brings about on purpose. */
  allow(...expected: RegExp[]): void {
    this.allowed.push(...expected);
  }

  /** What nobody expected. */
  unexpected(): string[] {
    return [...new Set(this.complaints)].filter((complaint) => !this.allowed.some((known) => known.test(complaint)));
  }

  private page(page: Page): void {
    page.on("pageerror", (error) => this.complaints.push(`page error on ${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(`console on ${page.url()}: ${message.text()} (${message.location().url})`);
    });
  }
}
