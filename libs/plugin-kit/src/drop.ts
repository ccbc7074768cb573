const NAME = /^[a-z0-9][a-z0-9_.-]{0,63}$/;

/** The answer of a plug-in that wants an event to go no further; the event is counted under the rule. */
export class Drop {
  constructor(readonly rule: string) {}
}

/** Whether a text can name a rule by which events are dropped: lower-case letters, digits, `_`, `.` and `-`, at most 64. */
export function isDropRule(text: string): boolean {
  return NAME.test(text);
}

/** What a plug-in answers to drop an event by a rule it declares. */
export function drop(rule: string): Drop {
  return new Drop(rule);
}
