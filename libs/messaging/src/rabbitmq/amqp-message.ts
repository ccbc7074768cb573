import type { ConsumeMessage } from 'amqplib';

import type { BusMessage, Delivery } from '../message-bus';

/** Which attempt a message was sent for; absent on the first. */
const ATTEMPT_HEADER = 'x-tocsin-attempt';
/** The broker counts here how often it had to deliver the message again, because its consumer went away. */
const REDELIVERIES_HEADER = 'x-delivery-count';
const OFFSET_HEADER = 'x-stream-offset';

/** AMQP headers of a message that goes back to its queue to be tried again. */
export function headersForAttempt(delivery: Delivery): Record<string, string | number> {
  return { ...delivery.headers, [ATTEMPT_HEADER]: delivery.attempt + 1 };
}

export function toDelivery(message: ConsumeMessage): Delivery {
  const attempt = numberHeader(message, ATTEMPT_HEADER) ?? 1;
  return { ...toBusMessage(message), attempt: attempt + (numberHeader(message, REDELIVERIES_HEADER) ?? 0) };
}

export function toBusMessage(message: ConsumeMessage): BusMessage {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.properties.headers ?? {})) {
    // Names with x- are the broker's and the adapter's; `assertSendable` keeps senders from using them.
    if (typeof value === 'string' && !name.startsWith('x-')) headers[name] = value;
  }
  return { id: String(message.properties.messageId), headers, body: message.content };
}

export function offsetOf(message: ConsumeMessage): number {
  return numberHeader(message, OFFSET_HEADER) ?? 0;
}

function numberHeader(message: ConsumeMessage, name: string): number | undefined {
  const value: unknown = message.properties.headers?.[name];
  return typeof value === 'number' ? value : undefined;
}
