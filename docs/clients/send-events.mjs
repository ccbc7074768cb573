/**
 * Sends events to Tocsin, each once, with nothing but what Node 20 brings.
 *
 *   TOCSIN_URL=https://tocsin.example TOCSIN_KEY=id:secret node send-events.mjs < events.ndjson
 *
 * NODE_EXTRA_CA_CERTS names a private CA. As a module: await new Sender(url, key).send(arrayOfObjects).
 */
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const BATCH = 500;
const TRY_AGAIN = new Set([408, 429, 500, 502, 503, 504]);

/** Says why the events of one batch were not taken; `events` are those, none after them was sent. */
export class NotSent extends Error {
  constructor(reason, events) {
    super(`${events.length} events were not sent: ${reason}`);
    this.events = events;
  }
}

export class Sender {
  constructor(url, key, patienceMs = 600_000) {
    this.url = `${url.replace(/\/+$/, '')}/events`;
    this.authorization = `ApiKey ${Buffer.from(key).toString('base64')}`;
    this.patienceMs = patienceMs;
  }

  /** Sends objects or lines of JSON. Throws NotSent; what was sent before stays sent. */
  async send(events) {
    for (let start = 0; start < events.length; start += BATCH) await this.sendBatch(events.slice(start, start + BATCH));
  }

  async sendBatch(events) {
    const lines = events.map((event) => (typeof event === 'string' ? event.trim() : JSON.stringify(event)));
    const body = gzipSync(lines.join('\n'));
    const headers = {
      authorization: this.authorization,
      'content-type': 'application/x-ndjson',
      'content-encoding': 'gzip',
      // The same at each try: a batch whose answer was lost is stored once.
      'idempotency-key': randomUUID(),
    };
    const deadline = performance.now() + this.patienceMs;
    for (let wait = 500; ; wait = Math.min(wait * 2, 30_000)) {
      const { receipt, reason, after = 0, isFinal } = await this.post(headers, body);
      if (receipt?.rejected.length > 0) console.error(`${receipt.parked} parked:`, receipt.rejected);
      if (receipt?.accepted >= events.length) return;
      if (receipt) throw new NotSent(`a strict source refused some: ${JSON.stringify(receipt.rejected)}`, events);
      const pause = Math.max(after * 1_000, wait * (0.5 + Math.random() / 2));
      if (isFinal || performance.now() + pause > deadline) throw new NotSent(reason, events);
      console.error(`trying again in ${(pause / 1_000).toFixed(1)} s: ${reason}`);
      await sleep(pause);
    }
  }

  async post(headers, body) {
    try {
      // A redirected POST would arrive as a GET, without its events.
      const request = { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(60_000) };
      const response = await fetch(this.url, request);
      if (response.ok) return { receipt: await response.json() };
      const reason = `${response.status} ${(await response.text()).slice(0, 500)}`;
      const after = Number(response.headers.get('retry-after')) || 0;
      return { reason, after, isFinal: !TRY_AGAIN.has(response.status) };
    } catch (error) {
      return { reason: `${error.message} ${error.cause?.message ?? ''}` }; // No answer, or half of one.
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const lines = (await text(process.stdin)).split('\n').filter((line) => line.trim() !== '');
  await new Sender(process.env.TOCSIN_URL, process.env.TOCSIN_KEY).send(lines);
  console.log(`sent ${lines.length} events`);
}
