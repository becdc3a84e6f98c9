/** The `zhucun` command. */
import { Command } from 'commander';
import { playDemo, serveDemo } from './cli/demo.ts';
import { decideLines } from './cli/decide.ts';
import { audit, link, listDead, listUnsettled, retryDead } from './cli/operate.ts';
import { addRulesCommands } from './cli/rules.ts';
import { sayFailure } from './cli/say-failure.ts';
import { init, serve } from './cli/serve.ts';
import { rulesDir } from './main.ts';
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
  .argument('<person>', '人员编号')
  .argument('[folder]')
  .description('给某人生成一次性登录链接')
  .action(link);

program
  .command('decide')
  .description('按规则包裁定：标准输入每行一个 JSON，输出每行一个 JSON')
  .action(() => {
    unread.signal.addEventListener('abort', () => process.exit());
    return decideLines(process.stdin, process.stdout, openLibrary(rulesDir));
  });

addRulesCommands(program);

const inbox = program.command('inbox').description('被搁置的消息');
inbox.command('list').argument('[folder]').description('列出').action(listDead);
inbox.command('retry').argument('<id>').argument('[folder]').description('重新处理一条').action(retryDead);

const outbox = program.command('outbox').description('下落不明或被拒的发送');
outbox.command('list').argument('[folder]').description('列出').action(listUnsettled);

const chain = program.command('audit').description('审计链');
chain.command('verify').argument('[folder]').description('检查是否完整').action(audit);

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
