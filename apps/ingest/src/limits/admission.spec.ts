import { ask, json } from '../testing/ask';
import { OneShipper, openFrontDoor, type FrontDoor } from '../testing/front-door';
import { Admission } from './admission';

let door: FrontDoor;
afterEach(() => door.app.close());

const unlimited = { maxEventsPerSecond: null, maxRequests: null, maxBytes: null };

async function openFor(limits: object): Promise<void> {
  const shippers = new OneShipper({ source: 'web', limits: { ...unlimited, ...limits } });
  door = await openFrontDoor({}, { shippers });
}

const numbered = (count: number) => Array.from({ length: count }, (_, n) => `{"n":${n}}\n`).join('');

describe(Admission.name, () => {
  it('takes a request as a whole, and refuses the next while the source is ahead of its rate', async () => {
    await openFor({ maxEventsPerSecond: 10 });
    expect((await ask(door, '/events', { body: numbered(95) })).status).toBe(200);
    const refused = await ask(door, '/events', { body: numbered(1) });
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '9' } });
    expect(json(refused)).toMatchObject({
      code: 'busy.events',
      detail: expect.stringContaining('may send 10 events a second') as string,
    });
    expect(door.batches().flatMap(({ ids }) => ids)).toHaveLength(95);
  });

  it('takes a request again when its Retry-After is over', async () => {
    await openFor({ maxEventsPerSecond: 100 });
    await ask(door, '/events', { body: numbered(150) });
    const refused = await ask(door, '/events', { body: numbered(1) });
    expect(refused.headers['retry-after']).toBe('1');
    await new Promise((resolve) => setTimeout(resolve, Number(refused.headers['retry-after']) * 1_000));
    expect((await ask(door, '/events', { body: numbered(1) })).status).toBe(200);
  });

  it('reads a long body more slowly instead of cutting it off', async () => {
    await openFor({ maxEventsPerSecond: 10_000 });
    const started = performance.now();
    const reply = await ask(door, '/events', { body: numbered(18_000) });
    expect(json(reply)).toMatchObject({ accepted: 18_000 });
    expect(performance.now() - started).toBeGreaterThan(500);
  });

  it('holds a source to the requests it may have under way', async () => {
    await openFor({ maxRequests: 1 });
    const publish = door.bus.publish.bind(door.bus);
    let confirm = (): void => undefined;
    const gate = new Promise<void>((resolve) => (confirm = resolve));
    jest.spyOn(door.bus, 'publish').mockImplementation(async (queue, message) => {
      await gate;
      await publish(queue, message);
    });
    const both = [ask(door, '/events', { body: numbered(1) }), ask(door, '/events', { body: numbered(1) })];
    const first = await Promise.race(both);
    expect(json(first)).toMatchObject({ code: 'busy.requests' });
    confirm();
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 429]);
  });
});
