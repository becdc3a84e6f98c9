/** The conversations on WeChat, over its real wire. */
import { played } from './conversation.ts';
import { documents } from './documents.ts';
import { leaveAfter, filing } from './leave-after.ts';
import { leave } from './leave.ts';
import { policy } from './policy.ts';
import { spine } from './spine.ts';
import { openWechat } from './wechat.ts';

played(openWechat, 'fengdu', [...spine, ...documents, ...leave, ...leaveAfter, ...policy]);
played(openWechat, 'zhumadian', filing);
