import type { EventData } from '../record/windows-record';
import type { WindowsKind } from '../kinds/kind';
import { said, type Patch } from './values';

/** Says that nobody is meant. */
const NOBODY = 'S-1-0-0';

interface Account {
  readonly name: string | undefined;
  readonly domain: string | undefined;
  readonly id: string | undefined;
}

/** Who did it, and whose account was acted upon or used. */
export function setAccounts(patch: Patch, data: EventData, { actor, other }: WindowsKind): void {
  const subject = subjectOf(data);
  const target = targetOf(data);
  if (actor === 'subject') setAccount(patch, 'user', subject);
  if (actor === 'target') setAccount(patch, 'user', target);
  if (other === 'none') return;
  setAccount(patch, other, target);
  if (other === 'group') setMember(patch, data);
}

/** `DOMAIN\name`. */
export function setQualified(patch: Patch, where: keyof typeof FIELDS, value: unknown): void {
  const text = said(value);
  if (text === undefined) return;
  const at = text.indexOf('\\');
  setAccount(patch, where, {
    name: text.slice(at + 1),
    domain: at < 0 ? undefined : text.slice(0, at),
    id: undefined,
  });
}

function subjectOf(data: EventData): Account {
  return {
    name: said(data['SubjectUserName']),
    domain: said(data['SubjectDomainName']),
    id: said(data['SubjectUserSid']),
  };
}

function targetOf(data: EventData): Account {
  return {
    name: said(data['TargetUserName'] ?? data['AccountName'] ?? data['NewTargetUserName'] ?? data['OldTargetUserName']),
    domain: said(data['TargetDomainName'] ?? data['AccountDomain']),
    id: said(data['TargetUserSid'] ?? data['TargetSid'] ?? data['AccountSid']),
  };
}

/** Spelled out: a text put together anew is slow as a key of an object. */
const FIELDS = {
  user: { name: 'user.name', domain: 'user.domain', id: 'user.id' },
  'user.target': { name: 'user.target.name', domain: 'user.target.domain', id: 'user.target.id' },
  'user.effective': { name: 'user.effective.name', domain: 'user.effective.domain', id: 'user.effective.id' },
  group: { name: 'group.name', domain: 'group.domain', id: 'group.id' },
} as const;

function setAccount(patch: Patch, where: keyof typeof FIELDS, { name, domain, id }: Account): void {
  const fields = FIELDS[where];
  if (name !== undefined) patch[fields.name] = name;
  if (domain !== undefined && name !== undefined) patch[fields.domain] = domain;
  if (id !== undefined && id !== NOBODY) patch[fields.id] = id;
}

/** A member is named by its distinguished name, `CN=Ann,OU=…`, or by its SID alone. */
function setMember(patch: Patch, data: EventData): void {
  const name = said(data['MemberName']);
  const common = name === undefined ? undefined : (/^CN=((?:[^,\\]|\\.)+)/i.exec(name)?.[1] ?? name);
  setAccount(patch, 'user.target', { name: common, domain: undefined, id: said(data['MemberSid']) });
}
