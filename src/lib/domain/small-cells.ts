import { FEWEST } from './ballot.ts';

type Row = readonly number[];
/** Numbers of people beside each other; null: not shown. */
export type Shown = readonly (number | null)[];

/**
 * Which numbers of a row can be shown beside their sum. A number of one or two people is not, nor
 * what would tell it. Whoever reads is taken to know how many of each group there were at most, and
 * how this is decided: so what is hidden differs among the rows that come out the same. Only where
 * the sum itself leaves one row (nobody, or everybody) there is nothing left to hide.
 */
export function hideSmall(row: Row, most: Row): Shown {
	const nothing = row.map(() => null);
	const rows = rowsOf(sum(row), most);
	const alike = Map.groupBy(rows, (each) => String(byItself(each, most)));
	const hidden: Row[] = [];
	let shown: Shown = nothing;
	for (const group of alike.values()) {
		const outcome = byItself(group[0] ?? [], most);
		// What would give away what it hides is hidden altogether.
		const isKept = varies(group, outcome) && !isNothing(outcome);
		if (!isKept) hidden.push(...group);
		else if (group.some((each) => isSame(each, row))) shown = outcome;
	}
	// That something is hidden must not tell what it was either.
	return hidden.length > 0 && !varies(hidden, nothing) ? nothing : shown;
}

/** All rows of a sum in which no number is above what it can be. */
export function rowsOf(total: number, most: Row): number[][] {
	const [first, ...others] = most;
	if (first === undefined) return total === 0 ? [[]] : [];
	const rows: number[][] = [];
	for (let n = 0; n <= Math.min(first, total); n++) {
		for (const rest of rowsOf(total - n, others)) rows.push([n, ...rest]);
	}
	return rows;
}

/**
 * Where nothing is small all is shown. Else at most a number larger than all others together: what
 * the others share is then in the sum, and not how they share it.
 */
function byItself(row: Row, most: Row): Shown {
	if (!row.some(isSmall) && !most.some(isSmall)) return row;
	const total = sum(row);
	return row.map((n) => (n >= FEWEST && n > total - n ? n : null));
}

/** Whether each number that is hidden could be more than one. */
function varies(rows: readonly Row[], shown: Shown): boolean {
	return shown.every((n, i) => n !== null || new Set(rows.map((row) => row[i])).size > 1);
}

const isNothing = (shown: Shown) => shown.every((n) => n === null);
const isSmall = (n: number) => n > 0 && n < FEWEST;
const sum = (row: Row) => row.reduce((total, n) => total + n, 0);
const isSame = (a: Shown, b: Shown) => a.every((n, i) => n === b[i]);
