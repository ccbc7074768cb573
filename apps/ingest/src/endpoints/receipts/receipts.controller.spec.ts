import { Agent, get } from 'node:http';

import type { BatchOutcome } from '@tocsin/ledger';
import { InMemoryBatchOutcomes } from '@tocsin/ledger/testing';
import { eventually } from '@tocsin/testing';
import { v7 } from 'uuid';

import { Refusal } from '../../refusal';
import type { Credentials } from '../../shippers/credentials';
import { Shippers, type Shipper } from '../../shippers/shippers';
import { ask, json } from '../../testing/ask';
import { KEY, openFrontDoor, type FrontDoor } from '../../testing/front-door';
import { SpoolFolder } from '../../testing/spool-folder';
import { ReceiptsController } from './receipts.controller';

const header = (pair: string) => ({ authorization: `ApiKey ${Buffer.from(pair).toString('base64')}` });
const MAIL = header('mail:secret');

/** Two sources, each with the key of its name. */
class TwoShippers extends Shippers {
  override authenticate({ pair }: Credentials): Promise<Shipper> {
    const source = /^(web|mail):secret$/.exec(pair ?? '')?.[1];
    return source ? Promise.resolve({ source }) : Promise.reject(new Refusal('auth.unknown_key', 'Unknown key.'));
  }
}

/** Answers when it is told to. */
class SlowOutcomes extends InMemoryBatchOutcomes {
  private readonly asked: (() => void)[] = [];

  get questions(): number {
    return this.asked.length;
  }

  answer(): void {
    for (const go of this.asked.splice(0)) go();
  }

  override async find(...question: Parameters<InMemoryBatchOutcomes['find']>): Promise<BatchOutcome[]> {
    await new Promise<void>((resolve) => this.asked.push(resolve));
    return super.find(...question);
  }
}

let outcomes: InMemoryBatchOutcomes;
let door: FrontDoor;
async function open(options: Parameters<typeof openFrontDoor>[0] = {}, made = new InMemoryBatchOutcomes()) {
  outcomes = made;
  door = await openFrontDoor(options, { shippers: new TwoShippers(), outcomes });
}
afterEach(() => door.app.close());

const show = (receipt: string, headers: Record<string, string> = KEY) =>
  ask(door, `/receipts/${receipt}`, { method: 'GET', headers });

async function sent(body: string, headers: Record<string, string> = KEY): Promise<string> {
  return json<{ receipt: string }>(await ask(door, '/events', { body, headers })).receipt;
}

/** What the pipeline records of the batches it was sent, all of whose events are stored. */
async function processed(): Promise<void> {
  const all = door.batches().map(({ id, claim = '', source, ids }) => {
    const counts = { events: ids.length, stored: ids.length, duplicate: 0, parked: 0, dropped: {} };
    return { batchId: id, claim, source, ...counts };
  });
  await outcomes.record(all);
}

