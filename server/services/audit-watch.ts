import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { SyncWatch } from '../sync/watch.ts';
import type { AuditTrail } from './audit-trail.ts';

/** Rows of one member in a minute; more is a client that keeps on knocking. */
const ROWS = 20;
const MINUTE = 60;

/**
 * Writes down whom the sync server sent away for what she has no right to. After twenty in a minute
 * one more row says that there were others: how many is in the metrics.
 */
export function auditWatch(trail: AuditTrail): Pick<SyncWatch, 'closed'> {
	const rows = new RateLimiterMemory({ points: ROWS, duration: MINUTE });
	return {
		closed({ document, grant: { memberId } }, reason) {
			if (reason !== 'rightLost' && reason !== 'clientTaken') return;
			const refused = (detail: { reason: string }) =>
				void trail.record({ act: 'sync.refused', memberId, subject: document, detail });
			rows.consume(memberId).then(
				() => refused({ reason }),
				(full: unknown) => {
					const isFirst = full instanceof RateLimiterRes && full.consumedPoints === ROWS + 1;
					if (isFirst) refused({ reason: 'others-this-minute' });
				}
			);
		}
	};
}
