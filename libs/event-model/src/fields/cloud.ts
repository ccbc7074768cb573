import { fields } from './base';

export const CLOUD_FIELDS = fields('keyword', {
  'cloud.account.id': 'Account, subscription or organization at the cloud provider.',
  'cloud.account.name': 'Name of that account.',
  'cloud.availability_zone': 'Availability zone.',
  'cloud.instance.id': 'Identifier of the virtual machine.',
  'cloud.instance.name': 'Name of the virtual machine.',
  'cloud.machine.type': 'Size of the virtual machine.',
  'cloud.project.id': 'Project at the cloud provider.',
  'cloud.project.name': 'Name of that project.',
  'cloud.provider': 'aws, azure, gcp, …',
  'cloud.region': 'Region.',
  'cloud.service.name': 'Service of the cloud provider.',
  'cloud.target.account.id': 'Account that was acted upon.',
  'cloud.target.service.name': 'Service that was acted upon.',
  'faas.id': 'Identifier of the cloud function.',
  'faas.name': 'Name of the cloud function.',
  'faas.trigger.type': 'What started the cloud function.',
});
