import { kind, kinds, type KindTable } from './kind';

const ofTarget = { other: 'user.target' } as const;
const ofGroup = { other: 'group' } as const;

/** Accounts, computers and groups, by event id of the Security channel. */
export const SECURITY_ACCOUNT_KINDS: KindTable = {
  4720: kind('added-user-account', 'iam', 'user creation', ofTarget),
  4722: kind('enabled-user-account', 'iam', 'user change', ofTarget),
  4723: kind('changed-password', 'iam', 'user change', ofTarget),
  4724: kind('reset-password', 'iam', 'user change', ofTarget),
  4725: kind('disabled-user-account', 'iam', 'user change', ofTarget),
  4726: kind('deleted-user-account', 'iam', 'user deletion', ofTarget),
  4738: kind('modified-user-account', 'iam', 'user change', ofTarget),
  4740: kind('locked-out-user-account', 'iam', 'user change', ofTarget),
  4765: kind('added-sid-history', 'iam', 'user change', ofTarget),
  4766: kind('add-sid-history-failed', 'iam', 'user change', { ...ofTarget, outcome: 'failure' }),
  4767: kind('unlocked-user-account', 'iam', 'user change', ofTarget),
  4780: kind('acl-set-on-admins', 'iam', 'user change', ofTarget),
  4781: kind('renamed-user-account', 'iam', 'user change', ofTarget),
  4782: kind('password-hash-accessed', 'iam', 'user access', ofTarget),
  4793: kind('password-policy-checked', 'iam', 'info', ofTarget),
  4794: kind('dsrm-password-set', 'iam', 'admin change', ofTarget),
  4798: kind('user-groups-enumerated', 'iam', 'user info', ofTarget),
  4741: kind('added-computer-account', 'iam', 'user creation', ofTarget),
  4742: kind('changed-computer-account', 'iam', 'user change', ofTarget),
  4743: kind('deleted-computer-account', 'iam', 'user deletion', ofTarget),
  ...kinds(
    [4727, 4731, 4744, 4749, 4754, 4759, 4783, 4790],
    kind('added-group-account', 'iam', 'group creation', ofGroup),
  ),
  ...kinds(
    [4728, 4732, 4746, 4751, 4756, 4761, 4785, 4787],
    kind('added-member-to-group', 'iam', 'group change', ofGroup),
  ),
  ...kinds(
    [4729, 4733, 4747, 4752, 4757, 4762, 4786, 4788],
    kind('removed-member-from-group', 'iam', 'group change', ofGroup),
  ),
  ...kinds(
    [4730, 4734, 4748, 4753, 4758, 4763, 4789, 4792],
    kind('deleted-group-account', 'iam', 'group deletion', ofGroup),
  ),
  ...kinds(
    [4735, 4737, 4745, 4750, 4755, 4760, 4784, 4791],
    kind('modified-group-account', 'iam', 'group change', ofGroup),
  ),
  4764: kind('type-changed-group-account', 'iam', 'group change', ofGroup),
  4799: kind('group-members-enumerated', 'iam', 'group info', ofGroup),
};
