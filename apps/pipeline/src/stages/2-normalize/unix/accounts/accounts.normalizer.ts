import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { FORM_WRITES, readForm, type MessageForm } from '../forms/message-form';
import { ACCOUNT_FORMS } from './account-forms';
import { accountsOptionsSchema, type AccountsOptions } from './accounts.options';
import { CONSOLE_FORMS, CRON_FORMS, LOGIND_FORMS } from './login-forms';

const PROGRAMS: readonly (readonly [readonly string[], readonly MessageForm[]])[] = [
  [['useradd', 'usermod', 'userdel', 'adduser', 'deluser', 'passwd', 'chpasswd'], ACCOUNT_FORMS],
  [['groupadd', 'groupmod', 'groupdel', 'gpasswd', 'chage', 'chfn', 'chsh', 'shadow'], ACCOUNT_FORMS],
  [['login', 'gdm', 'gdm-binary', 'kdm', 'klogind', 'rlogind', 'rshd', 'in.rshd', 'rexecd'], CONSOLE_FORMS],
  [['systemd-logind'], LOGIND_FORMS],
  [['cron', 'CRON', 'crond', 'CROND', '/usr/sbin/cron', '/USR/SBIN/CRON', 'crontab', 'anacron'], CRON_FORMS],
];
const FORMS = new Map<unknown, readonly MessageForm[]>(
  PROGRAMS.flatMap(([names, forms]) => names.map((name) => [name, forms] as const)),
);

/** Understands who logs in at a console, what is changed about accounts and groups, and what cron runs for whom. */
@Injectable()
@NormalizerPlugin({
  type: 'accounts',
  understands: 'content',
  order: 230,
  stability: 'beta',
  options: accountsOptionsSchema,
  reads: ['process.name', 'message'],
  writes: FORM_WRITES,
})
export class AccountsNormalizer implements Normalizer<AccountsOptions> {
  claims(event: SecurityEvent): boolean {
    return FORMS.has(event['process.name']);
  }

  normalize(event: SecurityEvent): EventPatch {
    const fields = readForm(FORMS.get(event['process.name']) ?? [], event.message.trim());
    return fields === undefined ? {} : { 'event.module': 'system', 'event.dataset': 'system.auth', ...fields };
  }
}
