import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { firewallPairsOptionsSchema, type FirewallPairsOptions } from './firewall-pairs.options';
import { nameWords } from './netscreen-words';
import { pairFields } from './pair-fields';
import { kindFields } from './pair-kinds';
import { nameValues } from './pair-names';
import { mayBePairs, readPairs } from './products';

/**
 * Understands firewalls that write their log as pairs: Fortinet, Sophos, SonicWall, NetScreen, Huawei, Check Point, and any other line
 * with two ends. They name the same things in a few dozen ways, which one table brings together.
 */
@Injectable()
@NormalizerPlugin({
  type: 'firewall_pairs',
  understands: 'content',
  order: 450,
  stability: 'beta',
  options: firewallPairsOptionsSchema,
  reads: ['message'],
  writes: [
    ...['@timestamp', 'event.*', 'log.level', 'observer.*', 'source.*', 'destination.*', 'network.*', 'rule.*'],
    ...['url.*', 'user.name', 'file.name', 'details.*'],
  ],
})
export class FirewallPairsNormalizer implements Normalizer<FirewallPairsOptions> {
  claims(event: SecurityEvent): boolean {
    return mayBePairs(event);
  }

  normalize({ message }: SecurityEvent, _options: FirewallPairsOptions, context: NormalizerContext): EventPatch {
    const read = readPairs(message);
    if (read === undefined) return {};
    const { product, values } = read;
    const pairs = nameValues(values);
    const named = product.module === 'netscreen' ? nameWords(message, pairs) : pairs;
    return {
      'event.module': product.module,
      'event.dataset': `${product.module}.log`,
      'observer.vendor': product.vendor === '' ? undefined : product.vendor,
      'observer.type': 'firewall',
      ...kindFields(values, named),
      ...pairFields(values, named, context),
      [`details.${product.module}`]: values,
    };
  }
}
