import { Injectable, Logger } from '@nestjs/common';
import {
  changeTextSchema,
  hereAtTextSchema,
  openTextSchema,
  type ChangedText,
  type OpenedText,
} from '@tocsin/api-contract';
import { SharedTexts, TextRefused } from '@tocsin/shared-text';

import type { LiveSocket } from '../live-socket';
import { OpenTexts } from './open-texts';
import { TextNewsFeed, TextWatch } from './text-news';
import { TextPresence } from './text-presence';

const MAX_OPEN = 20;
const NOT_THERE = {
  ok: false,
  code: 'text.not_found',
  reason: 'There is no such text, or it is not for you.',
} as const;

type Answer<T> = (answer: T) => void;

/** What the desk works with. */
@Injectable()
export class TextParts {
  constructor(
    readonly news: TextNewsFeed,
    readonly presence: TextPresence,
    readonly watch: TextWatch,
  ) {}
}

/** Takes what consoles say of texts: opening, changes, being there. A change is acknowledged when it is on disk. */
@Injectable()
export class TextDesk {
  private readonly log = new Logger(TextDesk.name);

  constructor(
    private readonly texts: SharedTexts,
    private readonly open: OpenTexts,
    private readonly parts: TextParts,
  ) {}

  attach(socket: LiveSocket): void {
    socket.hear('text.open', (wish, answer) => void this.answer(answer, () => this.opened(socket, wish)));
    socket.hear('text.change', (wish, answer) => void this.answer(answer, () => this.changed(socket, wish)));
    socket.hear('text.here', (wish) => this.here(socket, wish));
    socket.hear('text.close', (id) => this.close(socket, String(id)));
    socket.onceClosed(() => {
      for (const id of this.open.ids) if (this.open.isOpen(id, socket)) this.close(socket, id);
    });
  }

  private async opened(socket: LiveSocket, wish: unknown): Promise<OpenedText> {
    const parsed = openTextSchema.safeParse(wish);
    if (!parsed.success) return NOT_THERE;
    const { id, vector } = parsed.data;
    if (this.open.count(socket) >= MAX_OPEN)
      return { ok: false, code: 'text.too_many_open', reason: `One console may have ${MAX_OPEN} texts open.` };
    if (!(await this.parts.watch.access.mayRead(socket.actor, id))) return NOT_THERE;
    const { update, vector: ours, seq } = await this.texts.since(id, vector);
    this.open.open(id, { socket, seq });
    this.parts.presence.here(id, socket, false);
    this.parts.presence.greet(id, socket);
    return { ok: true, update, vector: ours, mayWrite: socket.actor.permissions.includes('incident.handle') };
  }

  private async changed(socket: LiveSocket, wish: unknown): Promise<ChangedText> {
    const parsed = changeTextSchema.safeParse(wish);
    if (!parsed.success || !this.open.isOpen(parsed.data.id, socket)) return NOT_THERE;
    const { id, update } = parsed.data;
    if (!(await this.parts.watch.access.mayRead(socket.actor, id))) return NOT_THERE;
    await this.texts.append(id, update, socket.actor.accountId);
    this.parts.news.tell(id);
    return { ok: true };
  }

  private here(socket: LiveSocket, wish: unknown): void {
    const parsed = hereAtTextSchema.safeParse(wish);
    if (!parsed.success || !this.open.isOpen(parsed.data.id, socket)) return;
    const { id, isWriting, cursor } = parsed.data;
    this.parts.presence.here(id, socket, isWriting, cursor);
  }

  private close(socket: LiveSocket, id: string): void {
    this.open.close(id, socket);
    this.parts.presence.gone(id, socket);
  }

  private async answer<T>(answer: unknown, work: () => Promise<T>): Promise<void> {
    const tell = typeof answer === 'function' ? (answer as Answer<unknown>) : () => undefined;
    try {
      tell(await work());
    } catch (error) {
      if (error instanceof TextRefused) return tell({ ok: false, code: error.code, reason: error.message });
      this.log.warn(`A text could not be kept: ${String(error)}`);
      tell({ ok: false, code: 'text.unavailable', reason: 'The text cannot be stored now. It is tried again.' });
    }
  }
}
