/** What can be picked in a cell of the roster form. */
import type { DataValidation, Workbook, Worksheet } from 'exceljs';
import type { Place } from '../domain/county.ts';
import { cellText } from './cell-text.ts';
import type { RosterVocabulary } from './roster-vocabulary.ts';
import {
  bodiesOf,
  kindWords,
  sheetNames,
  type personHeadings,
  type placeHeadings,
  type seatHeadings,
} from './roster-words.ts';

/** Puts the drop-down on a column that has `lines` filled rows. */
type List = (sheet: Worksheet, column: number, lines: number) => void;
export type Lists<Key extends string> = Partial<Record<Key, List>>;

/** Hidden: the lists may be longer than the 255 letters that a drop-down of its own takes. */
const OPTIONS = '选项';
const SPARE_ROWS = 2000;

/** The library's types leave them out. */
interface WithValidations {
  readonly dataValidations: { add(address: string, validation: DataValidation): void };
}

const ask = {
  stop: '请从下拉里选，写法要与规则包一致。',
  warning: '“地点”里没有这个名称。请先在那里加一行，或从下拉里选。',
} as const;

const listOf =
  (formula: string, errorStyle: keyof typeof ask): List =>
  (sheet, column, lines) => {
    const { letter } = sheet.getColumn(column);
    (sheet as unknown as WithValidations).dataValidations.add(`${letter}2:${letter}${lines + SPARE_ROWS}`, {
      type: 'list',
      allowBlank: true,
      formulae: [formula],
      showErrorMessage: true,
      errorStyle,
      errorTitle: '不在列表里',
      error: ask[errorStyle],
    });
  };

/** The names of one kind on 地点: that sheet lists a kind without a gap. */
function placesOf(kind: Place['kind']): List {
  const word = `"${kindWords[kind]}"`;
  const kinds = `'${sheetNames.places}'!$A:$A`;
  const from = `IFERROR(MATCH(${word},${kinds},0)-1,1)`;
  const formula = `OFFSET('${sheetNames.places}'!$B$1,${from},0,MAX(1,COUNTIF(${kinds},${word})),1)`;
  return listOf(formula, 'warning');
}

const columnsOf = (words: RosterVocabulary): readonly (readonly string[])[] => [
  words.posts,
  words.dispatchLevels,
  bodiesOf(words).map(({ name }) => name),
];

/** By the column of each sheet. */
export function listsOf(words: RosterVocabulary): {
  readonly people: Lists<keyof typeof personHeadings>;
  readonly places: Lists<keyof typeof placeHeadings>;
  readonly seats: Lists<keyof typeof seatHeadings>;
} {
  const [posts, levels, bodies] = columnsOf(words).map((column, n) => {
    const letter = String.fromCharCode(65 + n);
    return column.length === 0 ? undefined : listOf(`'${OPTIONS}'!$${letter}$1:$${letter}$${column.length}`, 'stop');
  });
  const [township, village, team, unit] = (['township', 'village', 'team', 'unit'] as const).map(placesOf) as [
    List,
    List,
    List,
    List,
  ];
  const kinds = Object.entries(kindWords).flatMap(([kind, word]) => (kind === 'county' ? [] : word));
  return {
    people: {
      ...{ unit, team, township, village, leader: listOf('"是,否"', 'stop') },
      ...(posts === undefined ? {} : { post: posts }),
      ...(levels === undefined ? {} : { level: levels }),
    },
    places: { kind: listOf(`"${kinds.join(',')}"`, 'stop'), township, village },
    seats: {
      scope: listOf(`'${sheetNames.places}'!$B$2:$B$${SPARE_ROWS * 2}`, 'warning'),
      ...(bodies === undefined ? {} : { body: bodies }),
    },
  };
}

export function writeOptions(book: Workbook, words: RosterVocabulary): void {
  const sheet = book.addWorksheet(OPTIONS, { state: 'hidden' });
  columnsOf(words).forEach((column, n) =>
    column.forEach((word, row) => {
      sheet.getCell(row + 1, n + 1).value = cellText(word);
    }),
  );
}
