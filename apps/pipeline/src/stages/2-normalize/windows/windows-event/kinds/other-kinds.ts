import { kind, kinds, type KindTable } from './kind';

const malware = (action: string, type = 'info') => kind(action, 'malware', type, { actor: 'none' });
const config = (action: string, type: string) => kind(action, 'configuration', type, { actor: 'none' });

/** PowerShell 5 and later, and the one before it. */
export const POWERSHELL_KINDS: KindTable = {
  400: kind('powershell-started', 'process', 'start'),
  403: kind('powershell-stopped', 'process', 'end'),
  500: kind('powershell-command-started', 'process', 'start'),
  600: kind('powershell-provider-started', 'process', 'info'),
  800: kind('powershell-pipeline-executed', 'process', 'info'),
  4100: kind('powershell-error', 'process', 'error'),
  4103: kind('powershell-command-invoked', 'process', 'info'),
  4104: kind('powershell-script-block-executed', 'process', 'info'),
  4105: kind('powershell-script-block-started', 'process', 'start'),
  4106: kind('powershell-script-block-ended', 'process', 'end'),
};

export const DEFENDER_KINDS: KindTable = {
  ...kinds([1006, 1015, 1116], malware('malware-detected')),
  ...kinds([1007, 1117], malware('malware-acted-on')),
  ...kinds([1008, 1118, 1119], malware('malware-action-failed', 'error')),
  1009: malware('quarantine-item-restored', 'change'),
  1011: malware('quarantine-item-deleted', 'deletion'),
  1013: malware('malware-history-deleted', 'deletion'),
  1121: kind('attack-surface-rule-blocked', 'intrusion_detection', 'denied', { actor: 'none' }),
  1122: kind('attack-surface-rule-audited', 'intrusion_detection', 'info', { actor: 'none' }),
  5001: config('defender-protection-disabled', 'change'),
  5004: config('defender-protection-changed', 'change'),
  5007: config('defender-configuration-changed', 'change'),
  5010: config('defender-scanning-disabled', 'change'),
  5012: config('defender-scanning-disabled', 'change'),
  5013: config('defender-tampering-blocked', 'denied'),
};

export const TASK_SCHEDULER_KINDS: KindTable = {
  106: config('scheduled-task-created', 'creation'),
  129: kind('scheduled-task-process-created', 'process', 'start', { actor: 'none' }),
  140: config('scheduled-task-updated', 'change'),
  141: config('scheduled-task-deleted', 'deletion'),
  142: config('scheduled-task-disabled', 'change'),
  200: kind('scheduled-task-started', 'process', 'start', { actor: 'none' }),
  201: kind('scheduled-task-completed', 'process', 'end', { actor: 'none' }),
};

/** Sessions of remote desktops. */
export const SESSION_KINDS: KindTable = {
  21: kind('session-logged-in', 'authentication session', 'start', { actor: 'none', outcome: 'success' }),
  22: kind('session-shell-started', 'session', 'start', { actor: 'none' }),
  23: kind('session-logged-out', 'session', 'end', { actor: 'none' }),
  24: kind('session-disconnected', 'session', 'end', { actor: 'none' }),
  25: kind('session-reconnected', 'authentication session', 'start', { actor: 'none', outcome: 'success' }),
  1149: kind('session-requested', 'authentication', 'info', { actor: 'none' }),
};

/** The firewall of Windows, when its rules change. */
export const FIREWALL_KINDS: KindTable = {
  ...kinds([2004, 2071, 2097], kind('firewall-rule-added', 'configuration network', 'creation', { actor: 'none' })),
  ...kinds([2005, 2073, 2099], kind('firewall-rule-changed', 'configuration network', 'change', { actor: 'none' })),
  ...kinds([2006, 2052], kind('firewall-rule-deleted', 'configuration network', 'deletion', { actor: 'none' })),
  ...kinds(
    [2002, 2003, 2082, 2083],
    kind('firewall-setting-changed', 'configuration network', 'change', { actor: 'none' }),
  ),
};

export const BITS_KINDS: KindTable = {
  3: kind('transfer-job-created', 'network', 'creation', { actor: 'none' }),
  59: kind('transfer-started', 'network', 'start', { actor: 'none' }),
  60: kind('transfer-stopped', 'network', 'end', { actor: 'none' }),
};

export const SERVICE_KINDS: KindTable = {
  7034: kind('service-crashed', 'process', 'error', { actor: 'none' }),
  7036: kind('service-state-changed', 'process', 'change', { actor: 'none' }),
  7040: config('service-start-type-changed', 'change'),
  7045: config('service-installed', 'creation'),
};

/** The event log's own and what Windows says of its starts and stops. */
export const SYSTEM_KINDS: KindTable = {
  ...kinds([41, 6008], kind('system-stopped-unexpectedly', 'host', 'error', { actor: 'none' })),
  104: kind('event-log-cleared', 'configuration', 'change deletion', { outcome: 'success' }),
  1074: kind('system-shutdown-requested', 'host', 'end', { actor: 'none' }),
  6005: kind('event-log-service-started', 'host', 'start', { actor: 'none' }),
  6006: kind('event-log-service-stopped', 'host', 'end', { actor: 'none' }),
};