describe(ReceiptsController.name, () => {
  it('tells the sender of a request that its events are queued, and later where they went', async () => {
    await open();
    const receipt = await sent('{"a":1}\n{"a":2}\n');
    const nothing = { stored: 0, duplicate: 0, parked: 0, dropped: {} };
    const queued = { state: 'queued', accepted: 2, queued: 2, ...nothing };
    expect(json(await show(receipt))).toEqual({ receipt, ...queued, batches: [{ id: receipt, ...queued }] });
    await processed();
    const reply = await show(receipt);
    expect(reply).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(json(reply)).toMatchObject({ receipt, state: 'done', accepted: 2, queued: 0, stored: 2 });
  });

  it('counts a request that was sent again as accepted again', async () => {
    await open();
    const body = '{"a":1}\n{"a":2}\n';
    const receipt = await sent(body);
    await processed();
    expect(await sent(body)).toBe(receipt);
    expect(json(await show(receipt))).toMatchObject({ state: 'partly', accepted: 4, queued: 2, stored: 2 });
  });

  it('knows what waits in the spool, also when another process put it there', async () => {
    const folder = new SpoolFolder();
    const spool = { spoolFolder: folder.path, spoolBytes: 64 * 1024 ** 2 };
    await open(spool);
    door.bus.broker.stop();
    const receipt = await sent('{"a":1}\n{"a":2}\n');
    expect(json(await show(receipt))).toMatchObject({ state: 'queued', queued: 2 });
    await door.app.close();
    await open(spool);
    await eventually(() => door.batches().length === 1);
    expect(json(await show(receipt))).toMatchObject({ state: 'queued', queued: 2 });
    await processed();
    expect(json(await show(receipt))).toMatchObject({ state: 'done', accepted: 2, stored: 2 });
    await folder.remove();
  });

  it('takes the receipt of a long request as it was answered', async () => {
    await open();
    const receipt = await sent('{"a":1}\n'.repeat(2_500));
    expect(receipt.split(',')).toHaveLength(3);
    await processed();
    expect(json(await show(receipt))).toMatchObject({ receipt, state: 'done', accepted: 2_500, stored: 2_500 });
    expect(json(await show(`${receipt.toUpperCase()},${receipt}`))).toMatchObject({ receipt, accepted: 2_500 });
  });

  it('tells other sources the same as of a batch that never was', async () => {
    await open();
    const receipt = await sent('{"a":1}');
    const never = v7();
    for (const id of [receipt, `${receipt},${never}`]) expect((await show(id, MAIL)).status).toBe(404);
    await processed();
    const [others, nobodys] = [await show(receipt, MAIL), await show(never, MAIL)];
    expect(others.status).toBe(404);
    expect(others.text).toBe(nobodys.text);
    expect(json(others)).toMatchObject({
      code: 'receipt.unknown',
      detail: expect.stringContaining('since 20') as string,
    });
    const own = await sent('{"b":1}', MAIL);
    const mixed = json<{ batches: unknown[] }>(await show(`${own},${receipt},${never}`, MAIL));
    expect(mixed.batches.slice(1)).toEqual([receipt, never].map((id) => ({ id, state: 'unknown' })));
  });

  it.each([
    ['nothing', ','],
    ['a word', 'receipt'],
    ['an open end', `${v7()},`],
    ['another mark between', `${v7()};${v7()}`],
    ['more batches than any request has', Array.from({ length: 301 }, () => v7()).join(',')],
  ])('refuses %s in the place of a receipt without asking the database', async (_, receipt) => {
    await open();
    const find = jest.spyOn(outcomes, 'find');
    const reply = await show(receipt);
    expect(reply.status).toBe(400);
    expect(json(reply)).toMatchObject({ code: 'receipt.malformed' });
    expect(find).not.toHaveBeenCalled();
  });

  it('asks the database once for 300 batches', async () => {
    await open();
    const find = jest.spyOn(outcomes, 'find');
    const ids = Array.from({ length: 300 }, () => v7());
    expect((await show(ids.join(','))).status).toBe(404);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('needs a key', async () => {
    await open();
    const reply = await show(v7(), {});
    expect(reply).toMatchObject({ status: 401, headers: { 'content-type': 'application/problem+json' } });
    expect(reply.headers['www-authenticate']).toContain('ApiKey');
  });

  it('asks to come again while PostgreSQL is away, also when it does not answer', async () => {
    await open();
    outcomes.isAway = true;
    const reply = await show(v7());
    expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    expect(json(reply)).toMatchObject({ code: 'receipt.unavailable' });
    await door.app.close();
    const slow = new SlowOutcomes();
    await open({ receiptTimeoutMs: 20 }, slow);
    expect(json(await show(v7()))).toMatchObject({ code: 'receipt.unavailable' });
    slow.answer();
  });

  it('looks up two receipts of a source and four of all at once, and holds them until the database is done', async () => {
    const slow = new SlowOutcomes();
    await open({ receiptTimeoutMs: 20 }, slow);
    await Promise.all([show(v7()), show(v7())]);
    const refused = await show(v7());
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '2' } });
    expect(json(refused)).toMatchObject({ code: 'busy.receipts' });
    await Promise.all([show(v7(), MAIL), show(v7(), MAIL)]);
    expect(slow.questions).toBe(4);
    slow.answer();
    await eventually(async () => (await show(v7())).status === 503 && slow.questions === 1);
    slow.answer();
  });

  it('keeps the connection for the next question', async () => {
    await open();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let count = 0; count < 3; count += 1)
      await new Promise((resolve) =>
        get(`${door.url}/receipts/${v7()}`, { agent, headers: KEY }, (response) => {
          ports.add(response.socket.localPort);
          response.resume().on('end', resolve);
        }),
      );
    agent.destroy();
    expect(ports.size).toBe(1);
  });
});
