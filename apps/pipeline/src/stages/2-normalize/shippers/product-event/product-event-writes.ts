/** Fields that an event in CEF or LEEF may set. */
export const PRODUCT_EVENT_WRITES = [
  ...['@timestamp', 'message', 'details', 'host.name', 'log.level', 'rule.name', 'service.name', 'tocsin.repeat'],
  ...['event.*', 'observer.*', 'source.*', 'destination.*', 'network.*', 'file.*', 'process.*', 'user.*'],
  ...['http.*', 'url.*', 'user_agent.original'],
];
