/** The conversations on telegram, over its real wire. */
import { played } from './conversation.ts';
import { documents } from './documents.ts';
import { leaveAfter, filing } from './leave-after.ts';
import { leave } from './leave.ts';
import { policy } from './policy.ts';
import { spine } from './spine.ts';
import { openTelegram } from './telegram.ts';

played(openTelegram, 'fengdu', [...spine, ...documents, ...leave, ...leaveAfter, ...policy]);
played(openTelegram, 'zhumadian', filing);
