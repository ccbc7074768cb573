import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { AuditTrail, COMMAND_LINE } from '@tocsin/audit';
import { SystemClock } from '@tocsin/clock';
import { createDataSource } from '@tocsin/database';
import { ParkedDesk, type ParkedFilter } from '@tocsin/parked';

import { findDatabase } from '../access';
import { CommandFailure, EXIT } from '../exit-codes';
import { progress } from '../progress';

/** Which events are meant, as the options say. */
interface WhichOptions {
  readonly data: string;
  readonly reason?: string;
  readonly source?: string;
  readonly text?: string;
  readonly since?: Date;
  readonly until?: Date;
  readonly all?: boolean;
  readonly json: boolean;
}

const LOOK_EVERY_MS = 500;
const WAIT_LIMIT_MS = 600_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function listParked(options: WhichOptions): Promise<void> {
  return withDesk(options.data, async ({ desk }) => {
    const groups = await desk.groups(filterOf(options));
    if (options.json) return print(JSON.stringify({ groups }));
    if (groups.length === 0) return print('Nothing is parked.');
    for (const { reasonCode, stage, source, events, lastAt, sample } of groups)
      print(
        `${String(events).padStart(9)}  ${reasonCode.padEnd(24)}  ${stage.padEnd(10)}  ${source.padEnd(20)}  last ${lastAt.toISOString()}  e.g. ${sample.id}  ${inert(sample.reason)}`,
      );
  });
}

export function showParked(id: string, options: WhichOptions): Promise<void> {
  return withDesk(options.data, async ({ desk, readBy }) => {
    const event = UUID.test(id) ? await desk.find(id) : undefined;
    if (event === undefined) throw notThere(id);
    await readBy(id);
    const { bytes, edited, ...facts } = event;
    if (options.json) return print(JSON.stringify({ ...facts, base64: bytes.toString('base64') }));
    for (const [name, value] of Object.entries(facts)) print(`${name.padEnd(12)}  ${inert(textOf(value))}`);
    print(`bytes (${bytes.length})\n${inert(bytes.toString())}`);
    if (edited !== null) print(`edited\n${inert(edited.toString())}`);
  });
}

export function retryParked(
  id: string | undefined,
  options: WhichOptions & { readonly edited?: string; readonly wait: boolean },
): Promise<void> {
  return withDesk(options.data, async ({ desk }) => {
    if (options.edited !== undefined && id === undefined)
      throw new CommandFailure('--edited needs the id of one event.', EXIT.usage);
    const edited = options.edited === undefined ? undefined : readFileSync(options.edited);
    const retry = await desk.retry(COMMAND_LINE, someOf(id, options), edited);
    if (id !== undefined && retry.events === 0) throw notThere(id);
    const waiting = options.wait && retry.events > 0 ? await untilArrived(desk, retry) : retry.events;
    if (options.json) return print(JSON.stringify({ ...retry, waiting }));
    print(
      `${retry.events} events are tried again${waiting === 0 ? ' and have arrived' : `; ${waiting} are on their way`}.`,
    );
    print('Those that were refused again stand in ./tocsin parked list.');
  });
}

export function discardParked(
  id: string | undefined,
  options: WhichOptions & { readonly rule: string },
): Promise<void> {
  return withDesk(options.data, async ({ desk }) => {
    const events = await desk.discard(COMMAND_LINE, someOf(id, options), options.rule);
    print(
      options.json
        ? JSON.stringify({ events, rule: options.rule })
        : `${events} events are dropped by ${options.rule}.`,
    );
  });
}

async function untilArrived(desk: ParkedDesk, { id, events }: { id: string; events: number }): Promise<number> {
  const until = performance.now() + WAIT_LIMIT_MS;
  let waiting = events;
  for (let told = events; waiting > 0 && performance.now() < until; await wait(LOOK_EVERY_MS)) {
    waiting = (await desk.progress(id))?.waiting ?? 0;
    if (waiting <= told * 0.75) progress(`${events - waiting} of ${events} have arrived`);
    if (waiting <= told * 0.75) told = waiting;
  }
  return waiting;
}

/** @throws {CommandFailure} when nothing says which: all of them must be meant. */
function someOf(id: string | undefined, options: WhichOptions): ParkedFilter {
  if (id !== undefined && !UUID.test(id)) throw notThere(id);
  const filter = id === undefined ? filterOf(options) : { ids: [id] };
  if (options.all !== true && Object.values(filter).every((value) => value === undefined))
    throw new CommandFailure('say which: an id, --reason, --source, --text, --since, --until, or --all.', EXIT.usage);
  return filter;
}

function filterOf({ reason, source, text, since, until }: WhichOptions): ParkedFilter {
  return { reasonCode: reason, source, text, from: since, to: until };
}

interface Desk {
  readonly desk: ParkedDesk;
  /** Records that the bytes of an event were read. */
  readonly readBy: (id: string) => Promise<void>;
}

async function withDesk(data: string, job: (desk: Desk) => Promise<void>): Promise<void> {
  const dataSource = await createDataSource({ url: findDatabase(data) }).initialize();
  const clock = new SystemClock();
  const audit = new AuditTrail(clock);
  const readBy = (id: string): Promise<void> =>
    dataSource.transaction((manager) =>
      audit.record(manager, { by: COMMAND_LINE, action: 'parked.read', object: { kind: 'parked', id } }),
    );
  try {
    await job({ desk: new ParkedDesk(dataSource, clock, audit), readBy });
  } finally {
    await dataSource.destroy();
  }
}

function notThere(id: string): CommandFailure {
  return new CommandFailure(`no event ${id} is parked, or it is being tried again already; see ./tocsin parked list.`);
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Log text must not steer the terminal. */
function inert(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (character) => (character === '\n' || character === '\t' ? character : '␦'));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
