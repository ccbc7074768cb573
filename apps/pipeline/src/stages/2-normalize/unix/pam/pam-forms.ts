import { meaning, type MessageForm } from '../forms/message-form';

const SESSION_OPENED = meaning('pam_session_opened', 'session', 'start', 'success');
const FAILED = meaning('pam_failure', 'authentication', 'start', 'failure');

/** What the modules of PAM say, whichever of them it is. */
export const PAM_FORMS: readonly MessageForm[] = [
  {
    starts: 'session opened for user ',
    pattern:
      /^session (?<status>opened) for user (?<user>[^\s(]+)(?:\(uid=\d+\))? by (?<originuser>[^\s(]*)\(uid=(?<uid>\d+)\)/,
    fields: SESSION_OPENED,
  },
  {
    starts: 'session opened for user ',
    pattern: /^session (?<status>opened) for user (?<user>[^\s(]+)(?:\(uid=\d+\))?/,
    fields: SESSION_OPENED,
  },
  {
    starts: 'session closed for user ',
    pattern: /^session (?<status>closed) for user (?<user>.*)$/s,
    fields: meaning('pam_session_closed', 'session', 'end'),
  },
  {
    starts: 'check pass; ',
    pattern: /^check pass; (?<reason>user unknown)/,
    fields: meaning('pam_user_unknown', 'authentication', 'info', 'failure'),
  },
  {
    starts: 'password changed for ',
    pattern: /^password changed for (?<user>.*)$/s,
    fields: meaning('password_changed', 'iam', ['user', 'change'], 'success'),
  },
  {
    starts: 'received for user ',
    pattern: /^received for user (?<user>.*): \d+ \((?<reason>[^)]{1,200})\)$/s,
    fields: FAILED,
  },
  {
    starts: 'requirement ',
    pattern: /^(?<reason>requirement .*) not met by user "(?<user>[^"]{0,256})"/s,
    fields: FAILED,
  },
  {
    starts: 'user ',
    pattern: /^user (?<user>\S+) \((?<userid>\d+)\) (?<reason>(?:has )?tally .*)$/s,
    fields: meaning('pam_account_locked', 'authentication', 'denied', 'failure'),
  },
  {
    starts: 'Consecutive login failures for user ',
    pattern: /^(?<reason>Consecutive login failures) for user (?<user>.*) account temporarily locked/s,
    fields: meaning('pam_account_locked', 'authentication', 'denied', 'failure'),
  },
  {
    starts: 'account ',
    pattern: /^account (?<user>\S+) (?<reason>has (?:expired|password changed in future).*)$/s,
    fields: meaning('pam_account_expired', 'authentication', 'denied', 'failure'),
  },
  {
    starts: 'auth could not identify password for ',
    pattern: /^auth could not identify password for \[(?<user>[^\]]*)\]/,
    fields: FAILED,
  },
  { starts: 'bad username ', pattern: /^(?<reason>bad username) \[(?<user>[^\]]*)\]/, fields: FAILED },
  {
    starts: 'pam_authenticate() failed: ',
    pattern: /^pam_authenticate\(\) failed: (?<reason>.*)$/s,
    fields: FAILED,
  },
];
