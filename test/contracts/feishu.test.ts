import { adapterContract } from './adapter-contract.ts';
import { feishuHarness } from './feishu-harness.ts';

adapterContract('feishu by long connection', () => feishuHarness('long-connection'));
adapterContract('feishu by webhook', () => feishuHarness('webhook'));
