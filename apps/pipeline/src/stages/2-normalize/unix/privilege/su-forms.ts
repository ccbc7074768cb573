import { meaning, type MessageForm } from '../forms/message-form';

const SWITCHED = meaning('su', ['authentication', 'session'], 'start', 'success');
const REFUSED = meaning('su', 'authentication', 'start', 'failure');

/** What `su` says on Linux, the BSDs and AIX. */
export const SU_FORMS: readonly MessageForm[] = [
  {
    starts: 'Successful su for ',
    pattern: /^Successful su for (?<effective>.*) by (?<user>.*)$/s,
    fields: SWITCHED,
  },
  { starts: 'FAILED su for ', pattern: /^FAILED su for (?<effective>.*) by (?<user>.*)$/s, fields: REFUSED },
  {
    starts: 'FAILED SU ',
    pattern: /^FAILED SU \(to (?<effective>[^)]*)\) (?<user>\S+) on (?<tty>\S+)/,
    fields: REFUSED,
  },
  { starts: '(to ', pattern: /^\(to (?<effective>[^)]*)\) (?<user>\S+) on (?<tty>\S+)/, fields: SWITCHED },
  { starts: '+ ', pattern: /^\+ (?<tty>\S+) (?<user>[^\s:]+):(?<effective>\S+)$/, fields: SWITCHED },
  { starts: '- ', pattern: /^- (?<tty>\S+) (?<user>[^\s:]+):(?<effective>\S+)$/, fields: REFUSED },
  { starts: 'BAD SU ', pattern: /^BAD SU (?<user>\S+) to (?<effective>\S+) on (?<tty>\S+)/, fields: REFUSED },
  {
    starts: 'failed: ',
    pattern: /^failed: (?<tty>\S+) changing from (?<user>\S+) to (?<effective>\S+)/,
    fields: REFUSED,
  },
  {
    starts: 'pam_authenticate: ',
    pattern: /^pam_authenticate: (?<reason>.*)$/s,
    fields: REFUSED,
  },
  { starts: '', pattern: /^(?<user>\S{1,64}) to (?<effective>\S{1,64}) on (?<tty>\S{1,64})$/, fields: SWITCHED },
];

const RAN = meaning('doas', 'process', 'start', 'success');

/** What OpenBSD's `doas` says. */
export const DOAS_FORMS: readonly MessageForm[] = [
  {
    starts: 'failed auth for ',
    pattern: /^failed auth for (?<user>\S+)/,
    fields: meaning('doas', 'authentication', 'start', 'failure'),
  },
  {
    starts: 'failed command for ',
    pattern: /^(?:failed) command for (?<user>\S+?): (?<command>.*)$/s,
    fields: meaning('doas', 'process', ['start', 'denied'], 'failure'),
  },
  {
    starts: '',
    pattern: /^(?<user>\S{1,64}) ran command (?<command>.*) as (?<effective>\S+) from (?<directory>\/.*)$/s,
    fields: RAN,
  },
  { starts: '', pattern: /^(?<user>\S{1,64}) ran command (?:as (?<effective>\S+): )?(?<command>.*)$/s, fields: RAN },
];
