import { examine } from '../json/examine';
import { memberOf } from '../json/json-text';
import type { BulkAction } from './bulk-action';

/** Why some actions make no event. */
export const NO_DELETE = 'Events are never deleted on behalf of a shipper.';
export const NO_DOCUMENT = 'There is no document for this action. Only updates with a "doc" can be kept as events.';

/** The document an action brings, from the line that follows it; `undefined` for an update without one. */
export function bulkDocument({ operation }: BulkAction, line: Buffer, maxDepth: number): Buffer | undefined {
  const isUpdate = operation === 'update' && examine(line, maxDepth).fault === undefined;
  return isUpdate ? memberOf(line, 'doc') : line;
}
