import { fields } from './base';

export const SERVICE_AND_AGENT_FIELDS = fields('keyword', {
  'agent.ephemeral_id': 'Identifier of the shipper until it is started again.',
  'agent.id': 'Identifier of the shipper.',
  'agent.name': 'What you call the shipper.',
  'agent.type': 'Kind of shipper: filebeat, vector, …',
  'agent.version': 'Version of the shipper.',
  'service.address': 'Where the service answers.',
  'service.environment': 'production, staging, …',
  'service.id': 'Identifier of the service.',
  'service.name': 'Service that wrote the event.',
  'service.node.name': 'One of several that make up the service.',
  'service.state': 'State of the service.',
  'service.type': 'Kind of the service: mysql, nginx, …',
  'service.version': 'Version of the service.',
});
