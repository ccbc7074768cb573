import { fields } from './base';
import { hashFields } from './content';
import { asFields } from './place';

export const RULE_FIELDS = fields('keyword', {
  'rule.author': 'Who wrote the rule.',
  'rule.category': 'Category of the rule in the words of its product.',
  'rule.description': 'What the rule looks for.',
  'rule.id': 'Identifier of the rule.',
  'rule.name': 'Rule of the product that wrote the event.',
  'rule.reference': 'Where to read more of the rule.',
  'rule.ruleset': 'Set or policy the rule is part of.',
  'rule.uuid': 'Identifier of the rule that no other rule has.',
  'rule.version': 'Version of the rule.',
});

export const THREAT_FIELDS = [
  ...fields('keyword', {
    'threat.feed.name': 'List the indicator is from.',
    'threat.framework': 'Vocabulary of tactics and techniques, mostly MITRE ATT&CK.',
    'threat.group.id': 'Identifier of the group.',
    'threat.group.name': 'Group the activity is ascribed to.',
    'threat.software.id': 'Identifier of the tool or malware.',
    'threat.software.name': 'Tool or malware.',
    'threat.tactic.id': 'Tactics, as TA0001.',
    'threat.tactic.name': 'Names of the tactics.',
    'threat.technique.id': 'Techniques, as T1059.',
    'threat.technique.name': 'Names of the techniques.',
    'threat.technique.subtechnique.id': 'Sub-techniques, as T1059.001.',
    'threat.technique.subtechnique.name': 'Names of the sub-techniques.',
  }),
  ...fields('keyword', {
    'threat.indicator.confidence': 'How sure the list is of the indicator.',
    'threat.indicator.description': 'Why the indicator is on its list.',
    'threat.indicator.email.address': 'Mail address that is an indicator.',
    'threat.indicator.file.name': 'File name that is an indicator.',
    'threat.indicator.geo.country_iso_code': 'Country of the indicator, ISO 3166.',
    'threat.indicator.id': 'Identifier of the indicator.',
    'threat.indicator.marking.tlp': 'To whom the indicator may be told.',
    'threat.indicator.name': 'Term of a watchlist that an address or name of the event meets.',
    'threat.indicator.provider': 'Who gave the indicator.',
    'threat.indicator.reference': 'Where to read more of the indicator.',
    'threat.indicator.type': 'Kind of the indicator: ipv4-addr, domain-name, …',
    'threat.indicator.url.full': 'URL that is an indicator.',
    'threat.indicator.url.original': 'URL that is an indicator, as its list has it.',
  }),
  ...hashFields('threat.indicator.file', 'the file that is an indicator'),
  ...asFields('threat.indicator', 'the indicator'),
  ...fields('ip', { 'threat.indicator.ip': 'Address that is an indicator.' }),
  ...fields('date', {
    'threat.indicator.first_seen': 'When the indicator was first seen.',
    'threat.indicator.last_seen': 'When the indicator was last seen.',
    'threat.indicator.modified_at': 'When the indicator was last changed at its source.',
  }),
  ...fields('long', {
    'threat.indicator.port': 'Port that is an indicator.',
    'threat.indicator.sightings': 'How often the indicator was seen.',
  }),
];
