import { gzipSync } from 'node:zlib';

import { batchLines } from '@tocsin/event-model';

import { ask, json } from '../../../testing/ask';
import { KEY, OneShipper, openFrontDoor, type FrontDoor } from '../../../testing/front-door';
import { DocumentController } from './document.controller';

let door: FrontDoor;
beforeAll(async () => (door = await openFrontDoor({ maxLineBytes: 4_096 })));
afterAll(() => door.app.close());

const lines = () => door.batches().flatMap(batchLines).map(String);

describe(DocumentController.name, () => {
  it.each([
    ['POST', '/logs/_doc'],
    ['POST', '/logs/_doc/'],
    ['POST', '/logs/_doc?op_type=create&refresh=true'],
    ['POST', '/logs/_doc/a%2Fb'],
    ['PUT', '/logs/_doc/1'],
    ['PUT', '/logs/_create/2'],
    ['POST', '/logs/_create/3'],
  ])('takes one document by %s %s', async (method, path) => {
    const sent = `{"at":"${method} ${path}"}`;
    const reply = await ask(door, path, { method, body: sent });
    expect(lines().at(-1)).toBe(sent);
    const [id] = door.batches().at(-1)?.ids ?? [];
    const own = /_(?:doc|create)\/([^/?]+)/.exec(path)?.[1];
    expect(reply).toMatchObject({ status: 201, headers: { 'x-elastic-product': 'Elasticsearch' } });
    expect(json(reply)).toMatchObject({
      _index: 'logs',
      _id: own === undefined ? id : decodeURIComponent(own),
      result: 'created',
    });
  });

  it('takes the document of an update, and refuses one without', async () => {
    const reply = await ask(door, '/logs/_update/u', {
      body: '{"doc":{"n":12345678901234567890},"doc_as_upsert":true}',
    });
    expect(reply.status).toBe(201);
    expect(lines().at(-1)).toBe('{"n":12345678901234567890}');
    const refused = await ask(door, '/logs/_update/u', { body: '{"script":"ctx.op = \'none\'"}' });
    expect(refused.status).toBe(400);
    expect(json(refused)).toMatchObject({ status: 400, error: { reason: expect.stringContaining('"doc"') as string } });
  });

  it('puts a document printed over many lines onto one, and knows a byte order mark and gzip', async () => {
    const body = gzipSync('\ufeff{\n  "a": 1\r\n}\n');
    const reply = await ask(door, '/logs/_doc', { body, headers: { ...KEY, 'content-encoding': 'gzip' } });
    expect(reply.status).toBe(201);
    expect(lines().at(-1)?.trim()).toBe('{   "a": 1  }');
  });

  it('conflicts with a known document only when it is created', async () => {
    const put = (path: string) => ask(door, path, { method: 'PUT', body: '{"x":1}' });
    expect((await put('/logs/_create/once')).status).toBe(201);
    const again = await put('/logs/_create/once');
    expect(again.status).toBe(409);
    expect(json(again)).toMatchObject({ status: 409, error: { type: 'version_conflict_engine_exception' } });
    const indexed = await put('/logs/_doc/once');
    expect(indexed.status).toBe(200);
    expect(json(indexed)).toMatchObject({ _id: 'once', result: 'noop' });
  });

  it('parks what is no event, unless the source is strict', async () => {
    expect((await ask(door, '/logs/_doc', { body: 'not json' })).status).toBe(201);
    expect(lines().at(-1)).toBe('not json');
    const strict = await openFrontDoor({}, { shippers: new OneShipper({ source: 'web', isStrict: true }) });
    const refused = await ask(strict, '/logs/_doc', { body: 'not json' });
    expect(refused.status).toBe(400);
    expect(json(refused)).toMatchObject({ error: { reason: expect.stringMatching(/not JSON/) as string } });
    expect(strict.batches()).toEqual([]);
    await strict.app.close();
  });

  it.each([
    ['nothing', '', 400],
    ['a long document', `{"a":"${'x'.repeat(5_000)}"}`, 413],
  ])('refuses %s', async (_, body, status) => {
    expect((await ask(door, '/logs/_doc', { body })).status).toBe(status);
  });

  it('asks for a key', async () => {
    expect((await ask(door, '/logs/_doc', { body: '{}', headers: {} })).status).toBe(401);
  });

  it('never hands a document out', async () => {
    for (const path of ['/logs/_doc/1', '/logs/_source/1', '/_search', '/logs/_search?q=*', '/logs/_count']) {
      const reply = await ask(door, path, { method: 'GET' });
      expect(reply.status).toBe(403);
      expect(reply.text).toContain('/api/events');
    }
  });

  it.each([
    ['GET', '/logs/_create/1', 'PUT, POST'],
    ['OPTIONS', '/logs/_doc', 'GET, HEAD, POST'],
    ['PUT', '/logs/_update/1', 'POST'],
  ])('answers %s %s with what it knows', async (method, path, allow) => {
    expect(await ask(door, path, { method })).toMatchObject({ status: 405, headers: { allow } });
  });
});
