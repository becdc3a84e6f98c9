import { adapterContract } from './adapter-contract.ts';
import { telegramHarness } from './telegram-harness.ts';

adapterContract('telegram by long polling', () => telegramHarness('polling'));
adapterContract('telegram by webhook', () => telegramHarness('webhook'));
