import type { Named } from './pair-names';

const FROM = /\bfrom (?:host )?([0-9a-fA-F.:]{7,45}?)(?::(\d{1,5}))?(?: |$)/;
const TO = /\bto ([0-9a-fA-F.:]{7,45}?):(\d{1,5})\b/;
const WHO = /\b(?:by|for admin|Admin user|admin user) "?([\w.@-]{1,64})"?(?: |$)/;
const TOLD = 1_000;

/** NetScreen tells of its administrators in words: `was modified by ann via web from host 192.0.2.7 to 192.0.2.1:443`. */
export function nameWords(message: string, named: Named): Named {
  const text = message.slice(0, TOLD);
  const [, source, sourcePort] = FROM.exec(text) ?? [];
  const [, destination, destinationPort] = TO.exec(text) ?? [];
  const user = WHO.exec(text)?.[1];
  return {
    ...(source === undefined ? {} : { source }),
    ...(sourcePort === undefined || sourcePort === '0' ? {} : { sourcePort }),
    ...(destination === undefined ? {} : { destination }),
    ...(destinationPort === undefined ? {} : { destinationPort }),
    ...(user === undefined ? {} : { user }),
    ...named,
  };
}
