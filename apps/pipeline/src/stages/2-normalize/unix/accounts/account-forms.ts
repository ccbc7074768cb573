import { meaning, type MessageForm } from '../forms/message-form';

const userMeaning = (action: string, type: string, outcome?: 'success' | 'failure') =>
  meaning(action, 'iam', ['user', type], outcome ?? 'success');
const groupMeaning = (action: string, type: string, outcome?: 'success' | 'failure') =>
  meaning(action, 'iam', ['group', type], outcome ?? 'success');

/** What the tools that keep accounts say: useradd, usermod, userdel, groupadd, gpasswd, passwd, chage, chsh. */
export const ACCOUNT_FORMS: readonly MessageForm[] = [
  {
    starts: 'new user: ',
    pattern:
      /^new user: name=(?<user>[^,]+), UID=(?<userid>\d+), GID=(?<gid>\d+)(?:, home=(?<home>[^,]*), shell=(?<shell>[^,]*))?(?:, from=(?<tty>.*))?$/s,
    fields: userMeaning('user_added', 'creation'),
  },
  {
    starts: 'new group: ',
    pattern: /^new group: name=(?<group>[^,]+), GID=(?<gid>\d+)/,
    fields: groupMeaning('group_added', 'creation'),
  },
  {
    starts: 'group added to ',
    pattern: /^group added to (?<file>[^\s:]+): name=(?<group>[^\s,]+)(?:, GID=(?<gid>\d+))?/,
    fields: groupMeaning('group_added', 'creation'),
  },
  {
    starts: 'failed adding user ',
    pattern: /^failed adding user '(?<user>[^']*)', (?<reason>.*)$/s,
    fields: userMeaning('user_added', 'creation', 'failure'),
  },
  { starts: 'delete user ', pattern: /^delete user '(?<user>[^']*)'/, fields: userMeaning('user_deleted', 'deletion') },
  {
    starts: 'delete ',
    pattern: /^delete '(?<user>[^']*)' from (?:shadow )?group '(?<group>[^']*)'/,
    fields: groupMeaning('group_member_removed', 'change'),
  },
  {
    starts: 'removed group ',
    pattern: /^removed group '(?<group>[^']*)'/,
    fields: groupMeaning('group_deleted', 'deletion'),
  },
  { starts: 'group ', pattern: /^group '(?<group>[^']*)' removed/, fields: groupMeaning('group_deleted', 'deletion') },
  {
    starts: 'add ',
    pattern: /^add '(?<user>[^']*)' to (?:shadow )?group '(?<group>[^']*)'/,
    fields: groupMeaning('group_member_added', 'change'),
  },
  {
    starts: 'user ',
    pattern: /^user (?<user>\S+) added by (?<by>\S+) to group (?<group>\S+)/,
    fields: groupMeaning('group_member_added', 'change'),
  },
  {
    starts: 'user ',
    pattern: /^user (?<user>\S+) removed by (?<by>\S+) from group (?<group>\S+)/,
    fields: groupMeaning('group_member_removed', 'change'),
  },
  {
    starts: 'change user ',
    pattern: /^change user '(?<user>[^']*)' (?<changed>\S+)(?: from '(?<was>[^']*)' to '(?<is>[^']*)')?/,
    fields: userMeaning('user_changed', 'change'),
  },
  {
    starts: 'changed user ',
    pattern: /^changed user '(?<user>[^']*)' (?<changed>\S+)(?: to '(?<is>[^']*)')?/,
    fields: userMeaning('user_changed', 'change'),
  },
  ...['lock', 'unlock'].map((verb) => ({
    starts: `${verb} user `,
    pattern: new RegExp(`^${verb} user '(?<user>[^']*)' password`),
    fields: userMeaning(`user_${verb}ed`, 'change'),
  })),
  {
    starts: 'password for ',
    pattern: /^password for '(?<user>[^']*)' changed by '(?<by>[^']*)'/,
    fields: userMeaning('password_changed', 'change'),
  },
  {
    starts: 'password changed for ',
    pattern: /^password changed for (?<user>\S+)/,
    fields: userMeaning('password_changed', 'change'),
  },
  {
    starts: 'changed password expiry for ',
    pattern: /^changed password expiry for (?<user>\S+)/,
    fields: userMeaning('password_expiry_changed', 'change'),
  },
];
