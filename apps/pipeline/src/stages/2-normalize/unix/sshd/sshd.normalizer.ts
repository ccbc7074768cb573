import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { FORM_WRITES, readForm } from '../forms/message-form';
import { CONNECTION_FORMS, PEER_FORMS } from './sshd-connection-forms';
import { LOGIN_FORMS } from './sshd-forms';
import { SESSION_FORMS } from './sshd-session-forms';
import { sshdOptionsSchema, type SshdOptions } from './sshd.options';

/** Since OpenSSH 9.8 the session and the authentication are programs of their own. */
const PROGRAMS = new Set(['sshd', 'sshd-session', 'sshd-auth']);
/** Key files and certificates also start with `Accepted`, so they are asked first. */
const FORMS = [...SESSION_FORMS, ...LOGIN_FORMS, ...CONNECTION_FORMS, ...PEER_FORMS];
/** A level that is not of syslog, and where in the conversation it was said. */
const LEVELS = ['error: ', 'fatal: '];
const BEFORE_LOGIN = ' [preauth]';

/** Understands what OpenSSH's server tells: who logged in or tried to, from where, with what success, and how it ended. */
@Injectable()
@NormalizerPlugin({
  type: 'sshd',
  understands: 'content',
  order: 200,
  stability: 'beta',
  options: sshdOptionsSchema,
  reads: ['process.name', 'message'],
  writes: FORM_WRITES,
})
export class SshdNormalizer implements Normalizer<SshdOptions> {
  claims(event: SecurityEvent): boolean {
    return PROGRAMS.has(event['process.name'] as string);
  }

  normalize(event: SecurityEvent): EventPatch {
    const fields = readForm(FORMS, coreOf(event.message));
    if (fields === undefined) return {};
    const isRsa = fields['details.keytype'] === 'RSA';
    return {
      'event.module': 'sshd',
      'event.dataset': 'sshd.auth',
      ...fields,
      // The name rules of old look for.
      ...(isRsa ? { 'details.rsakeyfingerprint': fields['details.keyfingerprint'] } : {}),
    };
  }
}

function coreOf(message: string): string {
  let text = message.trimStart();
  for (const level of LEVELS) if (text.startsWith(level)) text = text.slice(level.length);
  return text.endsWith(BEFORE_LOGIN) ? text.slice(0, -BEFORE_LOGIN.length) : text;
}
