/** Messages as the child of the WeChat bot hands them over. */
import type { Reading } from '../../../bots/wechat/normalize.ts';
import type { WireMessage } from '../../../bots/wechat/schema.ts';

export const receivedAt = Date.parse('2026-12-02T01:00:00Z');

export const reading: Reading = { platform: 'wechat', selfId: 'wxid_bot', selfName: '驻村助手', receivedAt };

/** A text in the direct chat with somebody, sent a second ago. */
export const wire = (more: Partial<WireMessage> = {}): WireMessage => ({
  id: '7231',
  kind: 'Text',
  talkerId: 'wxid_a',
  talkerName: '示例甲',
  roomId: null,
  text: '打卡',
  sentAt: receivedAt - 1000,
  mentionIds: [],
  filename: null,
  place: null,
  ...more,
});

export const dashes = '- - - - - - - - - - - - - - -';

export const locationXml = (attributes: string): string =>
  `<?xml version="1.0"?>\n<msg>\n\t<location ${attributes} scale="16" maptype="0" />\n</msg>\n`;

/** As an app message of WeChat quotes another one. */
export const referring = (reply: string, { id = '8801', name = '驻村助手', content = '请审批 #A1B2' } = {}): string =>
  `<?xml version="1.0"?><msg><appmsg appid="" sdkver="0"><title>${reply}</title><type>57</type><refermsg><type>1</type>` +
  `<svrid>${id}</svrid><fromusr>wxid_bot</fromusr><displayname>${name}</displayname><content>${content}</content>` +
  `</refermsg></appmsg><fromusername>wxid_a</fromusername></msg>`;
