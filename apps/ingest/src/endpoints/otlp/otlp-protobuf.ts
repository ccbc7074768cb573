import type { Type } from 'protobufjs';
import { isObject, type Json, originOf, type OtlpFormat, type OtlpItem, type OtlpRecord } from '@tocsin/framing';

import { fieldsOf, lastField, mergedField } from '../../framing/protobuf';
import { Refusal } from '../../refusal';
import { FIELD, LogRecord, Resource, Scope } from './otlp-schema';

/** OTLP's protobuf. The messages that lead to the log records are walked, so that one record is decoded at a time. */
export const otlpProtobuf: OtlpFormat = {
  *itemsOf(body): Generator<OtlpItem> {
    try {
      for (const resourceLogs of fieldsOf(body, FIELD.resourceLogs)) yield* itemsOfResource(resourceLogs);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Refusal('body.malformed', `The body is no ExportLogsServiceRequest in protobuf: ${reason}.`, {
        cause: error,
      });
    }
  },

  recordOf(bytes): OtlpRecord {
    try {
      return { record: decoded(LogRecord, bytes) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { fault: { code: 'otlp.record', reason: `The log record cannot be decoded: ${reason}.` } };
    }
  },

  parkable: (bytes) => Buffer.from(JSON.stringify({ log_record: bytes.toString('base64') })),
};

function* itemsOfResource(resourceLogs: Buffer): Generator<OtlpItem> {
  const resource = decoded(Resource, mergedField(resourceLogs, FIELD.resource));
  const resourceUrl = lastField(resourceLogs, FIELD.schemaUrl);
  for (const scopeLogs of fieldsOf(resourceLogs, FIELD.scopeLogs)) {
    const scope = decoded(Scope, mergedField(scopeLogs, FIELD.scope));
    const origin = originOf(resource, scope, lastField(scopeLogs, FIELD.schemaUrl) ?? resourceUrl);
    for (const record of fieldsOf(scopeLogs, FIELD.logRecords)) yield { bytes: record, origin };
  }
}

/** The members that are set, under the names of OTLP/JSON; texts and ids as bytes, whole numbers as text. */
function decoded(type: Type, bytes: Buffer): Json {
  const message = type.toObject(type.decode(bytes), { longs: String, json: true });
  return isObject(message) ? message : {};
}
