import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { MessageBus, type Subscription } from '@tocsin/messaging';
import { SharedTexts } from '@tocsin/shared-text';
import { z } from 'zod';

import { IncidentChanges } from '../../features/incidents/incident-changes';
import { TEXT_CHANGED } from '../../features/incidents/texts/incident-texts';
import { OpenTexts, type TextView } from './open-texts';
import { TextAccess } from './text-access';

const factSchema = z.object({ id: z.string().max(200) });
/** Facts may be missed: so it also looks by itself. */
const LOOK_EVERY_MS = 3_000;

/** By what is known who may have a text before them. */
@Injectable()
export class TextWatch {
  constructor(
    readonly changes: IncidentChanges,
    readonly access: TextAccess,
  ) {}
}

/** Brings every console what others changed in the texts it has open. */
@Injectable()
export class TextNewsFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(TextNewsFeed.name);
  private readonly delivering = new Map<string, Promise<void>>();
  private looking: NodeJS.Timeout | undefined;
  private subscription: Subscription | undefined;

  constructor(
    private readonly texts: SharedTexts,
    private readonly open: OpenTexts,
    private readonly bus: MessageBus,
    private readonly watch: TextWatch,
  ) {}

  onApplicationBootstrap(): void {
    this.looking = setInterval(() => this.lookAtAll(), LOOK_EVERY_MS);
    this.watch.changes.listen(() => void this.closeHidden());
    this.bus
      .listen(TEXT_CHANGED, (fact) => this.hear(fact))
      .then((subscription) => (this.subscription = subscription))
      .catch((error: unknown) => this.log.warn(`Changes of texts are seen late: ${String(error)}`));
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.looking);
    await this.subscription?.close();
  }

  /** A change is on disk: this process brings it at once, others when they hear of it. */
  tell(id: string): void {
    this.deliver(id);
    this.bus.announce(TEXT_CHANGED, { id }).catch((error: unknown) => this.log.debug(String(error)));
  }

  private hear(fact: unknown): void {
    const parsed = factSchema.safeParse(fact);
    if (parsed.success) this.deliver(parsed.data.id);
  }

  private lookAtAll(): void {
    for (const id of this.open.ids) this.deliver(id);
  }

  /** One after the other for each text, so that nobody is sent a change twice or out of order. */
  private deliver(id: string): void {
    if (this.open.of(id).length === 0) return;
    const before = this.delivering.get(id) ?? Promise.resolve();
    const now = before.then(() => this.bring(id));
    this.delivering.set(id, now);
    void now.finally(() => this.delivering.get(id) === now && this.delivering.delete(id));
  }

  private async bring(id: string): Promise<void> {
    const views = this.open.of(id);
    if (views.length === 0) return;
    try {
      const from = Math.min(...views.map(({ seq }) => seq));
      const rows = await this.texts.after(id, from);
      const isWhole = rows.length === 0 || rows[0]?.seq === from + 1;
      for (const view of views) {
        if (isWhole) sendRows(view, id, rows);
        else await this.sendAll(view, id);
      }
    } catch (error) {
      // It is looked for again in three seconds.
      this.log.debug(`A changed text could not be loaded: ${String(error)}`);
    }
  }

  /** What this console lacks was put together with older changes. */
  private async sendAll(view: TextView, id: string): Promise<void> {
    const { update, seq } = await this.texts.since(id);
    if (seq > view.seq) view.socket.send('text.news', { id, update });
    view.seq = Math.max(seq, view.seq);
  }

  /** Who may see an incident may have changed: whoever may not any more gets no more of its texts. */
  private async closeHidden(): Promise<void> {
    for (const id of this.open.ids)
      for (const { socket } of this.open.of(id))
        if (!(await this.watch.access.mayRead(socket.actor, id).catch(() => true))) this.open.close(id, socket);
  }
}

function sendRows(
  view: TextView,
  id: string,
  rows: readonly { readonly seq: number; readonly update: Buffer }[],
): void {
  for (const { seq, update } of rows) {
    if (seq <= view.seq) continue;
    view.socket.send('text.news', { id, update });
    view.seq = seq;
  }
}
