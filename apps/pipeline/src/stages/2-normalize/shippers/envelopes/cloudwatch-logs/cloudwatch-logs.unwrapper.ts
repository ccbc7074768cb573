import { Injectable } from '@nestjs/common';
import { UnwrapperPlugin, type JsonRecord, type Unwrapper } from '@tocsin/plugin-kit';

import { innerRecord, isRecord } from '../inner-record';
import { cloudwatchLogsOptionsSchema, type CloudwatchLogsOptions } from './cloudwatch-logs.options';

/** Takes the log events out of what a subscription of CloudWatch sends; group and stream are kept under `cloudwatch`. */
@Injectable()
@UnwrapperPlugin({ type: 'cloudwatch_logs', order: 110, stability: 'beta', options: cloudwatchLogsOptionsSchema })
export class CloudwatchLogsUnwrapper implements Unwrapper<CloudwatchLogsOptions> {
  claims(record: JsonRecord): boolean {
    return record['messageType'] === 'DATA_MESSAGE' && Array.isArray(record['logEvents']);
  }

  unwrap({ logEvents, ...envelope }: JsonRecord): readonly JsonRecord[] {
    if (!Array.isArray(logEvents)) return [];
    return logEvents.filter(isRecord).map(({ message, timestamp, ...own }) => {
      const text = typeof message === 'string' ? message : JSON.stringify(message ?? '');
      return innerRecord(text, timestamp, 'cloudwatch', { ...envelope, ...own });
    });
  }
}
