import { accountFields, groupFields } from './account';
import { fields } from './base';

export const USER_FIELDS = [
  ...accountFields('user', 'the account the event is about'),
  ...groupFields('user.group', 'the group of the account'),
  ...fields('keyword', {
    'user.changes.roles': 'Roles of the account after the change.',
    'user.effective.roles': 'Roles of the account whose rights were used.',
    'user.full_name': 'Name of the person behind the account.',
    'user.hash': 'Hash that stands for the account where its name may not be known.',
    'user.risk.calculated_level': 'Risk of the account, in a word.',
    'user.roles': 'Roles of the account the event is about.',
    'user.target.full_name': 'Name of the person behind the account that was acted upon.',
    'user.target.roles': 'Roles of the account that was acted upon.',
  }),
  ...fields('double', {
    'user.risk.calculated_score_norm': 'Risk of the account, from 0 to 100.',
  }),
  ...accountFields('user.changes', 'the account after the change'),
  ...accountFields('user.effective', 'the account whose rights were used'),
  ...accountFields('user.target', 'the account that was acted upon'),
  ...groupFields('user.target.group', 'the group of the account that was acted upon'),
];
