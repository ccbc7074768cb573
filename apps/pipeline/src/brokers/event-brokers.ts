import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  createMessageBus,
  EVENTS_ASIDE_QUEUE,
  EVENTS_QUEUE,
  MessageBus,
  messagingConfigSchema,
  QUEUES,
} from '@tocsin/messaging';
import type { CheckResult } from '@tocsin/observability';

import { PIPELINE_OPTIONS } from '../pipeline-options';
import type { PipelineOptions } from '../pipeline.config';
import { brokerName } from './broker-name';

/** A broker events come from. */
export interface EventBroker {
  /** For people: never with credentials. */
  readonly name: string;
  readonly bus: MessageBus;
}

/**
 * The brokers events come from: the one of our own bus, and those of the front ends. Each is consumed by a bus of its own, so
 * that what is tried again or parked stays on the broker it came from.
 */
@Injectable()
export class EventBrokers implements OnApplicationShutdown {
  /** Of front ends; `main` is closed by who made it. */
  readonly fronts: readonly EventBroker[];
  private readonly main: EventBroker;

  constructor(bus: MessageBus, @Inject(PIPELINE_OPTIONS) { brokers }: Pick<PipelineOptions, 'brokers'>) {
    this.main = { name: 'the main broker', bus };
    this.fronts = [...new Set(brokers)].map((url) => ({ name: brokerName(url), bus: busOf(url) }));
  }

  get all(): readonly EventBroker[] {
    return [this.main, ...this.fronts];
  }

  /** Well while one is there at least: whoever else is away keeps its events until it is back. */
  check(): CheckResult {
    const states = this.all.map(({ name, bus }) => ({ name, ...bus.health() }));
    const missing = states.filter(({ isConnected }) => !isConnected);
    const detail = missing.map(({ name, detail: why }) => (states.length > 1 ? `${name}: ${why}` : why)).join(' ');
    return { ok: missing.length < states.length, detail };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.fronts.map(({ bus }) => bus.close()));
  }
}

/** Of all queues only those with events: what comes of them goes to the main bus. */
function busOf(url: string): MessageBus {
  const queues = QUEUES.filter(({ name }) => name === EVENTS_QUEUE || name === EVENTS_ASIDE_QUEUE);
  return createMessageBus(messagingConfigSchema.parse({ kind: 'rabbitmq', url }), queues);
}
