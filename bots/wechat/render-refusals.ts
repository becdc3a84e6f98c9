/** How WeChat, and the puppets that speak for it, word what they refuse. Their words are read here and shown to nobody. */

/** Nobody is to be reached in that chat, and trying again changes nothing. */
export const CHAT_IS_LOST: readonly (readonly [RegExp, string])[] = [
  [
    /不是(?:你的|对方的?|他的|她的)?(?:好友|朋友)|(?:开启|需要)了?(?:朋友|好友)验证|not (?:a |your )?friend/i,
    'not-a-friend',
  ],
  [/拒收|拉黑|黑名单|blocked|blacklist/i, 'blocked'],
  [
    /(?:好友|朋友|联系人).{0,4}(?:已被?删除|不存在)|已注销|no such contact|contact not (?:found|exist)/i,
    'no-such-contact',
  ],
  [
    /(?:不|没)在.{0,4}群|移出.{0,2}群|退出.{0,4}群|被踢|not in (?:the |this )?room|not a member|kicked/i,
    'left-the-group',
  ],
  [/群.{0,6}(?:不存在|已?解散|已?停用|封)|no such (?:room|group)|room not (?:found|exist)/i, 'no-such-group'],
];

/** A picture or a document that nobody keeps any more; other trouble with one passes. */
export const GONE =
  /(?:文件|图片|消息).{0,6}(?:不存在|过期|失效|清理|删除|撤回)|no such (?:file|image|message)|(?:file|image|message).{0,20}(?:not found|(?:does)?n[o']t exist|expired|deleted|recalled)/i;

/** WeChat has noticed the account: whatever it sends next makes it worse. Not what goes wrong with a wire, or is too large. */
export const WARNED =
  /频繁|過於頻繁|(?<!网络|系统|服务|服务器|连接|数据|参数|程序|请求|接口|调用|未知|内部)异常|(?<!(?:大小|长度|字数|数量|格式).{0,6})限制|风险|违规|受限|冻结|封号|安全(?:验证|提示|风险|原因|中心)|too (?:often|many|fast|frequent)|rate.?limit|frequency|\brisk|abnormal|banned/i;

/** The account itself is not there at the moment. */
export const SIGNED_OUT = /未登[录入]|not log(?:ged)? ?(?:in|on)|(?:已|被)(?:退出|下线)|logged out|offline/i;

/** Whoever speaks for WeChat had no answer itself: what was asked for may have been done. */
export const UNANSWERED = /超时|time(?:d )?-?out|ETIMEDOUT|ECONNRESET|EPIPE|socket hang up/i;
