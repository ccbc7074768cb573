import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';

import { batchLines } from '@tocsin/event-model';

import { ask, json } from '../../testing/ask';
import { KEY, OneShipper, openFrontDoor, type FrontDoor } from '../../testing/front-door';
import { GelfController } from './gelf.controller';

let door: FrontDoor;
const doors: FrontDoor[] = [];
beforeAll(async () => (door = await open()));
afterAll(() => Promise.all(doors.map(({ app }) => app.close())));

/** Closed at the end, however the test does. */
async function open(...parts: Parameters<typeof openFrontDoor>): Promise<FrontDoor> {
  const opened = await openFrontDoor(...parts);
  doors.push(opened);
  return opened;
}

const MESSAGE =
  '{"version":"1.1","host":"web-1","short_message":"hi","timestamp":1385053862.3072,"_big":9007199254740993}';

function lastLines(of: FrontDoor = door): string[] {
  const batch = of.batches().at(-1);
  return batch ? batchLines(batch).map(String) : [];
}

describe(GelfController.name, () => {
  it('takes a field called _id for a field, so that no message passes for another', async () => {
    const idsOf = async (host: string) => {
      await ask(door, '/gelf', { body: `{"version":"1.1","host":"${host}","short_message":"hi","_id":42}` });
      return door.batches().at(-1)?.ids;
    };
    expect(await idsOf('web-1')).not.toEqual(await idsOf('web-2'));
  });

  it.each(['/gelf', '/gelf/'])('takes a message on %s, byte for byte, and answers 202 without a word', async (path) => {
    const reply = await ask(door, path, { body: MESSAGE });
    expect(reply).toMatchObject({ status: 202, text: '' });
    expect(lastLines()).toEqual([MESSAGE]);
    expect(door.batches().at(-1)).toMatchObject({ dialect: 'gelf' });
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['zstd', zstdCompressSync],
  ])('takes %s with and without the header that says so', async (encoding, encode) => {
    for (const headers of [KEY, { ...KEY, 'content-encoding': encoding }]) {
      const before = door.batches().length;
      expect((await ask(door, '/gelf', { body: encode(Buffer.from(MESSAGE)), headers })).status).toBe(202);
      expect(door.batches()).toHaveLength(before + 1);
      expect(lastLines()).toEqual([MESSAGE]);
    }
  });

  it('takes several messages, and parks one that is none', async () => {
    expect((await ask(door, '/gelf', { body: `${MESSAGE}\nnope\n${MESSAGE}` })).status).toBe(202);
    expect(lastLines()).toEqual([MESSAGE, 'nope', MESSAGE]);
    expect(door.batches().at(-1)?.faults).toMatchObject([{ position: 1 }]);
  });

  it.each([
    ['no key', { method: 'POST', body: MESSAGE, headers: {} }, 401],
    ['no message', { body: ' ' }, 400],
    ['half a gzip', { body: gzipSync(Buffer.from(MESSAGE)).subarray(0, 30) }, 400],
  ])('refuses a request with %s', async (_, question, status) => {
    const reply = await ask(door, '/gelf', question);
    expect(reply.status).toBe(status);
    expect(json(reply)).toMatchObject({ status, detail: expect.any(String) as string });
  });

  it('tells a strict source of the message that was refused', async () => {
    const strict = await open({}, { shippers: new OneShipper({ source: 'web', isStrict: true }) });
    const reply = await ask(strict, '/gelf', { body: `${MESSAGE}\nnope` });
    expect(reply.status).toBe(400);
    expect(json<{ detail: string }>(reply).detail).toContain(
      'Message 2 of the request was refused; 1 others were taken.',
    );
    expect(lastLines(strict)).toEqual([MESSAGE]);
  });
});
