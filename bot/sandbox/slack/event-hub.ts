// Sends what happens to every open page, as server-sent events.

export type PageEvent =
  | {
      readonly type: 'message';
      readonly channel: string;
      readonly ts: string;
      readonly posted: boolean;
      readonly html?: string;
      readonly thread?: string;
      readonly threadHtml?: string;
    }
  | { readonly type: 'removed'; readonly channel: string; readonly ts: string }
  | { readonly type: 'view'; readonly html: string }
  | { readonly type: 'home'; readonly html: string }
  | { readonly type: 'facts'; readonly html: string };

interface Viewer {
  readonly user: string;
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
}

export class EventHub {
  readonly #viewers = new Set<Viewer>();
  readonly #encoder = new TextEncoder();

  get isWatched(): boolean {
    return this.#viewers.size > 0;
  }

  /** A stream for one page of one user. It ends when the page goes, or at `close`. */
  open(user: string): ReadableStream<Uint8Array> {
    let viewer: Viewer | undefined;
    return new ReadableStream({
      start: (controller) => {
        viewer = { user, controller };
        this.#viewers.add(viewer);
        // One line at once, so that the browser knows that it is connected.
        controller.enqueue(this.#encoder.encode('retry: 1000\n\n'));
      },
      cancel: () => {
        if (viewer) this.#viewers.delete(viewer);
      },
    });
  }

  /** `only`: the one user whose pages get it. */
  send(event: PageEvent, only?: string): void {
    const bytes = this.#encoder.encode(`data: ${JSON.stringify(event)}\n\n`);
    for (const { user, controller } of this.#viewers) {
      if (only === undefined || only === user) controller.enqueue(bytes);
    }
  }

  close(): void {
    for (const { controller } of this.#viewers) controller.close();
    this.#viewers.clear();
  }
}
