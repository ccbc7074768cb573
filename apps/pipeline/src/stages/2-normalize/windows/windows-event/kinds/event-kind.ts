import type { KindTable, WindowsKind } from './kind';
import {
  BITS_KINDS,
  DEFENDER_KINDS,
  FIREWALL_KINDS,
  POWERSHELL_KINDS,
  SERVICE_KINDS,
  SESSION_KINDS,
  SYSTEM_KINDS,
  TASK_SCHEDULER_KINDS,
} from './other-kinds';
import { SECURITY_ACCOUNT_KINDS } from './security-account-kinds';
import { SECURITY_LOGON_KINDS } from './security-logon-kinds';
import { SECURITY_OTHER_KINDS } from './security-other-kinds';
import { SYSMON_KINDS } from './sysmon-kinds';

const KINDS = {
  security: { ...SECURITY_LOGON_KINDS, ...SECURITY_ACCOUNT_KINDS, ...SECURITY_OTHER_KINDS },
  sysmon: SYSMON_KINDS,
  powershell: POWERSHELL_KINDS,
  defender: DEFENDER_KINDS,
  tasks: TASK_SCHEDULER_KINDS,
  services: SERVICE_KINDS,
  sessions: SESSION_KINDS,
  firewall: FIREWALL_KINDS,
  bits: BITS_KINDS,
  system: SYSTEM_KINDS,
  other: {},
} satisfies Readonly<Record<string, KindTable>>;

/** Providers whose data have names of the same meaning. */
export type Family = keyof typeof KINDS;

const BY_PROVIDER: Readonly<Record<string, Family>> = {
  'microsoft-windows-security-auditing': 'security',
  'microsoft-windows-sysmon': 'sysmon',
  'microsoft-windows-powershell': 'powershell',
  powershell: 'powershell',
  powershellcore: 'powershell',
  'microsoft-windows-windows defender': 'defender',
  'microsoft-windows-taskscheduler': 'tasks',
  'service control manager': 'services',
  'microsoft-windows-service control manager': 'services',
  'microsoft-windows-terminalservices-localsessionmanager': 'sessions',
  'microsoft-windows-terminalservices-remoteconnectionmanager': 'sessions',
  'microsoft-windows-windows firewall with advanced security': 'firewall',
  'microsoft-windows-bits-client': 'bits',
  'microsoft-windows-kernel-power': 'system',
  eventlog: 'system',
  user32: 'system',
};
const BY_CHANNEL: Readonly<Record<string, Family>> = {
  security: 'security',
  system: 'system',
  'microsoft-windows-sysmon/operational': 'sysmon',
  'microsoft-windows-powershell/operational': 'powershell',
  'windows powershell': 'powershell',
  'microsoft-windows-windows defender/operational': 'defender',
  'microsoft-windows-taskscheduler/operational': 'tasks',
};
/** Writes to both channels; which one says what is meant. */
const EVENT_LOG = 'microsoft-windows-eventlog';

export function familyOf(provider: string | undefined, channel: string | undefined): Family {
  const name = provider?.toLowerCase();
  if (name !== undefined && name !== EVENT_LOG) return entryOf(BY_PROVIDER, name) ?? 'other';
  return entryOf(BY_CHANNEL, channel?.toLowerCase() ?? '') ?? 'other';
}

/** What the kind means; `undefined` when it is none we know. */
export function kindOf(family: Family, eventId: string): WindowsKind | undefined {
  return entryOf<WindowsKind>(KINDS[family], eventId);
}

function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
