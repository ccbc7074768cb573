import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { placeEnd } from '../../values/address';
import { readRepetition, readSshdMessage, type SshdMessage } from './sshd-message';
import { sshdOptionsSchema, type SshdOptions } from './sshd.options';

/** Since OpenSSH 9.8 the session and the authentication are programs of their own. */
const PROGRAMS = new Set(['sshd', 'sshd-session', 'sshd-auth']);

/** Understands how OpenSSH's server tells of attempts to log in: who, from where, and with what success. */
@Injectable()
@NormalizerPlugin({
  type: 'sshd',
  understands: 'content',
  order: 200,
  stability: 'beta',
  options: sshdOptionsSchema,
  reads: ['process.name', 'message'],
  writes: [
    ...['event.category', 'event.type', 'event.action', 'event.outcome', 'event.dataset', 'user.name'],
    ...['source.address', 'source.ip', 'source.domain', 'source.port', 'tocsin.repeat'],
  ],
})
export class SshdNormalizer implements Normalizer<SshdOptions> {
  claims(event: SecurityEvent): boolean {
    return PROGRAMS.has(event['process.name'] as string);
  }

  normalize(event: SecurityEvent): EventPatch {
    const text = event.message.trimStart();
    const repetition = readRepetition(text);
    const attempt = readSshdMessage(repetition?.inner ?? text);
    if (attempt === undefined) return {};
    return { ...attemptFields(attempt), 'tocsin.repeat': repetition?.times };
  }
}

function attemptFields({ action, outcome, user, from, port }: SshdMessage): EventPatch {
  return {
    'event.category': ['authentication'],
    'event.type': [action === 'ssh_invalid_user' ? 'info' : 'start'],
    'event.action': action,
    'event.outcome': outcome,
    'event.dataset': 'sshd.auth',
    'user.name': user === '' ? undefined : user,
    'source.address': from,
    ...placeEnd('source', from),
    'source.port': port,
  };
}
