import { Injectable } from '@nestjs/common';
import { UnwrapperPlugin, type JsonRecord, type Unwrapper } from '@tocsin/plugin-kit';

import { innerRecord, isRecord } from '../inner-record';
import { awsMessageOptionsSchema, type AwsMessageOptions } from './aws-message.options';

/**
 * Takes off what Amazon's SNS and SQS put around a message, as their queues, their subscriptions over HTTP and their calls of a
 * function have it. What the service says of the message is kept under `sns` or `sqs`.
 */
@Injectable()
@UnwrapperPlugin({ type: 'aws_message', order: 100, stability: 'beta', options: awsMessageOptionsSchema })
export class AwsMessageUnwrapper implements Unwrapper<AwsMessageOptions> {
  claims(record: JsonRecord): boolean {
    return isNotification(record) || bodyOf(record) !== undefined || listOf(record) !== undefined;
  }

  unwrap(record: JsonRecord): readonly JsonRecord[] {
    const list = listOf(record);
    if (list !== undefined) return list.filter(isRecord).map((one) => (isRecord(one['Sns']) ? one['Sns'] : one));
    if (isNotification(record)) {
      const { Message: message, ...envelope } = record;
      return [innerRecord(message as string, record['Timestamp'], 'sns', envelope)];
    }
    const body = bodyOf(record);
    if (body === undefined) return [];
    const envelope = Object.fromEntries(Object.entries(record).filter(([key]) => key !== 'Body' && key !== 'body'));
    return [innerRecord(body, sentAt(record), 'sqs', envelope)];
  }
}

function isNotification(record: JsonRecord): boolean {
  const isTyped = record['Type'] === 'Notification' || typeof record['TopicArn'] === 'string';
  return isTyped && typeof record['Message'] === 'string';
}

/** As the queue gives it out, and as a function is called with it. */
function bodyOf(record: JsonRecord): string | undefined {
  const { Body: body, body: text } = record;
  if (typeof body === 'string' && typeof record['ReceiptHandle'] === 'string') return body;
  return typeof text === 'string' && record['eventSource'] === 'aws:sqs' ? text : undefined;
}

function sentAt(record: JsonRecord): unknown {
  const attributes = record['Attributes'] ?? record['attributes'];
  return isRecord(attributes) ? attributes['SentTimestamp'] : undefined;
}

function listOf({ Records: records }: JsonRecord): readonly unknown[] | undefined {
  if (!Array.isArray(records)) return undefined;
  const first: unknown = records[0];
  const isOurs = isRecord(first) && (isRecord(first['Sns']) || bodyOf(first) !== undefined);
  return isOurs ? (records as readonly unknown[]) : undefined;
}
