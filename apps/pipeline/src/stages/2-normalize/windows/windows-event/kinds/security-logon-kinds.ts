import { kind, kinds, type KindTable } from './kind';

const ofTarget = { actor: 'target' } as const;

/** Logons, tickets and sessions, by event id of the Security channel. */
export const SECURITY_LOGON_KINDS: KindTable = {
  4624: kind('logged-in', 'authentication session', 'start', { ...ofTarget, outcome: 'success' }),
  4625: kind('logon-failed', 'authentication', 'start', { ...ofTarget, outcome: 'failure' }),
  4626: kind('user-claims-listed', 'authentication', 'info', ofTarget),
  4627: kind('group-membership-listed', 'authentication', 'info', ofTarget),
  ...kinds([4634, 4647], kind('logged-out', 'authentication session', 'end', ofTarget)),
  4648: kind('logged-in-explicit', 'authentication', 'start', { other: 'user.effective' }),
  4649: kind('replay-attack-detected', 'authentication', 'info', ofTarget),
  4672: kind('logged-in-special', 'iam', 'admin'),
  4675: kind('sids-filtered', 'authentication', 'info', ofTarget),
  4768: kind('kerberos-authentication-ticket-requested', 'authentication', 'start', { ...ofTarget, outcome: 'status' }),
  4769: kind('kerberos-service-ticket-requested', 'authentication', 'start', { ...ofTarget, outcome: 'status' }),
  4770: kind('kerberos-service-ticket-renewed', 'authentication', 'start', ofTarget),
  4771: kind('kerberos-preauth-failed', 'authentication', 'start', { ...ofTarget, outcome: 'failure' }),
  4772: kind('kerberos-authentication-failed', 'authentication', 'start', { ...ofTarget, outcome: 'failure' }),
  4773: kind('kerberos-service-ticket-failed', 'authentication', 'start', { ...ofTarget, outcome: 'failure' }),
  4774: kind('account-mapped', 'authentication', 'info', ofTarget),
  4776: kind('credential-validated', 'authentication', 'start', { ...ofTarget, outcome: 'status' }),
  4777: kind('credential-validation-failed', 'authentication', 'start', { ...ofTarget, outcome: 'failure' }),
  4778: kind('session-reconnected', 'authentication session', 'start', ofTarget),
  4779: kind('session-disconnected', 'authentication session', 'end', ofTarget),
  4800: kind('workstation-locked', 'session', 'end', ofTarget),
  4801: kind('workstation-unlocked', 'session', 'start', ofTarget),
  4802: kind('screensaver-started', 'session', 'info', ofTarget),
  4803: kind('screensaver-dismissed', 'session', 'info', ofTarget),
  4964: kind('special-group-logged-in', 'iam', 'admin', ofTarget),
  5378: kind('credential-delegation-denied', 'authentication', 'denied', { outcome: 'failure' }),
  5379: kind('credential-read', 'iam', 'access'),
};
