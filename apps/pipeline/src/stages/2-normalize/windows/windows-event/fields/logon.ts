import type { EventData } from '../record/windows-record';
import { codeOf, reasonOf } from './failure-reasons';
import { said, wholeNumber, type Patch } from './values';

const TYPES: Readonly<Record<number, string>> = {
  0: 'System',
  2: 'Interactive',
  3: 'Network',
  4: 'Batch',
  5: 'Service',
  7: 'Unlock',
  8: 'NetworkCleartext',
  9: 'NewCredentials',
  10: 'RemoteInteractive',
  11: 'CachedInteractive',
  12: 'CachedRemoteInteractive',
  13: 'CachedUnlock',
};

/** Kind and number of the logon, and why it failed. */
export function setLogon(patch: Patch, data: EventData, isOfTarget: boolean): void {
  const type = wholeNumber(data['LogonType']);
  if (type !== undefined && TYPES[type] !== undefined) patch['winlog.logon.type'] = TYPES[type];
  const id = (isOfTarget ? data['TargetLogonId'] : undefined) ?? data['SubjectLogonId'] ?? data['LogonId'];
  const shortId = said(id)?.replace(/^0x0+(?=[\da-f])/i, '0x');
  if (shortId !== undefined) patch['winlog.logon.id'] = shortId;
}

/** Codes of a failure and what they mean. */
export function setFailure(patch: Patch, data: EventData): void {
  const status = codeOf(data['Status'] ?? data['FailureCode']);
  const subStatus = codeOf(data['SubStatus']);
  const closest = subStatus === undefined || subStatus === '0x0' ? status : subStatus;
  const told = said(data['FailureReason']);
  const reason = (closest && reasonOf(closest)) ?? (told?.startsWith('%%') ? undefined : told) ?? closest;
  if (status !== undefined) patch['winlog.logon.failure.status'] = status;
  if (subStatus !== undefined) patch['winlog.logon.failure.sub_status'] = subStatus;
  if (reason === undefined) return;
  patch['winlog.logon.failure.reason'] = reason;
  patch['event.reason'] = reason;
}
