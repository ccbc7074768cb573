import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { readAddress } from '../../values/address';
import { relatedOptionsSchema, type RelatedOptions } from './related.options';

/** Where addresses, accounts, hosts and hashes stand, by the field that gathers them. */
const GATHERED = {
  'related.ip': [
    ...['source.ip', 'destination.ip', 'source.nat.ip', 'destination.nat.ip'],
    ...['host.ip', 'observer.ip', 'dns.resolved_ip'],
  ],
  'related.user': [
    ...['user.name', 'user.target.name', 'user.effective.name'],
    ...['source.user.name', 'destination.user.name'],
  ],
  'related.hosts': [
    ...['host.name', 'host.hostname', 'source.domain', 'destination.domain', 'url.domain'],
    ...['observer.hostname', 'dns.question.name'],
  ],
  'related.hash': ['file', 'process', 'dll'].flatMap((of) =>
    ['md5', 'sha1', 'sha256'].map((kind) => `${of}.hash.${kind}`),
  ),
};
const TARGETS = Object.keys(GATHERED) as (keyof typeof GATHERED)[];

/** Gathers every address, account, host and hash of an event in one place, so that a search for one asks one field. */
@Injectable()
@NormalizerPlugin({
  type: 'related',
  understands: 'finish',
  order: 900,
  stability: 'beta',
  options: relatedOptionsSchema,
  reads: [...TARGETS, ...Object.values(GATHERED).flat()],
  writes: TARGETS,
})
export class RelatedNormalizer implements Normalizer<RelatedOptions> {
  claims(): boolean {
    return true;
  }

  normalize(event: SecurityEvent, { limit }: RelatedOptions): EventPatch {
    const patch: Record<string, FieldValue> = {};
    for (const target of TARGETS) {
      const isFit = target === 'related.ip' ? isAddress : isText;
      let gathered: string[] | undefined;
      for (const field of GATHERED[target]) {
        const value = event[field];
        if (value === undefined) continue;
        gathered ??= textsOf(event[target]).filter(isFit);
        for (const text of textsOf(value))
          if (gathered.length < limit && isFit(text) && !gathered.includes(text)) gathered.push(text);
      }
      if (gathered !== undefined && gathered.length > 0) patch[target] = gathered;
    }
    return patch;
  }
}

function textsOf(value: FieldValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly FieldValue[]).filter((one) => typeof one === 'string') : [];
}

function isText(text: string): boolean {
  return text !== '';
}

function isAddress(text: string): boolean {
  return readAddress(text) === text;
}
