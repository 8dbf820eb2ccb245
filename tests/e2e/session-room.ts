import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import type { LabProcess } from '../support/lab-process.ts';
import { expect, labPath } from './lab.ts';

const title = 'Derde bijeenkomst: wie doet wat wanneer';

/** The path of the third meeting of the demo. */
export function roomPath(lab: LabProcess): string {
	const database = new Database(lab.databaseFile, { readonly: true });
	const { id } = database.prepare('select id from session where title = ?').get(title) as {
		id: string;
	};
	database.close();
	return `${labPath}/sessions/${id}`;
}

/** A session of one test's own, led by Marit. Returns its path. */
export function aRoom(lab: LabProcess, name: string): string {
	const database = new Database(lab.databaseFile, { timeout: 5_000 });
	const id = crypto.randomUUID();
	const like = database.prepare('select lab_id, created_by from session where title = ?');
	const { lab_id, created_by } = like.get(title) as { lab_id: string; created_by: string };
	const marit = database.prepare("select id from member where email like 'marit@%'").get() as {
		id: string;
	};
	const at = new Date().toISOString();
	database
		.prepare(
			`insert into session (id, lab_id, title, goal, starts_at, status, created_by, created_at)
			values (?, ?, ?, '', ?, 'planned', ?, ?)`
		)
		.run(id, lab_id, name, at, created_by, at);
	database
		.prepare(
			`insert into agenda_item (id, session_id, position, title, minutes, who, instruction, notes)
			values (?, ?, 0, 'Inloop', 10, '', '', '')`
		)
		.run(crypto.randomUUID(), id);
	database
		.prepare("insert into session_role (session_id, member_id, role) values (?, ?, 'lead')")
		.run(id, marit.id);
	database.close();
	return `${labPath}/sessions/${id}`;
}

/** It is over: the next test finds no session running. Of one in its first step. */
export async function endRoom(marit: Page, path: string): Promise<void> {
	const answer = await marit.request.post(`${path}/do`, {
		data: { do: 'end', from: 1 },
		headers: { Origin: new URL(marit.url()).origin }
	});
	expect(answer.status()).toBe(200);
}

/** The same by the button of its desk, whatever step it is in. */
export async function endAtDesk(marit: Page, path: string): Promise<void> {
	await marit.goto(`${path}/desk`);
	await marit.getByRole('button', { name: 'Beëindig de sessie' }).click();
	await marit.getByRole('dialog').getByRole('button', { name: 'Beëindig voor iedereen' }).click();
	await expect(marit.getByRole('button', { name: 'Beëindig de sessie' })).toHaveCount(0);
}
