import { Injectable } from '@nestjs/common';

import type { Credentials } from '../shippers/credentials';
import { Shippers, type Shipper } from '../shippers/shippers';
import { EventRates } from './event-rates';
import { InFlight, type Permit } from './in-flight';

/** Lets a request in: whose it is, and whether there is room. Nothing of its body is read before. */
@Injectable()
export class Admission {
  constructor(
    private readonly shippers: Shippers,
    private readonly rates: EventRates,
    private readonly inFlight: InFlight,
  ) {}

  /** Whose question it is; it needs no room. @throws {Refusal} */
  identify(credentials: Credentials): Promise<Shipper> {
    return this.shippers.authenticate(credentials);
  }

  /** @throws {Refusal} when the request is not let in, else what `work` throws. */
  async admit(credentials: Credentials, work: (shipper: Shipper, permit: Permit) => Promise<void>): Promise<void> {
    const shipper = await this.identify(credentials);
    const { source, limits } = shipper;
    const rate = this.rates.admit(source, limits?.maxEventsPerSecond);
    const permit = this.inFlight.admit(source, limits, rate);
    try {
      await work(shipper, permit);
    } finally {
      permit.release();
    }
  }
}
