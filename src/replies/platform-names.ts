/** What people call the chat platforms. */
const names: Readonly<Record<string, string>> = {
  web: '网页聊天',
  telegram: 'Telegram',
  feishu: '飞书',
  wechat: '微信',
};

/** 微信, 微信2号: a second account of the bot there; a platform without a name of its own goes by what it is called. */
export function platformName(platform: string): string {
  const [, base = '', number] = /^(.+?)(?:-(\d+))?$/.exec(platform) ?? [];
  const name = names[base];
  if (name === undefined) return platform;
  return number === undefined ? name : `${name}${number}号`;
}
