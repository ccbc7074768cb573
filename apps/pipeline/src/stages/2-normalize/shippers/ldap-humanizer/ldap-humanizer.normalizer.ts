import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { readOutcome } from '../../values/outcome';
import { isRecord } from '../envelopes/inner-record';
import { ldapHumanizerOptionsSchema, type LdapHumanizerOptions } from './ldap-humanizer.options';

const LONGEST_ACTOR = 2_000;

/** Understands records of an LDAP server's operations that have been made readable: who acted, and whether over TLS. */
@Injectable()
@NormalizerPlugin({
  type: 'ldap_humanizer',
  understands: 'content',
  order: 810,
  stability: 'beta',
  options: ldapHumanizerOptionsSchema,
  reads: ['details', 'event.provider', 'tocsin.category', 'user.name'],
  writes: [
    ...['event.provider', 'event.category', 'event.type', 'event.outcome', 'tls.established'],
    ...['user.email', 'user.name', 'details.tls_encrypted'],
  ],
})
export class LdapHumanizerNormalizer implements Normalizer<LdapHumanizerOptions> {
  claims(event: SecurityEvent): boolean {
    return event['tocsin.category'] === 'ldap' && isRecord(event.details);
  }

  normalize(event: SecurityEvent): EventPatch {
    const { tls, actor, authenticated } = event.details ?? {};
    const email = typeof actor === 'string' ? mailOf(actor) : undefined;
    return {
      'event.provider': event['event.provider'] === undefined ? 'ldap' : undefined,
      'event.category': ['authentication'],
      'event.type': ['info'],
      'event.outcome': readOutcome(authenticated),
      'tls.established': tls === 'true' || tls === true ? true : tls === 'false' || tls === false ? false : undefined,
      'details.tls_encrypted': tls,
      'user.email': email,
      'user.name': event['user.name'] === undefined ? email?.split('@', 1)[0] : undefined,
    };
  }
}

/** The mail address in `mail=ann@example.com,o=com IP=…`; parts that are no pair of key and value do not count. */
function mailOf(actor: string): string | undefined {
  const pairs = actor
    .slice(0, LONGEST_ACTOR)
    .split(/[ ,]/)
    .map((part) => part.split('='));
  const mails = pairs.filter(
    ([key, value, more]) => key === 'mail' && value !== undefined && value !== '' && more === undefined,
  );
  return mails.at(-1)?.[1];
}
