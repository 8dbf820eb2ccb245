import type { Transaction } from 'kysely';
import type { OnwardKind } from '../../src/lib/documents/thread-view.ts';
import type { LabItem } from './lab-repository.ts';
import type { Db, Schema } from './schema.ts';

type Trx = Transaction<Schema>;

/** An item of a lab that a foothold became. */
export interface Onward {
	id: string;
	kind: OnwardKind;
	title: string;
	data: LabItem['data'];
	footholdId: string;
	madeBy: string;
}

/** Sets it down as the last of its kind. */
export async function insertOnward(
	trx: Trx,
	{ labId, at, ...item }: Onward & { labId: string; at: Date }
): Promise<void> {
	const { last } = await trx
		.selectFrom('lab_item')
		.select((select) => select.fn.max('position').as('last'))
		.where('lab_id', '=', labId)
		.where('kind', '=', item.kind)
		.executeTakeFirstOrThrow();
	const { id, kind, title, data } = item;
	await trx
		.insertInto('lab_item')
		.values({
			...{ id, lab_id: labId, kind, title },
			...{ position: Number(last ?? 0) + 1, data: JSON.stringify(data) }
		})
		.execute();
	await trx
		.insertInto('foothold_item')
		.values({
			item_id: id,
			foothold_id: item.footholdId,
			made_by: item.madeBy,
			at: at.toISOString()
		})
		.execute();
}

/** What the footholds of a question became, the first one first. */
export async function listOnward(db: Db, questionId: string): Promise<Onward[]> {
	const rows = await db
		.selectFrom('foothold_item')
		.innerJoin('foothold', 'foothold.id', 'foothold_item.foothold_id')
		.innerJoin('lab_item', 'lab_item.id', 'foothold_item.item_id')
		.select(['lab_item.id', 'lab_item.kind', 'lab_item.title', 'data', 'foothold_id', 'made_by'])
		.where('foothold.question_id', '=', questionId)
		.orderBy('foothold_item.at')
		.orderBy('lab_item.id')
		.execute();
	return rows.map(({ id, kind, title, data, foothold_id, made_by }) => ({
		...{ id, kind: kind as OnwardKind, title },
		data: JSON.parse(data) as LabItem['data'],
		footholdId: foothold_id,
		madeBy: made_by
	}));
}

/** Whether there is such an item, in whatever lab. */
export async function isItem(db: Db, id: string): Promise<boolean> {
	const row = db.selectFrom('lab_item').select('id').where('id', '=', id);
	return (await row.executeTakeFirst()) !== undefined;
}

/** The question each such item of a lab came from, by the id of the item. */
export async function questionsBehind(db: Db, labId: string): Promise<Map<string, string>> {
	const rows = await db
		.selectFrom('foothold_item')
		.innerJoin('foothold', 'foothold.id', 'foothold_item.foothold_id')
		.innerJoin('lab_item', 'lab_item.id', 'foothold_item.item_id')
		.select(['item_id', 'question_id'])
		.where('lab_id', '=', labId)
		.orderBy('item_id')
		.execute();
	return new Map(rows.map(({ item_id, question_id }) => [item_id, question_id]));
}

/** It is gone, with what was said of how it goes. */
export async function deleteItem(trx: Trx, id: string): Promise<void> {
	await trx.deleteFrom('action_status').where('action_id', '=', id).execute();
	await trx.deleteFrom('foothold_item').where('item_id', '=', id).execute();
	await trx.deleteFrom('lab_item').where('id', '=', id).execute();
}

/** Says it otherwise. */
export async function rewordItem(
	trx: Trx,
	{ id, title, data }: Pick<Onward, 'id' | 'title' | 'data'>
): Promise<void> {
	const said = { title, data: JSON.stringify(data) };
	await trx.updateTable('lab_item').set(said).where('id', '=', id).execute();
}
