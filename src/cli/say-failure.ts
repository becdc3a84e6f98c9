/** Puts a failure at start into words an operator can act on. */
import { SettingRefused, type SettingName } from '../config.ts';
import { sayRuleProblem } from '../replies/rule-problems.ts';
import { RulesRefused } from '../rules/problems.ts';
import { CountyRefused } from './county-file.ts';

const allowed: Record<SettingName, string> = {
  ZHUCUN_DATA: '一个文件夹的路径',
  DATABASE_URL: 'postgresql:// 开头的地址，PostgreSQL 15 或更新',
  ZHUCUN_HOST: '监听地址，如 127.0.0.1',
  ZHUCUN_PORT: '0 到 65535 的整数',
  ZHUCUN_ORIGINS: '用逗号隔开的网址，如 https://chat.example.gov.cn',
  ZHUCUN_LOG: 'silent、error、warn、info 或 debug',
  ZHUCUN_CRASH_AT: '只供测试',
  ZHUCUN_LEASE_MS: '100 到 600000 的整数（毫秒），只供测试',
  ZHUCUN_FROZEN_MS: '100 到 600000 的整数（毫秒），只供测试',
};

const failures: Record<string, string> = {
  DemoNotOnLoopback:
    '示例数据谁都可以登录，只能监听本机（127.0.0.1、localhost 或 ::1）。请改 ZHUCUN_HOST，或用 zhucun serve 运行真实的县。',
  SampleMixed: '这个数据库里的县与现在要加载的县一个是示例、一个是真实的，不能混用。请换数据文件夹或数据库。',
};

/** The words for a failure; null where it is none that is known. */
export function sayFailure(error: unknown): string | null {
  if (error instanceof SettingRefused)
    return `设置 ${error.setting} 不对：现在是“${error.seen}”，应当是${allowed[error.setting]}。`;
  if (error instanceof RulesRefused) return error.problems.map(sayRuleProblem).join('\n');
  if (error instanceof CountyRefused) return error.problems.join('\n');
  if (!(error instanceof Error)) return null;
  if ('code' in error && error.code === 'EADDRINUSE')
    return '端口已被占用。请用 ZHUCUN_PORT 换一个，或先停掉占用它的程序。';
  if ('code' in error && error.code === 'EACCES') return `没有权限：${error.message}`;
  return failures[error.name] ?? null;
}
