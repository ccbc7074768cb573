import type { EventData } from '../record/windows-record';
import type { Family } from '../kinds/event-kind';
import { setQualified } from './accounts';
import { address, readRows, said, wholeNumber, type Patch, type Row } from './values';

const ROWS: Readonly<Partial<Record<Family, readonly Row[]>>> = {
  powershell: [['Path', 'file.path']],
  defender: [
    ['Path', 'file.path'],
    ['ProcessName', 'process.executable'],
    ['ThreatName', 'rule.name'],
  ],
  tasks: [
    ['Path', 'process.executable'],
    ['ProcessID', 'process.pid', wholeNumber],
  ],
  services: [
    ['ServiceName', 'service.name'],
    ['param1', 'service.name'],
  ],
  sessions: [
    ['Address', 'source.ip', address],
    ['ClientIP', 'source.ip', address],
    ['Param3', 'source.ip', address],
  ],
  firewall: [
    ['RuleName', 'rule.name'],
    ['RuleId', 'rule.id'],
    ['ApplicationPath', 'file.path'],
    ['ModifyingApplication', 'process.executable'],
  ],
  bits: [
    ['processPath', 'process.executable'],
    ['processId', 'process.pid', wholeNumber],
    ['url', 'url.original'],
    ['RemoteName', 'url.original'],
    ['LocalName', 'file.path'],
  ],
};
const USERS = ['UserContext', 'User', 'DetectionUser', 'jobOwner', 'UserName', 'Param1'];
const HOST_APPLICATION = /Host ?Application ?= ?(\S[^\r\n]*)/;
const CONTEXT_USER = /(?:^|\n)[ \t]*User(?:Id)? ?= ?(\S[^\r\n]*)/;
const LONGEST_CONTEXT = 20_000;

/** What the events of other providers say, in ECS. */
export function setOther(patch: Patch, data: EventData, family: Family): void {
  readRows(ROWS[family] ?? [], data, patch);
  for (const name of USERS) if (patch['user.name'] === undefined) setQualified(patch, 'user', data[name]);
  if (family === 'powershell') setContext(patch, data);
}

/** PowerShell tells of itself in lines of `Name = value`. */
function setContext(patch: Patch, data: EventData): void {
  const unnamed = data['Data'];
  const context = said(data['ContextInfo']) ?? said(Array.isArray(unnamed) ? unnamed.join('\n') : unnamed);
  const text = context?.slice(0, LONGEST_CONTEXT);
  if (text === undefined) return;
  const command = HOST_APPLICATION.exec(text)?.[1]?.trim();
  if (command !== undefined) patch['process.command_line'] = command;
  if (patch['user.name'] === undefined) setQualified(patch, 'user', CONTEXT_USER.exec(text)?.[1]?.trim());
}
