import type { TimeFrame } from '../../../time/parse-time';
import { familyOf, kindOf, type Family } from '../kinds/event-kind';
import type { WindowsKind } from '../kinds/kind';
import type { EventData, WindowsRecord } from '../record/windows-record';
import { setAccounts } from './accounts';
import { codeOf } from './failure-reasons';
import { readKeywords } from './keywords';
import { setFailure, setLogon } from './logon';
import { setOther } from './other-fields';
import { setSecurity } from './security-fields';
import { setSysmon } from './sysmon-fields';
import { systemFields } from './system-fields';
import { said, setFileFields, setProcessNames, type Patch } from './values';

/** What a Windows event says, in ECS: of itself, of its kind, and what its data mean there. */
export function windowsFields({ system, data }: WindowsRecord, frame: TimeFrame): Patch {
  const patch = systemFields(system, frame);
  const eventId = said(system.eventId) ?? '';
  const family = familyOf(said(system.provider), said(system.channel));
  setFamily(patch, data, family, eventId);
  const kind = kindOf(family, eventId);
  const audit = readKeywords(system.keywords).audit ?? readKeywords(system.audit).audit;
  if (kind !== undefined) setKind(patch, kind, data);
  else if (family === 'security' || family === 'other') setAccounts(patch, data, UNKNOWN);
  const outcome = outcomeOf(kind, data) ?? audit;
  if (outcome !== undefined) patch['event.outcome'] = outcome;
  if (outcome === 'failure') setFailure(patch, data);
  setFileFields(patch);
  setProcessNames(patch);
  return patch;
}

const UNKNOWN = { actor: 'subject', other: 'none', action: '', category: [], type: [] } as const;

function setFamily(patch: Patch, data: EventData, family: Family, eventId: string): void {
  if (family === 'sysmon') setSysmon(patch, data, eventId);
  else if (family === 'security') setSecurity(patch, data, eventId);
  else setOther(patch, data, family);
}

function setKind(patch: Patch, kind: WindowsKind, data: EventData): void {
  patch['event.action'] = kind.action;
  patch['event.category'] = kind.category;
  patch['event.type'] = kind.type;
  setAccounts(patch, data, kind);
  setLogon(patch, data, kind.actor === 'target');
}

function outcomeOf(kind: WindowsKind | undefined, data: EventData): string | undefined {
  if (kind?.outcome !== 'status') return kind?.outcome;
  const status = codeOf(data['Status'] ?? data['FailureCode']);
  return status === undefined ? undefined : status === '0x0' ? 'success' : 'failure';
}
