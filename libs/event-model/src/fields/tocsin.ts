import { fields } from './base';

/** What only we know; no shipper may set these. */
export const TOCSIN_FIELDS = [
  ...fields('keyword', {
    'tocsin.application': 'Program whose records these are, as /custom/:application says.',
    'tocsin.asset.criticality': 'How much depends on the asset.',
    'tocsin.asset.name': 'Asset the event is about.',
    'tocsin.asset.owner': 'Who answers for the asset.',
    'tocsin.batch': 'Batch the event came in.',
    'tocsin.category': "Category in MozDef's words.",
    'tocsin.dialect': 'How the shipper speaks.',
    'tocsin.first_seen': "Last-seen lists in which the event's key is new.",
    'tocsin.frontend': 'Ingest instance that accepted the event.',
    'tocsin.identity.name': 'Name of the person behind the account.',
    'tocsin.identity.person': 'Person behind the account, the same for all accounts of that person.',
    'tocsin.list_hit.level': 'Gravest level of the lists met that raise signals.',
    'tocsin.list_hit.list': 'Lists met that raise signals, the gravest first.',
    'tocsin.list_hit.term': 'Terms of these lists that were met, in the order of their lists.',
    'tocsin.notes': 'What was repaired on the way, in words.',
    'tocsin.plugins': 'Plug-ins that changed the event, in order.',
    'tocsin.rules': 'Ids of the rules that matched.',
    'tocsin.rules_level': 'Levels of the rules that matched, in the order of their ids.',
    'tocsin.rules_matched': 'Fields and values each of these rules met, in the order of their ids.',
    'tocsin.source': 'Source whose key sent the event.',
    'tocsin.state_key': 'What the state of the event is kept under; a later event with the same key replaces it.',
    'tocsin.vip': 'Key staff the event touches.',
    'tocsin.watchlist': 'Watchlists an address or name of the event is on.',
    'tocsin.watchlist_reference': 'Where to read why it is on the watchlist.',
    'tocsin.watchlist_term': 'Term of a watchlist that the event meets.',
  }),
  ...fields('date', {
    'tocsin.asset.first_seen': 'When the asset was first seen.',
    'tocsin.asset.last_seen': 'When the asset was last seen.',
  }),
  ...fields('long', {
    'tocsin.lag_ms': 'Milliseconds from event to receipt.',
    'tocsin.repeat': 'How often it happened, where the source counts repetitions; absent: once.',
  }),
  ...fields('boolean', { 'tocsin.previous_attacker': 'Whether an address of the event attacked before.' }),
];
