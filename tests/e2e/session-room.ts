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

export async function openRoom(page: Page, lab: LabProcess): Promise<void> {
	await page.goto(roomPath(lab));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
}
