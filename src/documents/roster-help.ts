/** The sheet 填写说明: how each column is filled in, in a line. */
import { personHeadings as p, placeHeadings as l, seatHeadings as s, sheetNames } from './roster-words.ts';

const { people, places, seats } = sheetNames;

/** First the few things to know, then column by column. */
export const helpNotes: readonly string[] = [
  '先填“地点”，再填“人员”，最后填“席位”。填好后运行 zhucun roster import，有错会逐行列出，改好之前什么都不会变。',
  '灰色的“示例”行只是样子，导入时跳过，删不删都行。表头和工作表的名字请不要改；行可以排序，列可以换位置。',
  '以后有变化：先用 zhucun roster export 写出现在的名单，改完再导入。离开的人整行删去，以前的记录都留着。',
];

export const helpLines: readonly (readonly [sheet: string, heading: string, how: string])[] = [
  [people, p.id, '新来的人留空，自动编。写出来的名单里已有的编号不要动，改名、换手机号都靠它认人。'],
  [people, p.name, '必填。只填姓名，一行一个人；不驻村、只任职（审批、考勤）的人也写在这里。'],
  [people, p.mobile, '11 位。没有就先空着，但没有手机号的人不能用绑定码绑定。'],
  [people, p.post, '驻村人员必填，从下拉里选；只任职的人留空。'],
  [people, p.level, '从下拉里选；只任职的人留空。'],
  [people, p.unit, '派出他的单位，先写在“地点”里。'],
  [people, p.team, '所在的工作队，先写在“地点”里。'],
  [people, p.township, '有工作队的可以不填；只任职的人（如乡镇党委书记）填他的乡镇。'],
  [people, p.village, '有工作队的可以不填。同名的村写成“乡镇/村”。'],
  [people, `${p.termFrom}、${p.termTo}`, '如 2026-01-05，两天都算在内；不清楚就留空。'],
  [people, p.leader, '第一书记或队员兼任队长的填“是”。'],
  [places, l.kind, '必填：乡镇（街道也选它）、村（社区也选它）、工作队、单位。'],
  [places, l.name, '必填。别的表里写到它时，要写得一样。'],
  [places, l.township, '村必填；驻乡镇的工作队填这里。'],
  [places, l.village, '驻村的工作队填它驻的村。'],
  [
    places,
    '围栏三列',
    '只有村填，可以不填；要填就三格都填。纬度、经度用 GPS 的度数（如 29.86、107.73），不是高德、百度地图上的数；半径是米。',
  ],
  [places, l.id, '留空，自动编。'],
  [
    seats,
    s.body,
    '规则里写到的机构，已经列好。对应乡镇、村、工作队、单位的，每个乡镇（村、队、单位）写一行；用不着的不用管。',
  ],
  [seats, `${s.kind}、${s.uses}`, '给您看的，改了也不算。'],
  [seats, s.scope, '这是哪个乡镇、村、工作队或单位的；全县一个的留空。'],
  [seats, s.title, '回复里怎么称呼，如“示例镇党委书记”；留空就用所属加机构的名字。'],
  [
    seats,
    s.holders,
    '“人员”里的姓名，几个人用“、”隔开，谁先答复算谁的。同名的写成“姓名（尾号1234）”，1234 是手机号后四位。',
  ],
  [
    seats,
    `${s.deputy}、${s.deputyFrom}、${s.deputyTo}`,
    '任职人外出时由谁代他答复，两天都算在内；几个代理另起几行，机构和所属照写。',
  ],
  [seats, '岗位就是席位的', '有的岗位本身就是一个席位，“人员”里填了就算任职，这里不用再写。'],
];
