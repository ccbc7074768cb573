/** What was to be read cannot be read; the message says what and what to do. */
export class InputFailed extends Error {
  override readonly name = 'InputFailed';
}
