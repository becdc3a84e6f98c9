/** Accounts, checking in, the log, and what a chat does beside. */
import { expect } from 'vitest';
import { withoutMetadata } from '../../../src/store/image-metadata.ts';
import { SAMPLE_JPEG } from '../../fakes/sample-images.ts';
import { expectAll, type Conversation } from './conversation.ts';
import type { Stage } from './stage.ts';

const attendance = (stage: Stage): Promise<object[]> =>
  stage.sql('SELECT person_id, kind, point IS NOT NULL AS located FROM attendance ORDER BY at');
const arrived = (personId: string, located = false): object => ({ person_id: personId, kind: 'arrived', located });
const kept = withoutMetadata(SAMPLE_JPEG, 'image/jpeg')!;
const village = { latitude: 29.86, longitude: 107.73 };

export const spine: readonly Conversation[] = [
  {
    title: 'a code binds an account, and what is said before consent is worked once it is given',
    play: async (stage, { p11 }) => {
      await stage.sql(`UPDATE person SET mobile = '13900000005' WHERE id = 'p5'`);
      await stage.sql(`DELETE FROM consent WHERE person_id = 'p5'`);
      await p11.say('邀请 示例戊');
      const code = / ([0-9A-Z]{8})$/m.exec(await p11.heard())?.[1];
      const p5 = await stage.binding('newcomer', '示例戊', '0005', code!);
      expect(await stage.sql(`SELECT platform FROM account WHERE person_id = 'p5'`)).toEqual([
        { platform: stage.platform.name },
      ]);
      await p5.say('打卡');
      expectAll(await p5.heard(), '个人信息保护法', '同意请回复“同意”');
      expect(await attendance(stage)).toEqual([]);
      await p5.say('同意');
      expectAll(await p5.heard(), '已记下您的同意', '已打卡');
      expect(await attendance(stage)).toEqual([arrived('p5')]);
      expect(JSON.stringify(await stage.sql('SELECT payload FROM inbox'))).not.toContain(code);
    },
  },
  {
    title: 'somebody who is not bound is told how to be, and nothing is recorded',
    play: async (stage) => {
      const stranger = stage.member('stranger');
      const delivered = stage.platform.hearsStrangers ? stranger.say('打卡') : stranger.side.say('direct', '打卡');
      await delivered;
      if (stage.platform.hearsStrangers) expectAll(await stranger.heard(), '还不知道您是谁', '绑定码');
      expect(await attendance(stage)).toEqual([]);
    },
  },
  {
    title: 'one word checks in, a second time changes nothing, and leaving is told apart',
    play: async (stage, { p1 }) => {
      await p1.say('打卡');
      expectAll(await p1.heard(), '已打卡：12月2日');
      await p1.say('到岗了');
      expectAll(await p1.heard(), '已打过卡');
      expect(await attendance(stage)).toEqual([arrived('p1')]);
      await p1.say('离岗');
      expectAll(await p1.heard(), '已记录离岗');
    },
  },
  {
    title: 'a place sent in the direct chat checks in, and is kept',
    unlike: ({ adapter }) => (adapter.capabilities.location ? null : 'no places'),
    play: async (stage, { p1 }) => {
      await p1.pin('direct', village);
      expectAll(await p1.heard(), '已打卡', '已存位置');
      expect(await attendance(stage)).toEqual([arrived('p1', true)]);
    },
  },
  {
    title: 'a place sent in the group is not recorded, and its sender is told where to send it',
    unlike: ({ platform }) => (platform.hearsGroups ? null : 'a bot does not get what does not name it'),
    play: async (stage, { p1 }) => {
      await p1.pin('group', village);
      expectAll((await p1.heard('group')) + (await p1.heard()), '位置请私信发给我');
      expect(await attendance(stage)).toEqual([]);
    },
  },
  {
    title: 'a log keeps its photo, without what the camera wrote into it, and the keeper sees that there is one',
    play: async (stage, { p1, p3 }) => {
      await p1.photo(SAMPLE_JPEG, '日志 上午走访3户');
      expectAll(await p1.heard(), '已记日志', '照片 1 张');
      const [log] = await stage.sql<{ text: string; images: { sha256: string }[] }>(
        'SELECT text, images FROM work_log',
      );
      expect(log!.text).toBe('上午走访3户');
      expect(Buffer.compare((await stage.images.read(log!.images[0]!.sha256))!, kept)).toBe(0);
      await p3.say('团队日志');
      expectAll(await p3.heard(), '示例甲：1 篇', '上午走访3户', '照片 1 张');
    },
  },
  {
    title: 'a photo of a request is shown to who approves it, byte for byte, and not to the group',
    play: async (_, { p1, p6, p3 }) => {
      await p1.photo(SAMPLE_JPEG, '请假 12.8-12.10 母亲住院');
      await p1.press('确认');
      const shown = (await p6.byBot()).findLast(({ imageCount }) => imageCount > 0)!;
      expect(Buffer.compare(await p6.side.saveImage(shown, 0), kept)).toBe(0);
      await p6.press('同意');
      expect((await p3.byBot('group')).filter(({ imageCount }) => imageCount > 0)).toEqual([]);
      expect((await p3.byBot()).filter(({ imageCount }) => imageCount > 0)).toEqual([]);
    },
  },
  {
    title: 'what is one’s own is answered in private, and the group hears only that it was',
    play: async (_, { p1, p2 }) => {
      await p1.say('我的', { place: 'group' });
      expectAll(await p1.heard(), '在岗');
      expect(await p2.heard('group')).toContain('已私信');
      expect(await p2.heard()).toBe('');
    },
  },
  {
    title: 'a group becomes the team’s by a word of whoever answers for the team, and no other’s',
    unlike: ({ platform }) => (platform.name === 'web' ? 'groups of the web chat are the roster’s' : null),
    play: async (stage, { p1, p2, p3 }) => {
      await stage.sql('DELETE FROM chat_group');
      await p1.say('绑定本群 示例一村工作队', { place: 'group' });
      expectAll(await p2.heard('group'), '由队长、考勤人或县级经办人来办');
      expect(await stage.sql('SELECT team_id FROM chat_group')).toEqual([]);
      await p3.say('绑定本群 示例一村工作队', { place: 'group' });
      expectAll(await p2.heard('group'), '本群已绑定示例一村驻村工作队');
      expect(await stage.sql('SELECT team_id, conversation FROM chat_group')).toEqual([
        { team_id: 'team-v1', conversation: p1.side.conversation('group') },
      ]);
    },
  },
  {
    title: 'a message that is edited changes no record, and the bot says how to correct',
    unlike: (stage) => (stage.member('p1').side.edit ? null : 'nothing said can be edited'),
    play: async (stage, { p1 }) => {
      await p1.say('日志 上午走访3户');
      await p1.heard();
      await p1.edit('日志 上午走访30户');
      expectAll(await p1.heard(), '改聊天消息不会改记录', '要更正请另发一条');
      expect(await stage.sql('SELECT text FROM work_log')).toEqual([{ text: '上午走访3户' }]);
    },
  },
  {
    title: 'a message that is taken back takes no record back, and the bot says how to',
    unlike: (stage) => (stage.member('p1').side.recall ? null : 'the bot is not told'),
    play: async (stage, { p1 }) => {
      await p1.say('打卡');
      await p1.heard();
      await p1.recall();
      expectAll(await p1.heard(), '撤回聊天消息不会撤掉记录');
      expect(await attendance(stage)).toEqual([arrived('p1')]);
    },
  },
  {
    title: 'an event that the platform delivers again is answered once',
    play: async (stage, { p1 }) => {
      await p1.say('日志 上午走访3户');
      expectAll(await p1.heard(), '第 1 篇');
      await p1.again();
      await p1.again();
      expect(await p1.heard()).toBe('');
      expect(await stage.sql('SELECT text FROM work_log')).toEqual([{ text: '上午走访3户' }]);
    },
  },
];
