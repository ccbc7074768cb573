import { Logger } from '@nestjs/common';

import { parkedHeaders, tryDelivery } from './attempt';
import type { Disposition } from './message-bus';
import { parkedQueue } from './topology';
import { WorkQueues } from './work-queues';

const queues = new WorkQueues([{ name: 'work', maxBytes: 1, maxAttempts: 3, retryAfterMs: 700 }]);
const work = queues.get('work');
const delivery = (attempt: number) => ({ id: 'm', headers: { source: 'a' }, body: Buffer.from('x'), attempt });
const answers = (outcome: Disposition) => () => Promise.resolve(outcome);
const throws = () => Promise.reject(new Error('the store is away'));

describe(tryDelivery.name, () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('does what the handler says', async () => {
    expect(await tryDelivery(work, delivery(1), answers({ kind: 'ack' }))).toEqual({ kind: 'ack' });
    const retry: Disposition = { kind: 'retry', afterMs: 9 };
    expect(await tryDelivery(work, delivery(2), answers(retry))).toEqual(retry);
  });

  it('makes a retry after the delay of the queue of an error', async () => {
    expect(await tryDelivery(work, delivery(2), throws)).toEqual({ kind: 'retry', afterMs: 700 });
  });

  it('parks instead of the last retry, and says what went wrong', async () => {
    const outcome = await tryDelivery(work, delivery(3), throws);
    expect(outcome).toEqual({ kind: 'park', reason: 'failed 3 times, at last: the store is away' });
  });

  it('parks without asking the handler when all attempts were cut short', async () => {
    const handler = jest.fn(answers({ kind: 'ack' }));
    expect(await tryDelivery(work, delivery(4), handler)).toMatchObject({ kind: 'park' });
    expect(handler).not.toHaveBeenCalled();
  });

  it('keeps a parked message where it is, whatever its handler does', async () => {
    const parked = queues.get(parkedQueue('work'));
    const outcome = await tryDelivery(parked, delivery(99), answers({ kind: 'park', reason: 'again' }));
    expect(outcome).toEqual({ kind: 'retry', afterMs: 700 });
    expect(await tryDelivery(parked, delivery(99), throws)).toEqual({ kind: 'retry', afterMs: 700 });
  });

  it('bounds the reason that travels in a header', async () => {
    const outcome = await tryDelivery(work, delivery(1), answers({ kind: 'park', reason: 'x'.repeat(10_000) }));
    expect(outcome.kind === 'park' && outcome.reason.length).toBe(500);
  });
});

describe(parkedHeaders.name, () => {
  it('adds why and after how many attempts', () => {
    expect(parkedHeaders(delivery(3), 'no batch')).toEqual({
      source: 'a',
      'tocsin-parked-reason': 'no batch',
      'tocsin-parked-attempts': '3',
    });
  });
});
