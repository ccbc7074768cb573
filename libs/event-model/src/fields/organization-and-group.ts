import { groupFields } from './account';
import { fields } from './base';

export const ORGANIZATION_AND_GROUP_FIELDS = [
  ...groupFields('group', 'the group the event is about'),
  ...fields('keyword', {
    'organization.id': 'Identifier of the organization or tenant.',
    'organization.name': 'Name of the organization or tenant.',
  }),
];
