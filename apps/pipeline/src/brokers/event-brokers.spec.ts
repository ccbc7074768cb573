import { Logger } from '@nestjs/common';
import { EVENTS_BACKLOG_FACT } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { Metrics } from '@tocsin/observability';

import { PipelineMetrics } from '../batch/pipeline-metrics';
import { BacklogCensus } from './backlog-census';
import { EventBrokers } from './event-brokers';

/** Nobody listens on this port. */
const AWAY = 'amqp://tocsin:hunter2@127.0.0.1:9/front';

describe(EventBrokers.name, () => {
  const opened: EventBrokers[] = [];
  const open = (bus: InMemoryMessageBus, ...brokers: string[]) => {
    const made = new EventBrokers(bus, { brokers });
    opened.push(made);
    return made;
  };

  beforeAll(() => void Logger.overrideLogger(false));
  afterEach(() => Promise.all(opened.splice(0).map((one) => one.onApplicationShutdown())));
  afterAll(() => void Logger.overrideLogger(['log', 'warn', 'error']));

  it('are the main one alone, unless others are named', () => {
    const bus = new InMemoryMessageBus();
    expect(open(bus).all.map((broker) => broker.bus)).toEqual([bus]);
  });

  it('are each taken once, however often they are named', () => {
    const names = open(new InMemoryMessageBus(), AWAY, AWAY).all.map(({ name }) => name);
    expect(names).toEqual(['the main broker', '127.0.0.1:9/front']);
  });

  it('are well while one of them is there, and those that are not are named without credentials', () => {
    const { ok, detail } = open(new InMemoryMessageBus(), AWAY).check();
    expect([ok, detail]).toEqual([true, expect.stringMatching(/^127\.0\.0\.1:9\/front: /)]);
    expect(detail).not.toContain('hunter2');
  });

  it('are not well when none is there', () => {
    const bus = new InMemoryMessageBus();
    bus.broker.stop();
    const { ok, detail } = open(bus, AWAY).check();
    expect([ok, detail]).toEqual([false, expect.stringContaining('the main broker: ')]);
    expect(detail).toContain('127.0.0.1:9/front: ');
  });

  it('leave the words about a single one as they are', () => {
    const bus = new InMemoryMessageBus();
    bus.broker.stop();
    expect(open(bus).check()).toEqual({ ok: false, detail: bus.health().detail });
  });

  it('that are away have a backlog nobody knows, which is told as such', async () => {
    const bus = new InMemoryMessageBus();
    const metrics = new Metrics();
    await new BacklogCensus(open(bus, AWAY), bus, new PipelineMetrics(metrics)).tell();
    expect(bus.announced).toEqual([{ topic: EVENTS_BACKLOG_FACT, fact: { broker: '127.0.0.1:9/front', depth: null } }]);
    expect(await metrics.registry.metrics()).toContain(
      'tocsin_pipeline_backlog_batches{broker="127.0.0.1:9/front"} Nan',
    );
  });
});
