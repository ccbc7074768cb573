import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import type { Fields } from '../../values/end';
import { FORM_WRITES, readForm } from '../forms/message-form';
import { readPamFailure } from './pam-failure';
import { PAM_FORMS } from './pam-forms';
import { plain, readPamMessage, readPamProgram } from './pam-message';
import { pamOptionsSchema, type PamOptions } from './pam.options';

const STARTS = ['pam_', '(pam_', 'PAM '];
const BLANK = 0x20;

/** Understands what PAM's modules say of logins, sessions and passwords, whichever program they were called by. */
@Injectable()
@NormalizerPlugin({
  type: 'pam',
  understands: 'content',
  order: 210,
  stability: 'beta',
  options: pamOptionsSchema,
  reads: ['process.name', 'message'],
  writes: [...FORM_WRITES, 'tocsin.repeat'],
})
export class PamNormalizer implements Normalizer<PamOptions> {
  claims(event: SecurityEvent): boolean {
    const { message } = event;
    const text = message.charCodeAt(0) === BLANK ? message.trimStart() : message;
    return STARTS.some((start) => text.startsWith(start)) || isOfPam(event['process.name']);
  }

  normalize(event: SecurityEvent): EventPatch {
    const caller = readPamProgram(event['process.name']);
    const { module, service, phase, text } = readPamMessage(event.message) ?? plain(event.message);
    const fields = readPamFailure(text) ?? readForm(PAM_FORMS, text);
    const details: Fields = {};
    for (const [key, value] of [
      ['pam_module', module ?? caller?.module],
      ['pam_service', service],
      ['pam_phase', phase],
    ] as const)
      if (value !== undefined) details[`details.${key}`] = value;
    if (fields === undefined && Object.keys(details).length === 0) return {};
    return {
      'event.module': 'pam',
      'event.dataset': 'pam.auth',
      'process.name': caller?.program,
      ...details,
      ...fields,
    };
  }
}

function isOfPam(program: unknown): boolean {
  return typeof program === 'string' && program.endsWith(')') && program.includes('(pam_');
}
