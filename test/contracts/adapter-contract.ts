/**
 * What every adapter must do, run over its platform's real wire on loopback. A platform without a means (quotes with an
 * id, buttons, …) says so in its capabilities, and the suite then asks for what stands in for it.
 */
import { describe } from 'vitest';
import { bearsFaults } from './faults.ts';
import { takesIn } from './inbound.ts';
import { sendsOut } from './outbound.ts';
import type { MakeHarness } from './scene.ts';

export function adapterContract(name: string, make: MakeHarness): void {
  describe(`${name} keeps the adapter contract: it`, () => {
    takesIn(make);
    sendsOut(make);
    bearsFaults(make);
  });
}
