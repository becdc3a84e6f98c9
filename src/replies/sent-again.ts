/** Words for a message whose first copy may or may not have arrived. */
import { lines } from './format.ts';

/** Without words of its own, as a photo goes, it needs none. */
export const sentAgain = (text: string): string =>
  text === '' ? '' : lines('下面这条可能已经发给您了，看到过就不用再理会。', text);
