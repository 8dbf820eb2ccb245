import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aConnection } from '../../tests/support/lines.ts';
import type { CloseReason } from '../sync/limits.ts';
import { openStore, type Store } from '../store/store.ts';
import { AuditTrail } from './audit-trail.ts';
import { auditWatch } from './audit-watch.ts';

let store: Store;
let trail: AuditTrail;
let watch: ReturnType<typeof auditWatch>;

beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
	store = await openStore(':memory:');
	trail = new AuditTrail({ store, now: () => new Date(), logger: console });
	watch = auditWatch(trail);
});
afterEach(async () => {
	vi.useRealTimers();
	await store.close();
});

async function closed(memberId: string, reason: CloseReason, times = 1): Promise<void> {
	for (let i = 0; i < times; i++) watch.closed(aConnection(memberId).connection, reason, 'secret');
	await Promise.resolve();
	await trail.idle();
}
const rows = async () =>
	(await store.db.selectFrom('audit').selectAll().orderBy('seq').execute()).map((row) => ({
		who: row.member_id,
		...(JSON.parse(row.detail) as { reason: string })
	}));

describe('what the sync server refused', () => {
	it('is written down with who, which document and why, never with more', async () => {
		await closed('ans', 'rightLost');
		await closed('bo', 'clientTaken');
		const kept = await store.db.selectFrom('audit').selectAll().orderBy('seq').execute();
		expect(kept).toMatchObject([
			{ act: 'sync.refused', member_id: 'ans', subject: 'd', detail: '{"reason":"rightLost"}' },
			{ act: 'sync.refused', member_id: 'bo', subject: 'd', detail: '{"reason":"clientTaken"}' }
		]);
	});

	it.each(['restart', 'malformed', 'tooFast', 'signInEnded', 'tryLater'] as const)(
		'is not a close for %s',
		async (reason) => {
			await closed('ans', reason);
			expect(await rows()).toEqual([]);
		}
	);

	it('fills at most twenty-one rows a minute for one member, the last for all that came after', async () => {
		await closed('ans', 'rightLost', 500);
		await closed('bo', 'rightLost');
		const kept = await rows();
		expect(kept.filter(({ who }) => who === 'ans')).toHaveLength(21);
		expect(kept[20]).toEqual({ who: 'ans', reason: 'others-this-minute' });
		expect(kept[21]).toEqual({ who: 'bo', reason: 'rightLost' });
		vi.advanceTimersByTime(60_000);
		await closed('ans', 'rightLost', 500);
		expect(await rows()).toHaveLength(43);
	});
});
