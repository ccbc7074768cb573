import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Client } from '@elastic/elasticsearch';

import { StoreUnavailable } from '../event-store';
import { BulkWriter } from './bulk-writer';
import type { EngineError } from './failures';

type Answer = { readonly status: number; readonly body: unknown };

const CREATED = { create: { status: 201 } };

function refused(status: number, type: string, reason = 'because'): { create: { status: number; error: EngineError } } {
  return { create: { status, error: { type, reason } } };
}

/** A server that answers like Elasticsearch, so that the client speaks to it; keeps the lines of each request. */
class ScriptedElasticsearch {
  readonly requests: string[][] = [];
  private readonly server: Server;

  constructor(answer: (lines: readonly string[], nr: number) => Answer) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const lines = Buffer.concat(chunks).toString().split('\n').slice(0, -1);
        this.requests.push(lines);
        const { status, body } = answer(lines, this.requests.length);
        response.writeHead(status, { 'x-elastic-product': 'Elasticsearch', 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      });
    });
  }

  async start(): Promise<Client> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return new Client({ node: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`, maxRetries: 0 });
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

describe(BulkWriter.name, () => {
  let engine: ScriptedElasticsearch | undefined;
  afterEach(() => engine?.stop());

  /** Writes with two short pauses against a server that answers so. */
  async function write(lines: string[], answer: (lines: readonly string[], nr: number) => Answer) {
    engine = new ScriptedElasticsearch(answer);
    return new BulkWriter(await engine.start(), [1, 1]).write(lines.map((line) => `${line}\n`));
  }

  it('sends again only the items there was no room for, and puts the outcomes in order', async () => {
    const outcomes = await write(['a', 'b', 'c', 'd'], (_, nr) => {
      const first = [
        CREATED,
        refused(429, 'es_rejected_execution_exception'),
        refused(409, 'conflict'),
        refused(503, 'x'),
      ];
      return { status: 200, body: { items: nr === 1 ? first : [CREATED, refused(409, 'conflict')] } };
    });
    expect(engine?.requests).toEqual([
      ['a', 'b', 'c', 'd'],
      ['b', 'd'],
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stored', 'stored', 'duplicate', 'duplicate']);
  });

  it('gives up after its last pause and says how many were not taken, and why', async () => {
    const full = refused(429, 'es_rejected_execution_exception', 'queue is full');
    const writing = write(['a', 'b'], (lines) => ({ status: 200, body: { items: lines.map(() => full) } }));
    await expect(writing).rejects.toThrow(StoreUnavailable);
    await expect(writing).rejects.toThrow(/2 of 2 events were not taken.*queue is full/);
    expect(engine?.requests).toHaveLength(3);
  });

  it('sends everything again when the request as a whole found no room', async () => {
    const outcomes = await write(['a', 'b'], (lines, nr) =>
      nr === 1
        ? { status: 429, body: { error: { type: 'es_rejected_execution_exception', reason: 'full' } } }
        : { status: 200, body: { items: lines.map(() => CREATED) } },
    );
    expect(outcomes).toHaveLength(2);
    expect(engine?.requests).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('does not wait for what waiting does not change: a block, a closed index, no rights, a fault inside', async () => {
    for (const item of [
      refused(429, 'cluster_block_exception', 'disk usage exceeded flood-stage watermark'),
      refused(403, 'cluster_block_exception'),
      refused(400, 'index_closed_exception'),
      refused(403, 'security_exception'),
      refused(500, 'i_o_exception'),
      refused(400, 'validation_exception', 'this cluster currently has [1000]/[1000] maximum shards open'),
    ]) {
      const writing = write(['a', 'b'], () => ({ status: 200, body: { items: [CREATED, item] } }));
      await expect(writing).rejects.toThrow(StoreUnavailable);
      expect(engine?.requests).toHaveLength(1);
      engine?.stop();
    }
  });

  it('rejects what the mapping refuses, with the reason at the bottom', async () => {
    const cause: EngineError = { type: 'illegal_argument_exception', reason: "'x' is not an IP string literal." };
    const error = { type: 'document_parsing_exception', reason: 'failed to parse field [source.ip]', caused_by: cause };
    const [outcome] = await write(['a'], () => ({
      status: 200,
      body: { items: [{ create: { status: 400, error } }] },
    }));
    expect(outcome).toEqual({
      kind: 'rejected',
      reason: expect.stringMatching(/source\.ip.*IP string literal/) as string,
    });
  });

  it('halves a request that is refused as a whole until the guilty item stands alone', async () => {
    const outcomes = await write(['a', 'b', 'poison', 'd', 'e'], (lines) =>
      lines.includes('poison')
        ? { status: 400, body: { error: { type: 'illegal_argument_exception', reason: 'no such thing' } } }
        : { status: 200, body: { items: lines.map(() => CREATED) } },
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stored', 'stored', 'rejected', 'stored', 'stored']);
    expect(outcomes[2]).toEqual({ kind: 'rejected', reason: expect.stringContaining('no such thing') as string });
  });

  it('halves a request that is too large', async () => {
    const outcomes = await write(['a', 'b', 'c'], (lines) =>
      lines.length > 1 ? { status: 413, body: {} } : { status: 200, body: { items: [CREATED] } },
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stored', 'stored', 'stored']);
  });

  it('sends bodies of about 5 MB', async () => {
    const line = 'x'.repeat(2 * 1024 ** 2);
    const outcomes = await write([line, line, line, line, line], (lines) => ({
      status: 200,
      body: { items: lines.map(() => CREATED) },
    }));
    expect(outcomes).toHaveLength(5);
    expect(engine?.requests.map((lines) => lines.length)).toEqual([2, 2, 1]);
  });

  it('takes a proxy that answers for Elasticsearch as an outage', async () => {
    const writing = write(['a'], () => ({ status: 502, body: 'Bad Gateway' }));
    await expect(writing).rejects.toThrow(StoreUnavailable);
  });
});
