import { z } from 'zod';

/** From a variable the list comes as one text. A comma in a password is written %2C, as everywhere in an address. */
function split(value: unknown): unknown {
  // A variable that is empty is read as YAML's null.
  if (value === null) return [];
  if (typeof value !== 'string') return value;
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Addresses of brokers, as a list or as one text with commas between them. */
export const brokerListSchema = z.preprocess(split, z.array(z.url({ protocol: /^amqps?$/ })).max(100));
