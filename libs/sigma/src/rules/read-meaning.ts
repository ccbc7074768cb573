import { all, any, type Expr } from '@tocsin/query';

import { readDetection, type Detection } from '../detection/detection';
import type { Meaning } from '../logsource/vocabulary';
import type { LogSource } from './rule';
import type { RuleReading } from './rule-reading';

/** What a detection means for the events of a log source. */
export interface MeantDetection extends Detection {
  readonly meanings: readonly Meaning[];
}

/**
 * Reads a detection in the words of a log source.
 * @throws {RuleError} for what cannot be run exactly as written.
 */
export function readMeaning(
  data: unknown,
  logsource: LogSource,
  { vocabulary, placeholders }: RuleReading,
): MeantDetection {
  const meanings = vocabulary(logsource);
  const detections = meanings.map(({ fieldName }) => readDetection(data, { fieldName, placeholders }));
  const [{ expr, selections }] = detections as [Detection];
  return { meanings, selections, expr: detections.length === 1 ? expr : eachWhereItMeans(meanings, detections) };
}

function eachWhereItMeans(meanings: readonly Meaning[], detections: readonly Detection[]): Expr {
  return any(meanings.map(({ routing }, position) => all([routing, detections[position]!.expr])));
}
