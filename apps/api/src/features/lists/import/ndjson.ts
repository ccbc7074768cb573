import { MAX_LINE_CHARACTERS, type ImportRecord } from './import-record';

/** One entry a line, as the API takes them one by one. Empty lines are passed over. */
export async function* readNdjson(text: AsyncIterable<string>): AsyncGenerator<ImportRecord> {
  let [line, rest, isTooLong] = [0, '', false];
  for await (const chunk of text) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      line += 1;
      yield* isTooLong ? tooLong(line) : readLine(line, part);
      isTooLong = false;
    }
    if (rest.length <= MAX_LINE_CHARACTERS) continue;
    isTooLong = true;
    rest = '';
  }
  yield* isTooLong ? tooLong(line + 1) : readLine(line + 1, rest);
}

function* readLine(line: number, text: string): Generator<ImportRecord> {
  const trimmed = text.trim();
  if (trimmed === '') return;
  try {
    yield { line, entry: JSON.parse(trimmed) as unknown };
  } catch {
    yield { line, problem: 'it is not JSON' };
  }
}

function* tooLong(line: number): Generator<ImportRecord> {
  yield { line, problem: `it is longer than ${MAX_LINE_CHARACTERS} characters` };
}
