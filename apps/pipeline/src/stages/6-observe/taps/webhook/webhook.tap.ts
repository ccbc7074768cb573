import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DeliveryRefused, TapPlugin, type Tap, type TapDelivery } from '@tocsin/plugin-kit';

import { webhookOptionsSchema, type WebhookOptions } from './webhook.options';

/** Answers after which the same request would get the same answer. */
const FINAL = new Set([400, 413, 415, 422]);
const MAX_ANSWER = 200;

/**
 * Posts events as NDJSON to an address, signed: `Tocsin-Signature: t=<seconds>,v1=<hex>` is the HMAC-SHA-256 of
 * `<seconds>.<body>` with the shared secret.
 */
@Injectable()
@TapPlugin({ type: 'webhook', stability: 'beta', options: webhookOptionsSchema })
export class WebhookTap implements Tap<WebhookOptions> {
  constructor(private readonly clock: Clock) {}

  async deliver(delivery: TapDelivery, options: WebhookOptions, signal: AbortSignal): Promise<void> {
    const answer = await fetch(options.url, {
      method: 'POST',
      headers: { ...options.headers, ...(await this.headersOf(delivery, options)) },
      body: new Uint8Array(delivery.ndjson),
      // Followed, a redirect would send the events somewhere nobody configured.
      redirect: 'manual',
      signal,
    });
    const text = (await answer.text()).slice(0, MAX_ANSWER);
    if (answer.ok) return;
    const said = `${new URL(options.url).host} answered ${answer.status}${text === '' ? '' : `: ${text}`}`;
    throw FINAL.has(answer.status) ? new DeliveryRefused(said) : new Error(said);
  }

  private async headersOf({ id, tap, count, ndjson }: TapDelivery, options: WebhookOptions) {
    const seconds = Math.floor(this.clock.now().getTime() / 1_000);
    const secret = options.secret ?? (await readFile(options.secretFile ?? '', 'utf8')).trim();
    const mac = createHmac('sha256', secret).update(`${seconds}.`).update(ndjson).digest('hex');
    return {
      'content-type': 'application/x-ndjson',
      'tocsin-tap': tap,
      'tocsin-delivery': id,
      'tocsin-count': String(count),
      'tocsin-signature': `t=${seconds},v1=${mac}`,
    };
  }
}
