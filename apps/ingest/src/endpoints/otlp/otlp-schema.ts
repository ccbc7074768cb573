import { parse, type Type } from 'protobufjs';

/**
 * What we read and write of opentelemetry-proto's common, resource, logs and collector packages, and google.rpc.Status. Texts
 * are declared as bytes, which are the same on the wire: a sender's Latin-1 then reaches us as it is. Fields that are not
 * named here are skipped.
 */
const { root } = parse(`
  syntax = "proto3";

  message AnyValue {
    oneof value {
      bytes string_value = 1;
      bool bool_value = 2;
      int64 int_value = 3;
      double double_value = 4;
      ArrayValue array_value = 5;
      KeyValueList kvlist_value = 6;
      bytes bytes_value = 7;
    }
  }
  message ArrayValue { repeated AnyValue values = 1; }
  message KeyValueList { repeated KeyValue values = 1; }
  message KeyValue { bytes key = 1; AnyValue value = 2; }

  message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; }
  message Scope {
    bytes name = 1;
    bytes version = 2;
    repeated KeyValue attributes = 3;
    uint32 dropped_attributes_count = 4;
  }
  message LogRecord {
    fixed64 time_unix_nano = 1;
    int32 severity_number = 2;
    bytes severity_text = 3;
    AnyValue body = 5;
    repeated KeyValue attributes = 6;
    uint32 dropped_attributes_count = 7;
    fixed32 flags = 8;
    bytes trace_id = 9;
    bytes span_id = 10;
    fixed64 observed_time_unix_nano = 11;
    bytes event_name = 12;
  }

  message Answer { PartialSuccess partial_success = 1; }
  message PartialSuccess { int64 rejected_log_records = 1; string error_message = 2; }
  message Status { int32 code = 1; string message = 2; }
`);

export const [Resource, Scope, LogRecord, AnswerMessage, StatusMessage] = (
  ['Resource', 'Scope', 'LogRecord', 'Answer', 'Status'] as const
).map((name) => root.lookupType(name)) as [Type, Type, Type, Type, Type];

/** Numbers of the fields that lead to a log record: they are walked, not decoded, so that only one record is. */
export const FIELD = {
  resourceLogs: 1,
  resource: 1,
  scopeLogs: 2,
  scope: 1,
  logRecords: 2,
  schemaUrl: 3,
} as const;
