import { expect, test } from 'vitest';
import { settleName } from '../../src/domain/name.ts';

test.each(['·', '•', '・', '‧', '･'])('a name typed with the dot %j is the same name', (dot) => {
  expect(settleName(`阿卜杜拉 ${dot} 买买提`)).toBe('阿卜杜拉·买买提');
});
