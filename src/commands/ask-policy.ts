/** A question about the rules. Until they are answered here it is said what can be asked instead. */
import { say, type Outcome } from './context.ts';

export const askPolicy = (): Outcome => say({ says: 'policy-not-answered' });
