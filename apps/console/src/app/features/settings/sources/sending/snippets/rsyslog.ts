import { lines, type Snippet } from './snippet';

export const rsyslog: Snippet = {
  id: 'rsyslog',
  title: 'rsyslog',
  note:
    'Speaks Elasticsearch’s bulk (Debian: rsyslog-elasticsearch). Each event gets an id, so a batch sent again is stored once. ' +
    'Leave action.resumeRetryCount="-1" in: by default rsyslog drops a batch on the first failed connection.',
  parts: ({ host, port, isTls, caFile, id, secret }) => [
    {
      title: '/etc/rsyslog.d/60-tocsin.conf',
      language: 'conf',
      text: lines(
        'module(load="imfile")',
        'module(load="omelasticsearch")',
        'template(name="event" type="list" option.jsonf="on") {',
        '  property(outname="@timestamp" name="timereported" dateFormat="rfc3339" format="jsonf")',
        '  property(outname="host" name="hostname" format="jsonf")',
        '  property(outname="message" name="msg" format="jsonf")',
        '}',
        'template(name="id" type="string" string="%uuid%")',
        'ruleset(name="ship") {',
        `  action(type="omelasticsearch" server="${host}" serverport="${port}"`,
        isTls && `         usehttps="on"${caFile === undefined ? '' : ` tls.cacert="${caFile}"`}`,
        `         uid="${id}" pwd="${secret}"`,
        '         searchIndex="events" searchType="" bulkmode="on" template="event" bulkid="id" dynbulkid="on"',
        '         queue.type="LinkedList" queue.size="100000" queue.dequeuebatchsize="128"',
        '         action.resumeRetryCount="-1" action.resumeInterval="1")',
        '}',
        'input(type="imfile" file="/var/log/auth.log" tag="auth:" ruleset="ship")',
      ),
    },
  ],
};
