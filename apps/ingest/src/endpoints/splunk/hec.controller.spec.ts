import { gzipSync } from 'node:zlib';

import { batchLines } from '@tocsin/event-model';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';

import { ask, json, type Question } from '../../testing/ask';
import { KEY, OneShipper, openFrontDoor, type FrontDoor } from '../../testing/front-door';
import { HecController } from './hec.controller';

let door: FrontDoor;
const doors: FrontDoor[] = [];
beforeAll(async () => (door = await open({ maxLineBytes: 4_096 })));
afterAll(() => Promise.all(doors.map(({ app }) => app.close())));

/** Closed at the end, however the test does. */
async function open(...parts: Parameters<typeof openFrontDoor>): Promise<FrontDoor> {
  const opened = await openFrontDoor(...parts);
  doors.push(opened);
  return opened;
}

const SUCCESS = { text: 'Success', code: 0 };

function lastLines(of: FrontDoor = door): string[] {
  const batch = of.batches().at(-1);
  return batch ? batchLines(batch).map(String) : [];
}

async function send(body: string | Buffer, path = '/services/collector/event', question: Question = {}) {
  const reply = await ask(door, path, { body, ...question });
  return { status: reply.status, headers: reply.headers, answer: json(reply) };
}

describe(HecController.name, () => {
  it.each(['', '/', '/event', '/event/', '/event/1.0'])('takes events on /services/collector%s', async (path) => {
    const { status, answer } = await send('{"event":"a"}{"event":"b"}', `/services/collector${path}`);
    expect({ status, answer }).toEqual({ status: 200, answer: SUCCESS });
    expect(lastLines()).toEqual(['{"message":"a"}', '{"message":"b"}']);
    expect(door.batches().at(-1)).toMatchObject({ dialect: 'splunk_hec' });
  });

  it("lets Docker's driver see that somebody is there", async () => {
    const question = { method: 'OPTIONS', headers: { authorization: 'Splunk web:secret' } };
    expect((await ask(door, '/services/collector/event/1.0', question)).status).toBe(200);
  });

  it('keeps all that stands beside the event, digit by digit', async () => {
    await send(
      '{"time":1426279439.123456,"host":"web-1","source":"/var/log/a","sourcetype":"st","index":"main",' +
        '"fields":{"n":9007199254740993},"event":"text","odd":[1.10],"message":"m","details":{}}',
    );
    expect(lastLines()).toEqual([
      '{"message":"text","time":1426279439.123456,"host":"web-1","source":"/var/log/a","sourcetype":"st","index":"main",' +
        '"fields":{"n":9007199254740993},"fields.odd":[1.10],"fields.message":"m","fields.details":{}}',
    ]);
  });

  it('leaves the bytes of an event as they are', async () => {
    const event = '{"id":12345678901234567890, "__proto__":{"x":1.50}, "a":1,"a":2, "s":"\\u00e9é"}';
    await send(`{ "host":"h" , "event" : ${event} }`);
    expect(lastLines()).toEqual([`{"details":${event},"host":"h"}`]);
  });

  it('does not take what an event calls its id for one', async () => {
    const idsOf = async () => {
      await send('{"event":{"id":"user-42","_id":"7"}}');
      return door.batches().at(-1)?.ids;
    };
    expect(await idsOf()).not.toEqual(await idsOf());
  });

  it.each([
    ['an array', '[{"event":"a"},{"event":"b"}]'],
    ['one a line', '{"event":"a"}\n{"event":"b"}\n'],
    ['many lines each', '{\n "event": "a"\n}\n{\n "event": "b"\n}'],
  ])('takes events in %s', async (_, body) => {
    expect((await send(body)).answer).toEqual(SUCCESS);
    expect(lastLines()).toEqual(['{"message":"a"}', '{"message":"b"}']);
  });

  it('takes gzip, and a key in the query, as the password of Basic, or as a token', async () => {
    const token = Buffer.from('web:secret').toString('base64');
    const ways: [string, Record<string, string>][] = [
      [`?token=${encodeURIComponent(token)}`, {}],
      ['', { authorization: `Splunk ${token}` }],
      ['', { authorization: 'Splunk web:secret' }],
      ['', { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` }],
    ];
    for (const [query, headers] of ways) {
      const body = gzipSync(Buffer.from('{"event":"a"}'));
      const sent = await ask(door, `/services/collector${query}`, {
        body,
        headers: { ...headers, 'content-encoding': 'gzip' },
      });
      expect([query, sent.status]).toEqual([query, 200]);
    }
  });

  it('parks what is no event and takes the rest', async () => {
    const { answer } = await send('{"event":"a"}{"event":"x\n{"no":1}{"event":""}{"event":"b"}');
    expect(answer).toEqual(SUCCESS);
    expect(lastLines()).toEqual(['{"message":"a"}', '{"event":"x', '{"no":1}', '{"event":""}', '{"message":"b"}']);
    expect(door.batches().at(-1)?.faults).toMatchObject([
      { position: 1, code: 'parse.json' },
      { position: 2, code: 'hec.event_required' },
      { position: 3, code: 'hec.event_blank' },
    ]);
  });

  it.each(['/raw', '/raw/1.0'])('takes every line of text on %s as an event of the query', async (path) => {
    const query = '?host=web-1&source=s&sourcetype=st&index=main&time=1426279439.5&channel=c&x=y';
    const sent = await send('one\r\n{"two":2}\n\nthree', `/services/collector${path}${query}`);
    expect(sent.answer).toEqual({ ...SUCCESS, ackId: expect.any(Number) as number });
    const metadata = '"time":"1426279439.5","host":"web-1","source":"s","sourcetype":"st","index":"main"';
    expect(lastLines()).toEqual([
      `{"message":"one",${metadata}}`,
      `{"message":"{\\"two\\":2}",${metadata}}`,
      `{"message":"three",${metadata}}`,
    ]);
  });

  it('gives what an event does not say itself from the query', async () => {
    await send('{"event":"a","host":"own"}', '/services/collector/event?host=other&index=main');
    expect(lastLines()).toEqual(['{"message":"a","host":"own","index":"main"}']);
  });

  it('acknowledges to a client that names a channel, by a number of its own each time', async () => {
    const headers = { ...KEY, 'x-splunk-request-channel': 'c-1' };
    const ackIdOf = async (body: string) => {
      const { answer } = await send(body, '/services/collector', { headers });
      return (answer as { ackId: number }).ackId;
    };
    const [first, second] = [await ackIdOf('{"event":"a"}'), await ackIdOf('{"event":"b"}')];
    expect(second).not.toBe(first);
    const asked = await send(JSON.stringify({ acks: [first, second] }), '/services/collector/ack', { headers });
    expect(asked).toMatchObject({ status: 200, answer: { acks: { [String(first)]: true, [String(second)]: true } } });
  });

  it.each([
    ['no channel', '/services/collector/ack', '{"acks":[1]}', { text: 'Data channel is missing', code: 10 }],
    ['no numbers', '/services/collector/ack?channel=c', '{"acks":["x"]}', { text: 'Invalid data format', code: 6 }],
    ['no JSON', '/services/collector/ack?channel=c', 'acks', { text: 'Invalid data format', code: 6 }],
  ])('refuses a question for acknowledgements with %s', async (_, path, body, answer) => {
    expect(await send(body, path)).toMatchObject({ status: 400, answer });
  });

  it.each<[string, Question, number, object]>([
    ['no key', { headers: {} }, 401, { text: 'Token is required', code: 2 }],
    [
      'something else in Authorization',
      { headers: { authorization: 'x' } },
      401,
      { text: 'Invalid authorization', code: 3 },
    ],
    ['an unknown key', { headers: { authorization: 'Splunk web:wrong' } }, 403, { text: 'Invalid token', code: 4 }],
    ['no body', { body: '' }, 400, { text: 'No data', code: 5 }],
    ['a body of blanks', { body: '\n' }, 400, { text: 'No data', code: 5 }],
    [
      'a broken gzip',
      { headers: { ...KEY, 'content-encoding': 'gzip' } },
      400,
      { text: 'Invalid data format', code: 6 },
    ],
    ['a long event', { body: `{"event":"${'x'.repeat(5_000)}"}` }, 413, { text: 'Request entity too large', code: 27 }],
  ])('refuses a request with %s', async (_, question, status, answer) => {
    const sent = await send('{"event":"a"}', '/services/collector', question);
    expect(sent).toMatchObject({ status, answer: { ...answer, reason: expect.stringMatching(/\.$/) as string } });
  });

  it.each([
    ['{"event":"a"}{"bad', 6, 'Invalid data format', 1],
    ['{"no":1}{"event":"a"}{"bad', 12, 'Event field is required', 0],
    ['{"event":"a"}{"event":"b"}{"event":null}', 13, 'Event field cannot be blank', 2],
  ])(
    'tells a strict source of the first bad event of %j, and takes the good ones',
    async (body, code, text, number) => {
      const strict = await open({}, { shippers: new OneShipper({ source: 'web', isStrict: true }) });
      const reply = await ask(strict, '/services/collector', { body });
      expect({ status: reply.status, answer: json(reply) }).toEqual({
        status: 400,
        answer: { text, code, 'invalid-event-number': number },
      });
      expect(lastLines(strict)).toHaveLength(body.match(/"event":"/g)?.length ?? 0);
    },
  );

  it('says that it is busy while the broker is away, and so in its health', async () => {
    const bus = new InMemoryMessageBus();
    const away = await open({}, { bus });
    expect(json(await ask(away, '/services/collector/health', { method: 'GET', headers: {} }))).toEqual({
      text: 'HEC is healthy',
      code: 17,
    });
    bus.broker.stop();
    const reply = await ask(away, '/services/collector', { body: '{"event":"a"}' });
    expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': expect.any(String) as string } });
    expect(json(reply)).toMatchObject({ text: 'Server is busy', code: 9 });
    const health = await ask(away, '/services/collector/health/1.0', { method: 'GET', headers: {} });
    expect(health.status).toBe(503);
    expect(json(health)).toEqual({ text: 'HEC is unhealthy, queues are full', code: 18 });
  });
});
