export type { FoundEvent } from './found-event';
export { parseBulkAction, type BulkAction, type BulkOperation } from './bulk/bulk-action';
export { bulkDocument, NO_DELETE, NO_DOCUMENT } from './bulk/bulk-document';
export { EVENT_BLANK, EVENT_REQUIRED, HEC_PARAMETERS, hecEvent, type HecMetadata } from './hec/hec-event';
export { examine, type Examined } from './json/examine';
export {
  BACKSLASH,
  beginsObject,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isBlank,
  isWhitespace,
  NEWLINE,
  onOneLine,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  skipBlanks,
  SPACE,
} from './json/json-bytes';
export { MalformedJson, ValueScanner } from './json/json-text';
export { timeOfNanos } from './json/nanoseconds';
export type { LineReader } from './lines/line-reader';
export { lineReader, READ_DIALECTS } from './lines/line-readers';
export type { LokiFormat, LokiItem } from './loki/loki-entry';
export { lokiEvents } from './loki/loki-events';
export { lokiJson } from './loki/loki-json';
export { originOf } from './otlp/otlp-event';
export { otlpEvents } from './otlp/otlp-events';
export type { OtlpFormat, OtlpItem, OtlpRecord } from './otlp/otlp-format';
export { otlpJson } from './otlp/otlp-json';
export { isObject, type Json } from './otlp/otlp-value';
export { textEvent, textOf } from './text/text-event';
