/** Who sees how the chat platforms stand; nobody asks for it in a chat. */
import type { HeldSeat } from '../domain/facts.ts';
import { officerBy } from './may-roles.ts';
import { isGranted } from './may.ts';

export const maySeePlatforms = (seats: readonly HeldSeat[]): boolean =>
  officerBy(seats).some((standing) => isGranted('see-platforms', standing));
