import { Logger } from '@nestjs/common';
import { encodeBatch } from '@tocsin/event-model';
import { InMemoryClaims } from '@tocsin/ledger/testing';
import { EVENTS_ASIDE_QUEUE, EVENTS_QUEUE, QueueFull, type Delivery } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';

import { aBatch } from '../../testing/pipeline-under-test';
import { SetAside } from './set-aside';

const CLAIM = 'fe-a-1';

describe(SetAside.name, () => {
  let bus: InMemoryMessageBus;
  let claims: InMemoryClaims;
  let setAside: SetAside;
  const acceptedAt = new Date(Date.now() - 3_600_000);
  const batch = aBatch(['{}'], { claim: CLAIM, receivedAt: acceptedAt.toISOString() });
  const delivery: Delivery = { id: batch.id, headers: {}, body: encodeBatch(batch), attempt: 1 };

  beforeAll(() => void Logger.overrideLogger(false));
  afterAll(() => void Logger.overrideLogger(['log', 'warn', 'error']));
  beforeEach(async () => {
    bus = new InMemoryMessageBus();
    claims = new InMemoryClaims();
    setAside = new SetAside(claims, { drainAfterSeconds: 600, prefetch: 1 });
    const run = { instance: 'fe-a', frontend: 'fe', startedAt: acceptedAt, statedThrough: 1, isEnding: false };
    await claims.state(run, [
      { claim: CLAIM, batchId: batch.id, source: 'test', events: 1, acceptedAt, isVoid: false },
    ]);
    for (const id of ['next', 'one more']) await bus.publish(EVENTS_QUEUE, { ...delivery, id });
  });

  it('moves an old batch while others wait', async () => {
    expect(await setAside.move(bus, delivery)).toBe(true);
    expect(bus.published(EVENTS_ASIDE_QUEUE)).toHaveLength(1);
    expect(claims.aside).toContain(CLAIM);
  });

  it('asks the ledger how old it is, whatever the front end says', async () => {
    const wrong = aBatch(['{}'], { claim: CLAIM, receivedAt: '2100-01-01T00:00:00.000Z' });
    expect(await setAside.move(bus, { ...delivery, body: encodeBatch(wrong) })).toBe(true);
  });

  it('leaves what it could not move to the ledger as any other batch', async () => {
    jest.spyOn(bus, 'publish').mockRejectedValue(new QueueFull('full'));
    expect(await setAside.move(bus, delivery)).toBe(false);
    expect(claims.aside).not.toContain(CLAIM);
  });
});
