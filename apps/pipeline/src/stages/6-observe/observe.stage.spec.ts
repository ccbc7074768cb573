import { SystemClock } from '@tocsin/clock';
import type { Signal } from '@tocsin/event-model';
import { SIGNALS_QUEUE } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { Metrics, ReadinessChecks } from '@tocsin/observability';

import { BatchUnderWay, type BatchEvent } from '../../batch/batch-under-way';
import { Persistence } from '../../batch/persistence';
import { PipelineMetrics } from '../../batch/pipeline-metrics';
import { noCounts } from '../../testing/no-counts';
import { aBatch } from '../../testing/pipeline-under-test';
import { registryOf } from '../../testing/registry-of';
import { MatchFigures } from '../4-match/match-figures';
import { CopiesForOthers } from './copies-for-others';
import { LiveTails } from './live-tail/live-tails';
import { ObserveStage } from './observe.stage';
import { OfferToTaps } from './taps/offer-to-taps';
import { OpenTaps } from './taps/open-taps';
import { TapMetrics } from './taps/tap-metrics';

function underWay(signals: number, reason = ''): BatchUnderWay {
  const made = new BatchUnderWay(aBatch([]), []);
  const ids = Array.from({ length: signals }, (_, n) => `event-${n}`);
  made.events = ids.map((id) => ({ id }) as BatchEvent);
  const rule = { id: 'rule' };
  made.signals.push(
    ...ids.map((eventId) => ({ eventId, signal: { id: `signal of ${eventId}`, rule, reason } as Signal })),
  );
  return made;
}

async function observe(...batches: BatchUnderWay[]) {
  const bus = new InMemoryMessageBus();
  const metrics = new Metrics();
  const persistence = new Persistence();
  const noTaps = new OpenTaps(registryOf([]), { taps: {} });
  const offers = new OfferToTaps(noTaps, bus, persistence, new TapMetrics(metrics, new ReadinessChecks()));
  const copies = new CopiesForOthers(offers, new LiveTails(bus, new SystemClock()));
  const figures = new MatchFigures(new PipelineMetrics(metrics), noCounts());
  const stage = new ObserveStage(bus, persistence, figures, copies);
  for (const batch of batches) await stage.run(batch);
  return bus.published(SIGNALS_QUEUE);
}

describe(ObserveStage.name, () => {
  it('hands on the signals of a batch in one message, and nothing when there are none', async () => {
    const messages = await observe(underWay(3), underWay(0));
    expect(messages).toHaveLength(1);
    expect(JSON.parse(messages[0]?.body.toString() ?? '')).toHaveLength(3);
  });

  it('makes several messages of more than one may hold, each with an id that follows from its signals', async () => {
    const large = 'x'.repeat(300_000);
    const [once, again] = [await observe(underWay(20, large)), await observe(underWay(20, large))];
    expect(once.length).toBeGreaterThan(2);
    expect(Math.max(...once.map(({ body }) => body.length))).toBeLessThan(3_000_000);
    const all = once.flatMap(({ body }) => JSON.parse(body.toString()) as Signal[]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(20);
    expect(again.map(({ id }) => id)).toEqual(once.map(({ id }) => id));
    expect(new Set(once.map(({ id }) => id)).size).toBe(once.length);
  });

  it('says nothing of events that were not stored', async () => {
    const batch = underWay(2);
    batch.events = batch.events.slice(1);
    const [message] = await observe(batch);
    expect(JSON.parse(message?.body.toString() ?? '')).toMatchObject([{ id: 'signal of event-1' }]);
    expect(JSON.parse(message?.body.toString() ?? '')).toHaveLength(1);
  });
});
