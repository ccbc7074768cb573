import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { Signal } from '@tocsin/event-model';
import { MessageBus, SIGNALS_QUEUE, type BusMessage } from '@tocsin/messaging';

import type { BatchUnderWay } from '../../batch/batch-under-way';
import { Persistence } from '../../batch/persistence';
import { MatchFigures } from '../4-match/match-figures';
import { CopiesForOthers } from './copies-for-others';

/** Well below what a message may hold; a batch with more signals makes several. */
const MAX_BODY = 2 * 1024 ** 2;

/** Stage 6: tells alerting what matched, and gives the taps their copies. Only events that are stored count; each message is confirmed before the batch is acknowledged. */
@Injectable()
export class ObserveStage {
  constructor(
    private readonly bus: MessageBus,
    private readonly persistence: Persistence,
    private readonly figures: MatchFigures,
    private readonly copies: CopiesForOthers,
  ) {}

  async run(underWay: BatchUnderWay): Promise<void> {
    await this.handOnSignals(underWay);
    this.figures.stayedInShadow(underWay.shadowed);
    await this.copies.run(underWay);
  }

  private async handOnSignals({ batch, events, signals }: BatchUnderWay): Promise<void> {
    if (signals.length === 0) return;
    const stored = new Set(events.map(({ id }) => id));
    const observed = signals.filter(({ eventId }) => stored.has(eventId)).map(({ signal }) => signal);
    for (const message of messagesOf(observed, { batch: batch.id, source: batch.source }))
      await this.persistence.untilDone('hand on signals', () => this.bus.publish(SIGNALS_QUEUE, message));
    this.figures.handedOn(observed);
  }
}

function* messagesOf(signals: readonly Signal[], headers: Record<string, string>): Iterable<BusMessage> {
  let texts: string[] = [];
  let size = 0;
  let id = createHash('sha256');
  for (const signal of signals) {
    const text = JSON.stringify(signal);
    if (size > 0 && size + text.length > MAX_BODY) {
      yield messageOf(texts, id.digest('hex'), headers);
      [texts, size, id] = [[], 0, createHash('sha256')];
    }
    texts.push(text);
    size += text.length;
    id.update(signal.id);
  }
  if (texts.length > 0) yield messageOf(texts, id.digest('hex'), headers);
}

function messageOf(texts: readonly string[], id: string, headers: Record<string, string>): BusMessage {
  return { id, headers, body: Buffer.from(`[${texts.join(',')}]`) };
}
