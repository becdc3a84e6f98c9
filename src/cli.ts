/** The `zhucun` command. */
import { Command } from 'commander';
import { askLines } from './cli/ask.ts';
import { addBackupCommands } from './cli/backup.ts';
import { playDemo, serveDemo } from './cli/demo.ts';
import { decideLines } from './cli/decide.ts';
import { erasePersonOf } from './cli/erase.ts';
import { exportMyData } from './cli/my-data.ts';
import { doctor } from './cli/doctor.ts';
import { addDutiesCommand } from './cli/duties.ts';
import {
  audit,
  dropUnsettled,
  link,
  listDead,
  listUnsettled,
  retryDead,
  retryUnsettled,
  showProgress,
} from './cli/operate.ts';
import { parseLines } from './cli/parse.ts';
import { showPlatforms } from './cli/platforms.ts';
import { addPolicyCommands } from './cli/policy.ts';
import { addPolicyOfficeCommands } from './cli/policy-gaps.ts';
import { addRosterCommands } from './cli/roster.ts';
import { addRulesCommands } from './cli/rules.ts';
import { sayFailure } from './cli/say-failure.ts';
import { init, serve } from './cli/serve.ts';
import { rulesDir } from './wiring/installation.ts';
import { openLibrary } from './rules/library.ts';

/** Whoever reads the output has seen enough: `zhucun demo | head`. */
const unread = new AbortController();

const program = new Command('zhucun')
  .description('驻村干部聊天机器人：打卡、请假、日志')
  .showHelpAfterError('（用 --help 查看用法）');

program
  .command('demo')
  .description('演示：播放示例县的一天；--serve 打开示例县的网页聊天')
  .option('--serve', '打开网页聊天，只监听本机')
  .option('--county <name>', '哪里的规定：丰都、西安、驻马店、榆林、重庆（也可写规则包的名字）')
  .action(({ serve: served, county }: { serve?: boolean; county?: string }) =>
    served === true ? serveDemo(county) : playDemo(county, unread.signal),
  );
program.command('init').argument('[folder]').description('建一个真实县的数据文件夹').action(init);
program.command('serve').argument('[folder]').description('运行一个真实的县').action(serve);
program
  .command('link')
  .argument('<person>', '姓名或编号')
  .argument('[folder]')
  .description('给某人生成一次性登录链接')
  .action(link);

program
  .command('doctor')
  .argument('[folder]')
  .description('检查有没有问题、该怎么办；不改动任何东西，服务运行时也能用')
  .action(doctor);

program
  .command('decide')
  .description('按规则包裁定：标准输入每行一个 JSON，输出每行一个 JSON')
  .action(() => {
    unread.signal.addEventListener('abort', () => process.exit());
    return decideLines(process.stdin, process.stdout, openLibrary(rulesDir));
  });

program
  .command('parse')
  .description('看懂一句话：标准输入每行一个 JSON，输出每行一个 JSON')
  .option('--explain', '同时给出分词和命中的规则')
  .action(({ explain }: { explain?: boolean }) => {
    unread.signal.addEventListener('abort', () => process.exit());
    return parseLines(process.stdin, process.stdout, explain === true);
  });

program
  .command('ask')
  .argument('[folder]', '有导入原文的数据文件夹')
  .description('政策问答：标准输入每行一个 JSON，输出每行一个 JSON；服务运行或停着都能用')
  .action((folder: string | undefined) => {
    unread.signal.addEventListener('abort', () => process.exit());
    return askLines(process.stdin, process.stdout, folder);
  });

addRosterCommands(program);
addRulesCommands(program);
addDutiesCommand(program);
addPolicyOfficeCommands(addPolicyCommands(program));

program
  .command('my-data')
  .argument('<person>', '人员编号或姓名')
  .argument('<file>', '要写的 .xlsx 文件')
  .argument('[folder]')
  .description('导出某人自己的数据，交给本人')
  .action(exportMyData);
program
  .command('erase')
  .argument('<person>', '人员编号或姓名')
  .argument('[folder]')
  .option('--yes <name>', '再写一次姓名，不再询问')
  .description('永久删除已离任人员的个人数据')
  .action(erasePersonOf);

const inbox = program.command('inbox').description('被搁置的消息');
inbox.command('list').argument('[folder]').description('列出').action(listDead);
inbox.command('retry').argument('<id>').argument('[folder]').description('重新处理一条').action(retryDead);

const outbox = program.command('outbox').description('等待发送的，下落不明或被拒的发送');
outbox
  .command('progress', { isDefault: true })
  .argument('[folder]')
  .description('还有多少等待发送，大约何时发完')
  .action(showProgress);
outbox.command('list').argument('[folder]').description('列出下落不明或被拒的').action(listUnsettled);
for (const [name, said, act] of [
  ['retry', '再发一次', retryUnsettled],
  ['drop', '不再发出', dropUnsettled],
] as const)
  outbox
    .command(name)
    .argument('[id]', '发送的编号；加 --all 时不写')
    .argument('[folder]')
    .option('--all', '全部被拒的发送')
    .description(said)
    .action(act);

program
  .command('platforms')
  .argument('[folder]')
  .description('各聊天平台的状态；要扫码登录的，在终端里显示二维码')
  .action(showPlatforms);

addBackupCommands(program, outbox);

const chain = program.command('audit').description('审计链');
chain.command('verify').argument('[folder]').description('检查是否完整，并与数据库之外记下的链尾核对').action(audit);

// Nothing is ended here: a command that has a database open closes it first, and the others are soon at their end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  unread.abort();
});

try {
  await program.parseAsync();
} catch (error) {
  const said = sayFailure(error);
  if (said === null) throw error;
  console.error(said);
  process.exitCode = 1;
}
