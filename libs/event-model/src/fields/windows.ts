import { fields } from './base';

/** What every Windows event has. What each kind has of its own rests under `winlog.event_data`, and is made a field as it comes. */
export const WINDOWS_FIELDS = [
  ...fields('keyword', {
    'winlog.activity_id': 'Activity the event is part of.',
    'winlog.api': 'How the shipper read the event.',
    'winlog.channel': 'Channel: Security, System, …',
    'winlog.computer_name': 'Computer that wrote the event.',
    'winlog.event_id': 'Number of the kind of event.',
    'winlog.keywords': 'Keywords of the event.',
    'winlog.level': 'Level, as Windows names it.',
    'winlog.logon.failure.reason': 'Why the logon failed.',
    'winlog.logon.failure.status': 'Status of the failed logon.',
    'winlog.logon.failure.sub_status': 'Closer status of the failed logon.',
    'winlog.logon.id': 'Logon the event belongs to.',
    'winlog.logon.type': 'Kind of logon, in a word: Interactive, Network, …',
    'winlog.opcode': 'Operation of the event.',
    'winlog.provider_guid': 'Identifier of the provider.',
    'winlog.provider_name': 'Provider of the event.',
    'winlog.record_id': 'Number of the record in its channel.',
    'winlog.task': 'Task of the event.',
    'winlog.user.domain': 'Domain of the account the event was written under.',
    'winlog.user.identifier': 'SID of the account the event was written under.',
    'winlog.user.name': 'Account the event was written under.',
  }),
  ...fields('date', { 'winlog.time_created': 'When Windows wrote the event.' }),
  ...fields('long', {
    'winlog.process.pid': 'Process that wrote the event.',
    'winlog.process.thread.id': 'Thread that wrote the event.',
    'winlog.version': 'Version of the kind of event.',
  }),
];
