/** What is decided of one message. */
import type { StoredMessage } from '../../src/chat/message.ts';
import { route } from '../../src/chat/router.ts';
import type { Outcome } from '../../src/commands/context.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { fixedDesk } from '../builders/policy-desk.ts';
import { factsOf, fengdu, messageOf, saysOf, type Scene } from '../commands/facts.ts';

export const decided = (personId: string, message: Partial<StoredMessage>, scene: Scene = {}): Outcome => {
  const all = { ...scene, message };
  const facts = factsOf(personId, all);
  const policies = scene.policies ?? fixedDesk();
  return route({ message: messageOf(personId, all), facts, rules: fengdu, settings: defaultSettings, policies }).run(
    facts,
  );
};
export const answerTo = (personId: string, message: Partial<StoredMessage>, scene: Scene = {}): string[] =>
  saysOf(decided(personId, message, scene));
export const silence: string[] = [];

export const inGroup = { chatKind: 'group', conversation: 'g-g1' } as const;
export const pin = {
  kind: 'location',
  location: { latitude: 29.86, longitude: 107.73, datum: 'gcj02', accuracyMetres: 20, live: false, name: null },
} as const;
export const photo = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1000 };
