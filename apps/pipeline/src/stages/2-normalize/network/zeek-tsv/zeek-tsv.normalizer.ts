import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { drop, NormalizerPlugin, type Drop, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { isTsvHeader, TsvHeaders } from '../zeek/tsv/tsv-headers';
import { readTsvRow } from '../zeek/tsv/tsv-row';
import { beside } from '../../values/mozdef-wrapper';
import { plainSeverity } from '../../values/plain-severity';
import { ZEEK_WRITES, zeekFields } from '../zeek/zeek-fields';
import { isKnownLog, logNameIn } from '../zeek/zeek-logs';
import { nameFromFile } from '../zeek/zeek-record';
import { zeekTsvOptionsSchema, type ZeekTsvOptions } from './zeek-tsv.options';

const HASH = 0x23;
const HEADER_RULE = 'zeek_header';

/**
 * Understands Zeek's logs in their own format, by tabs. The columns are those of the file's `#fields` when it was seen, else those its
 * log has by default; the log is told by `#path`, by the name of the file or of the program. Header lines are no events.
 */
@Injectable()
@NormalizerPlugin({
  type: 'zeek_tsv',
  understands: 'content',
  order: 150,
  stability: 'beta',
  options: zeekTsvOptionsSchema,
  reads: ['message', 'log.file.path', 'log.level', 'event.provider', 'process.name', 'details'],
  writes: [...ZEEK_WRITES, 'details'],
  drops: [HEADER_RULE],
})
export class ZeekTsvNormalizer implements Normalizer<ZeekTsvOptions> {
  private readonly headers = new TsvHeaders();

  claims({ message }: SecurityEvent): boolean {
    const first = message.charCodeAt(0);
    return (first >= 0x30 && first <= 0x39 && message.includes('\t')) || (first === HASH && isTsvHeader(message));
  }

  normalize(event: SecurityEvent, _options: ZeekTsvOptions, context: NormalizerContext): EventPatch | Drop {
    const { message, 'log.file.path': path } = event;
    const file = `${context.source}\n${typeof path === 'string' ? path.slice(0, 1_000) : ''}`;
    if (message.charCodeAt(0) === HASH) {
      this.headers.learn(file, message);
      return drop(HEADER_RULE);
    }
    const header = this.headers.of(file);
    // A sender that names no file may send several at once: what the event itself says comes first.
    const name = nameOf(event) ?? header?.name;
    const isOfHeader = header?.name === undefined || header.name === name;
    const row = readTsvRow(message, { columns: isOfHeader ? header?.columns : undefined, name });
    if (row === undefined) return {};
    const details = beside(event.details ?? {}, row.record);
    return { ...zeekFields(row.name, row.record, context), ...plainSeverity(event), details };
  }
}

/** `conn` of a program or provider `bro_conn`, or of a file that stands where Zeek's do. */
function nameOf(event: SecurityEvent): string | undefined {
  const names = [event['process.name'], event['event.provider'], event['log.file.path']].map(logNameIn);
  return nameFromFile(event) ?? names.find(isKnownLog);
}
