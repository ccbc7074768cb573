import type { EventPatch } from '@tocsin/event-model';

import type { KeyValues } from '../../values/key-value';
import { readOutcome } from '../../values/outcome';
import type { Named } from './pair-names';

const DENYING =
  /^(?:den(?:y|ied)|block(?:ed)?|drop(?:ped)?|reject(?:ed)?|reset.*|clear_session|dropped|discard|terminate|clean(?:ed)?)$/i;
const ALLOWING =
  /^(?:accept(?:ed)?|allow(?:ed)?|permit(?:ted)?|pass(?:ed|through)?|close|start|encrypt|decrypt|detected|alert)$/i;
const ENDED = /^(?:close|client-rst|server-rst|timeout|tunnel-down|ssl-exit)/i;

/** What a line is about, in ECS's words: by what it has, not by who wrote it. */
export function kindFields(values: KeyValues, named: Named): EventPatch {
  const { action = '' } = named;
  const verdict = DENYING.test(action) ? 'denied' : ALLOWING.test(action) ? 'allowed' : undefined;
  const told = { 'event.action': action === '' ? undefined : action.toLowerCase() };
  if (values['cfgpath'] !== undefined || /^Configuration changed$/.test(values['logdesc'] ?? ''))
    return { ...told, 'event.category': ['configuration'], 'event.type': ['change'], 'event.outcome': 'success' };
  const login = loginFields(action, values);
  if (login !== undefined) return { ...told, ...login };
  if (named.attack !== undefined) return { ...told, ...attackFields(values, verdict) };
  if (/^tunnel-(?:up|down)/i.test(action)) return { ...told, ...tunnelFields(action) };
  return { ...told, ...trafficFields(action, verdict, named) };
}

/** `action=login status=failed`, `ssl-login-fail`. */
function loginFields(action: string, { status, logdesc = '' }: KeyValues): EventPatch | undefined {
  const isLogin = /\b(?:login|logon|log in)\b/i.test(action) || /-login-/i.test(action);
  const isLogout = /^(?:logout|logoff|log out)$/i.test(action);
  if (!isLogin && !isLogout) return undefined;
  const isFailed = /fail/i.test(action) || /fail/i.test(logdesc);
  const outcome = readOutcome(status) ?? (isFailed ? 'failure' : 'success');
  return {
    'event.category': ['authentication'],
    'event.type': [isLogout ? 'end' : 'start'],
    'event.outcome': outcome,
  };
}

function attackFields({ virus }: KeyValues, verdict: string | undefined): EventPatch {
  return {
    'event.kind': 'alert',
    'event.category': ['network', virus === undefined ? 'intrusion_detection' : 'malware'],
    'event.type': verdict === undefined ? ['info'] : ['info', verdict],
    'event.outcome': verdict === 'denied' ? 'failure' : verdict === 'allowed' ? 'success' : 'unknown',
  };
}

function tunnelFields(action: string): EventPatch {
  return {
    'event.category': ['network', 'session'],
    'event.type': ['connection', /up/i.test(action) ? 'start' : 'end'],
    'event.outcome': 'success',
  };
}

function trafficFields(action: string, verdict: string | undefined, named: Named): EventPatch {
  if (named.source === undefined && named.destination === undefined)
    return { 'event.category': ['host'], 'event.type': ['info'] };
  const isEnd = ENDED.test(action);
  return {
    'event.category': ['network'],
    'event.type': ['connection', ...(isEnd ? ['end'] : []), ...(verdict === undefined ? [] : [verdict])],
    'event.outcome': verdict === 'denied' ? 'failure' : verdict === 'allowed' || isEnd ? 'success' : undefined,
  };
}
