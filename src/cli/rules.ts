/** `zhucun rules`: the commands for those who write and read the rules. */
import type { Command } from 'commander';
import { checkRules } from './rules-check.ts';
import { showCoverage } from './rules-coverage.ts';
import { showDiff } from './rules-diff.ts';
import { writeSchemas } from './rules-schema.ts';

export function addRulesCommands(program: Command): void {
  const rules = program.command('rules').description('规则包和县里的规定');
  rules
    .command('check')
    .argument('[folder]', '规则文件夹、县的数据文件夹或一个县的规定；不写就查自带的规则')
    .option('--pack <id>', '只查这一个规则包')
    .description('逐个检查规则包、县里的规定和算例，有错就指出文件和行号')
    .action(checkRules);
  rules
    .command('coverage')
    .argument('[folder]')
    .option('--json', '输出 JSON')
    .description('每条规定由机器人照办、跟踪还是只作告知')
    .action(showCoverage);
  rules
    .command('diff')
    .argument('<county>', '县名、编号或文件')
    .argument('[folder]')
    .description('这个县在上级文件之外改了什么')
    .action(showDiff);
  rules
    .command('schema')
    .argument('[folder]', '写到哪里；不写就写到自带的 rules/schema')
    .description('写出各种规则文件的 JSON Schema，编辑器用它提示和检查')
    .action(writeSchemas);
}
