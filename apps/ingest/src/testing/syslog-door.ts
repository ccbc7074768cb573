import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { freePort } from '@tocsin/engines';
import { batchLines, type EventBatch } from '@tocsin/event-model';
import { eventually } from '@tocsin/testing';

import type { IngestOptions } from '../ingest.config';
import { syslogListenerSchema } from '../listeners/syslog/syslog.config';
import { openFrontDoor, type FrontDoor, type FrontDoorParts } from './front-door';

/** An event as a listener makes it. */
export interface SyslogEvent {
  readonly message: string;
  readonly details?: { readonly syslog_part: number };
}

/** A front door with one syslog listener on a port of its own. */
export interface SyslogDoor extends FrontDoor {
  readonly port: number;
  events(): SyslogEvent[];
  messages(): string[];
  /** How many events the bus took. */
  count(): number;
  /** The value of a figure of the listener, 0 when it has none. */
  figure(name: string): Promise<number>;
}

export async function openSyslogDoor(
  listener: object,
  options: Partial<IngestOptions> = {},
  parts: FrontDoorParts = {},
): Promise<SyslogDoor> {
  const port = freePort();
  const syslog = [syslogListenerSchema.parse({ port, source: 'devices', ...listener })];
  const door = await openFrontDoor({ syslog, ...options }, parts);
  const events = () => eventsOf(door.batches());
  return {
    ...door,
    port,
    events,
    count: () => door.batches().reduce((sum, { ids }) => sum + ids.length, 0),
    messages: () => events().map(({ message }) => message),
    figure: async (name) => figureOf(await (await fetch(`${door.url}/metrics`)).text(), `tocsin_ingest_syslog_${name}`),
  };
}

export function eventsOf(batches: readonly EventBatch[]): SyslogEvent[] {
  return batches.flatMap(batchLines).map((line) => JSON.parse(line.toString()) as SyslogEvent);
}

/** A connection to it that is open. */
export async function call(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  // Some are closed from the other side, which is what the test is about.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Resolves when the connection is over, in whatever way. */
export async function untilClosed(socket: Socket): Promise<void> {
  socket.resume();
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
}

/** Sends that and ends the connection. */
export async function say(port: number, bytes: string | Buffer): Promise<void> {
  const socket = await call(port);
  socket.end(bytes);
  await untilClosed(socket);
}

/** Waits for a figure to be what it should. */
export async function untilFigure(door: SyslogDoor, name: string, value: number): Promise<void> {
  await eventually(async () => (await door.figure(name)) === value, { describe: `${name} = ${value}` });
}

function figureOf(text: string, name: string): number {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name}{`));
  return Number(line?.split(' ').at(-1) ?? 0);
}
