import { randomUUID } from 'node:crypto';
import type { Store } from '../../server/store/store.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { aBoard, aMember, aMembership } from './builders.ts';
import { aSignIn } from './sign-in.ts';

/** People who may write in the lab of the demo, each signed in: their cookies. */
export async function aCrowd(store: Store, size: number): Promise<string[]> {
	const { id: lab_id } = await store.db.selectFrom('lab').select('id').executeTakeFirstOrThrow();
	const cookies: string[] = [];
	for (let i = 0; i < size; i++) {
		const id = randomUUID();
		await aMember(store, { id });
		await aMembership(store, { lab_id, member_id: id, role: 'gem_sociaal' });
		cookies.push(await aSignIn(store, id));
	}
	return cookies;
}

/** An open board in the lab of the demo whose document nobody wrote in yet: the document's name. */
export async function anEmptyBoard(store: Store): Promise<string> {
	const like = await store.db
		.selectFrom('board')
		.select(['lab_id', 'template_id'])
		.executeTakeFirstOrThrow();
	const id = randomUUID();
	await aBoard(store, { id, ...like });
	const name = boardDocument(id);
	await store.db
		.insertInto('document')
		.values({ name, epoch: 1, created_at: new Date().toISOString() })
		.execute();
	return name;
}
