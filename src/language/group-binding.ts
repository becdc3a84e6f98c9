/** 绑定本群 示例一村工作队, 解绑本群: which team a group belongs to. */
import { nameTyped, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { bare, list } from './match-words.ts';

const group = '(?:本|这个|此)?群(?:聊)?';
const binds = new RegExp(`^(?:/bindgroup|绑定${group}|${group}绑定)[\\s,:、]*(?:为|到|给)?[\\s,:、]*(?<team>.*)$`, 'u');
const unbinds = list(
  '解绑本群 解绑这个群 解绑群 解绑群聊 本群解绑 取消绑定本群 取消本群绑定 解除本群绑定 /unbindgroup',
);
const longest = 60;
/** A team is called by its village as often as by its whole name. */
const ending = /(?:驻[村乡镇])?(?:工作)?队$/u;

export function readGroupBinding(text: FoldedText): Intent | null {
  if (text.cut || text.look.length > longest) return null;
  const look = bare(text.look);
  if (unbinds.includes(look)) return { intent: 'unbind-group' };
  const said = binds.exec(look)?.groups?.['team'];
  if (said === undefined) return null;
  const team = said === '' ? '' : nameTyped(text, said).trim();
  return { intent: 'bind-group', names: [...new Set([team, team.replace(ending, '')])].filter((name) => name !== '') };
}
