import type { EventPatch } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

import type { TimeFrame } from '../../time/parse-time';
import { RecordMapping } from '../../values/record-mapping';
import { statusFields, targetFields } from '../access-log/request-fields';
import { verdictFields } from '../squid/squid-fields';

const OPENED = new RecordMapping({
  sourceipaddress: 'source.ip',
  sourceport: 'source.port',
  destinationipaddress: 'destination.ip',
  destinationport: 'destination.port',
  proxyaction: 'event.action',
  method: 'http.request.method',
  host: 'url.domain',
  proto: 'network.protocol',
  mimetype: 'http.response.mime_type',
  requestsize: 'http.request.bytes',
  responsesize: 'http.response.bytes',
});

/** A request whose line MozDef took apart, by the names it gave the columns. */
export function openedFields(details: JsonRecord, frame: TimeFrame): EventPatch {
  const { destination, status, method } = details;
  const action = details['proxyaction'];
  const isConnect = method === 'CONNECT' || details['tcpaction'] === 'CONNECT';
  const url = typeof destination === 'string' ? targetFields(isConnect ? 'CONNECT' : 'GET', destination) : {};
  const answer = statusFields(status);
  return {
    ...url,
    ...answer,
    ...(typeof action === 'string' ? verdictFields(action, answer) : {}),
    ...OPENED.read(details, frame),
  };
}
