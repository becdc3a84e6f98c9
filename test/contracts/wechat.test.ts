import { vi } from 'vitest';
import { adapterContract } from './adapter-contract.ts';
import { wechatHarness } from './wechat-harness.ts';

// Every test starts a child, which takes seconds until it is signed in.
vi.setConfig({ testTimeout: 90_000 });

adapterContract('wechat', () => wechatHarness());
