// Preloaded: the clock of this process is wrong by as many milliseconds as stand in the file, also when that changes.
const { readFileSync } = require('node:fs');

const RealDate = Date;
const file = process.env.TOCSIN_TEST_CLOCK_FILE;
let wrongBy = 0;
const look = () => (wrongBy = Number(readFileSync(file, 'utf8')));
const now = () => RealDate.now() + wrongBy;

look();
setInterval(look, 20).unref();
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now()] : args, made),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});
