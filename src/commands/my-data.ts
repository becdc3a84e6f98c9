/** 我的数据: everything that is kept of the speaker, as a file for themselves alone. */
import type { Need } from '../domain/facts.ts';
import { say, type Outcome, type PersonContext } from './context.ts';

export const myDataNeeds = ({ message }: PersonContext): Need =>
  message.chatKind === 'direct' ? { ownData: true } : {};

export function myData({ message, facts }: PersonContext): Outcome {
  if (message.chatKind !== 'direct' || !facts.ownData) return say({ says: 'my-data-direct-only' });
  return say({ says: 'my-data', data: facts.ownData });
}
