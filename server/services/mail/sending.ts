import type { Mail, MailRepository } from '../../store/mail-repository.ts';
import { HOUR, MOST } from './dealing.ts';
import { prepare, type PreparingParts } from './preparing.ts';
import type { MailTransport } from './transport.ts';

export interface SendingParts extends PreparingParts {
	mails: MailRepository;
	transport: MailTransport;
}

/** Ms after each try; after the last it is given up. Two days in all. */
const MINUTE = 60_000;
const waits = [1, 5, 15, 60, ...Array<number>(11).fill(240)].map((minutes) => minutes * MINUTE);

/** Sends what is due, one after another. Ends early when `signal` says so, or when nothing gets out. */
export async function sendDue(
	parts: SendingParts,
	isStopping: () => boolean,
	signal: AbortSignal
): Promise<void> {
	while (!isStopping()) {
		const mail = await parts.mails.claim(parts.now());
		if (!mail) return;
		const ready = await makeReady(parts, mail);
		if (ready && !(await handOver(parts, mail, ready, signal))) return;
	}
}

interface Ready {
	to: string;
	bytes: Buffer;
}

/** Null: it is not to go now, or not at all. Nothing was handed over, so whatever fails puts it back. */
async function makeReady(parts: SendingParts, mail: Mail): Promise<Ready | null> {
	const { mails, now } = parts;
	try {
		const ready = await prepare(parts, mail);
		if ('dropped' in ready) {
			await mails.settle(mail.id, { state: 'dropped', why: ready.dropped, at: now() });
			return null;
		}
		const nextAt = await roomFor(parts, ready.to);
		if (!nextAt) return { to: ready.to, bytes: await ready.write() };
		await mails.settle(mail.id, { state: 'waiting', why: null, nextAt });
		return null;
	} catch (error) {
		const nextAt = new Date(now().getTime() + MINUTE);
		await mails.settle(mail.id, { state: 'waiting', why: null, nextAt });
		throw error;
	}
}

/**
 * False: whatever else is due would meet the same. What fails after the handing over leaves it taken,
 * and so uncertain: it is never put back.
 */
async function handOver(
	parts: SendingParts,
	mail: Mail,
	ready: Ready,
	signal: AbortSignal
): Promise<boolean> {
	const { mails, transport, now } = parts;
	const { id } = mail;
	const sent = await transport.send({ id, from: parts.from, ...ready }, signal);
	switch (sent.became) {
		case 'sent':
			await mails.settle(id, { state: 'sent', to: ready.to, at: now() });
			return true;
		case 'never':
			await mails.settle(id, { state: 'failed', why: sent.why, at: now() });
			return true;
		case 'uncertain':
			await mails.settle(id, { state: 'uncertain', why: sent.why });
			// A mail server that keeps falling over is not given everything at once.
			return false;
		case 'later': {
			const wait = waits[mail.attempts - 1];
			const { why } = sent;
			if (wait === undefined) await mails.settle(id, { state: 'failed', why, at: now() });
			else {
				const again = new Date(now().getTime() + wait);
				await mails.settle(id, { state: 'waiting', why, nextAt: again });
			}
			return !sent.isLine;
		}
	}
}

/** Null: this address may have one more now; else when it may. */
async function roomFor({ mails, now }: SendingParts, address: string): Promise<Date | null> {
	const oldest = (await mails.lastSent(address, MOST))[MOST - 1];
	if (oldest === undefined) return null;
	const free = new Date(Date.parse(oldest) + HOUR);
	return free > now() ? free : null;
}
