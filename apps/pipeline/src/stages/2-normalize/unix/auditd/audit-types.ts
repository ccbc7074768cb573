import type { Fields } from '../../values/end';
import { meaning } from '../forms/message-form';

/** Types as the kernel logs them, when no daemon names them. */
const NAME_OF_NUMBER: Readonly<Record<string, string>> = {
  '1100': 'USER_AUTH',
  '1101': 'USER_ACCT',
  '1103': 'CRED_ACQ',
  '1104': 'CRED_DISP',
  '1105': 'USER_START',
  '1106': 'USER_END',
  '1112': 'USER_LOGIN',
  '1123': 'USER_CMD',
  '1130': 'SERVICE_START',
  '1131': 'SERVICE_STOP',
  '1300': 'SYSCALL',
  '1302': 'PATH',
  '1305': 'CONFIG_CHANGE',
  '1306': 'SOCKADDR',
  '1307': 'CWD',
  '1309': 'EXECVE',
  '1325': 'NETFILTER_CFG',
  '1326': 'SECCOMP',
  '1327': 'PROCTITLE',
  '1334': 'BPF',
  '1400': 'AVC',
  '1701': 'ANOM_ABEND',
};

/** `SYSCALL` for itself, `1300` and `UNKNOWN[1300]`. */
export function typeName(type: string): string {
  const number = /^(?:UNKNOWN\[)?(\d{1,6})\]?$/.exec(type)?.[1];
  return number === undefined ? type : (NAME_OF_NUMBER[number] ?? number);
}

type Meaning = readonly [category: string | readonly string[], type: string | readonly string[]];

const MEANINGS: readonly (readonly [types: string, ...Meaning])[] = [
  ['USER_AUTH USER_ACCT CRED_ACQ CRED_REFR LOGIN USER_LOGIN GRP_AUTH ANOM_LOGIN_ACCT', 'authentication', 'start'],
  ['ANOM_LOGIN_FAILURES ANOM_LOGIN_LOCATION ANOM_LOGIN_SESSIONS ANOM_LOGIN_TIME', 'authentication', 'info'],
  ['ANOM_ROOT_TRANS', 'authentication', 'info'],
  ['CRED_DISP', 'authentication', 'end'],
  ['USER_START', 'session', 'start'],
  ['USER_END USER_LOGOUT', 'session', 'end'],
  ['ADD_USER ANOM_ADD_ACCT', 'iam', ['user', 'creation']],
  ['DEL_USER ANOM_DEL_ACCT', 'iam', ['user', 'deletion']],
  ['USER_CHAUTHTOK USER_MGMT CHUSER_ID ACCT_LOCK ACCT_UNLOCK ANOM_MOD_ACCT', 'iam', ['user', 'change']],
  ['RESP_ACCT_LOCK RESP_ACCT_UNLOCK_TIMED', 'iam', ['user', 'change']],
  ['ADD_GROUP', 'iam', ['group', 'creation']],
  ['DEL_GROUP', 'iam', ['group', 'deletion']],
  ['GRP_MGMT CHGRP_ID GRP_CHAUTHTOK', 'iam', ['group', 'change']],
  ['ROLE_ASSIGN ROLE_REMOVE USER_ROLE_CHANGE', 'iam', ['admin', 'change']],
  ['USER_CMD EXECVE ANOM_EXEC', 'process', 'start'],
  ['AVC USER_AVC SELINUX_ERR SECCOMP APPARMOR_DENIED APPARMOR_AUDIT', 'process', 'access'],
  ['MAC_POLICY_LOAD MAC_STATUS MAC_CONFIG_CHANGE USER_MAC_POLICY_LOAD', 'configuration', 'change'],
  ['CONFIG_CHANGE DAEMON_CONFIG FEATURE_CHANGE NETFILTER_CFG USYS_CONFIG SOFTWARE_UPDATE', 'configuration', 'change'],
  ['DAEMON_START SERVICE_START', 'process', 'start'],
  ['DAEMON_END DAEMON_ABORT SERVICE_STOP', 'process', 'end'],
  ['SYSTEM_BOOT', 'host', 'start'],
  ['SYSTEM_SHUTDOWN SYSTEM_RUNLEVEL', 'host', 'end'],
  ['ANOM_PROMISCUOUS SOCKADDR', 'network', 'info'],
  ['ANOM_ABEND ANOM_RBAC_FAIL ANOM_CRYPTO_FAIL', 'process', 'error'],
  ['KERN_MODULE', 'driver', 'info'],
  ['PATH CWD ANOM_LINK FANOTIFY', 'file', 'info'],
];
const BY_TYPE = new Map(MEANINGS.flatMap(([types, ...rest]) => types.split(' ').map((type) => [type, rest] as const)));

/** What a record of the type is about. */
export function typeMeaning(type: string): Fields {
  const [category, kind] = BY_TYPE.get(type) ?? ['host', 'info'];
  return meaning(type.toLowerCase(), category, kind);
}
