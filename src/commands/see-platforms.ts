/** Who sees how the chat platforms stand; nobody asks for it in a chat. */
import type { HeldSeat } from '../domain/facts.ts';
import { OFFICER, sameSeat } from '../domain/request.ts';
import { isGranted } from './may.ts';

export const maySeePlatforms = (seats: readonly HeldSeat[]): boolean =>
  seats
    .filter((seat) => sameSeat(seat, OFFICER))
    .some(({ forId }) =>
      isGranted('see-platforms', { role: 'officer', scope: 'county', as: forId === null ? 'holder' : 'deputy' }),
    );
