import { randomUUID } from 'node:crypto';
import { accessSync, constants, mkdirSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { pino, type Logger } from 'pino';
import { parseDocumentName } from '../src/lib/domain/document-name.ts';
import { admission, concerns } from './admission.ts';
import { isSecureOrigin, signInCookie } from './auth/cookie.ts';
import { hash, SignIns } from './auth/sign-ins.ts';
import { localBus } from './cluster/local-bus.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { DEMO_PASSWORD, importDemo } from './demo/import.ts';
import { seedTemplates } from './demo/seed-templates.ts';
import { frontOf, type Handler } from './http.ts';
import { createMetrics } from './metrics.ts';
import { registerServices, type Services } from './services.ts';
import { AccountService } from './services/account-service.ts';
import { auditWatch } from './services/audit-watch.ts';
import { AllowedPhrases } from './services/allowed-phrases.ts';
import { AuditTrail } from './services/audit-trail.ts';
import { BoardBin } from './services/board-bin.ts';
import { BoardChanges } from './services/board-changes.ts';
import { BoardCommands } from './services/board-commands.ts';
import { BoardExports } from './services/board-export.ts';
import { BoardGuard } from './services/board-guard.ts';
import { BoardRepair } from './services/board-repair.ts';
import { BoardLive } from './services/board-live.ts';
import { BoardHistory } from './services/board-history.ts';
import { BoardViewers } from './services/board-viewers.ts';
import { BoardVisits } from './services/board-visits.ts';
import { CasusService } from './services/casus-service.ts';
import { BoardService } from './services/board-service.ts';
import { Press } from './services/export/press.ts';
import { CommitWatch } from './services/commit-watch.ts';
import { Forgetting } from './services/forgetting.ts';
import { LabService } from './services/lab-service.ts';
import { MemberService } from './services/member-service.ts';
import { Mendings } from './services/mendings.ts';
import { Offences } from './services/offences.ts';
import { rulesFor, SyncAccess } from './services/sync-access.ts';
import { TemplateService } from './services/template-service.ts';
import { VersionKeeper } from './services/version-keeper.ts';
import { AllowedPhraseRepository } from './store/allowed-phrase-repository.ts';
import { Turns } from './services/turns.ts';
import { AuditRepository } from './store/audit-repository.ts';
import { BallotRepository } from './store/ballot-repository.ts';
import { BoardRepository } from './store/board-repository.ts';
import { ChangeRepository } from './store/change-repository.ts';
import { CasusRepository } from './store/casus-repository.ts';
import { GroupRepository } from './store/group-repository.ts';
import { LabRepository } from './store/lab-repository.ts';
import { MemberRepository } from './store/member-repository.ts';
import { PhaseRepository } from './store/phase-repository.ts';
import { SignInRepository } from './store/sign-in-repository.ts';
import { SqlUpdateLog } from './store/sql-update-log.ts';
import { openStore, type Store } from './store/store.ts';
import { TemplateRepository } from './store/template-repository.ts';
import { VersionRepository } from './store/version-repository.ts';
import { steadyClock } from './steady-clock.ts';
import type { Connection } from './sync/connection.ts';
import { HttpLines } from './sync/http-lines.ts';
import { syncLimits } from './sync/limits.ts';
import { Rooms } from './sync/rooms.ts';
import { Entrance } from './sync/entrance.ts';
import { SyncSockets } from './sync/socket.ts';

/** The whole of Kennislab but its pages, ready to be put behind an HTTP server. */
export interface Composed {
	config: Config;
	logger: Logger;
	services: Services;
	/** What keeps boards as they stood, and empties their bins. */
	keeper: VersionKeeper;
	bin: BoardBin;
	/** Goes before the pages. */
	front: Handler;
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
	/** Prints where it listens and who can sign in. */
	announce(): void;
	/** No new sockets, everything on disk, everybody told to come back. Pages still work. */
	drain(): Promise<void>;
	/** Drains, and closes the store. */
	close(): Promise<void>;
}

/** Config -> store -> services -> rooms. The only place where the parts meet. */
export async function compose(config: Config = readConfig()): Promise<Composed> {
	const logger = pino({ level: config.logLevel, base: null });
	const now = () => new Date();
	/** For the age of sign-ins, whatever happens to the clock of the machine. */
	const clock = steadyClock();
	const newId = () => randomUUID();
	const store = await openChecked(config);
	await seedTemplates(store, newId);
	if (config.demo) await importDemo(store, now(), newId);

	const bus = localBus();
	const trail = new AuditTrail({ store, now, logger });
	const members = new MemberRepository(store.db);
	const offences = new Offences(now);
	const boards = new BoardRepository(store.db, offences.barredFrom);
	const labs = new LabRepository(store.db);
	const signIns = new SignIns({
		signIns: new SignInRepository(store.db),
		members,
		bus,
		trail,
		now: clock,
		demo: config.demo
	});
	const metrics = createMetrics(
		() => ({
			...rooms.figures,
			connections: [...rooms.connections].map(({ grant, carrier }) => ({
				access: grant.access,
				carrier
			}))
		}),
		{ token: config.metricsToken, addressHeader: config.addressHeader }
	);
	const audit = auditWatch(trail);
	const rooms = new Rooms({
		log: new SqlUpdateLog(store, now),
		rulesFor,
		logger,
		now: () => clock().getTime(),
		watch: {
			...metrics.watch,
			closed: (...ended) => {
				metrics.watch.closed(...ended);
				audit.closed(...ended);
			}
		},
		// After a failed fsync even closing the store could take for written what is not.
		onBroken: (error) => {
			logger.fatal({ err: error }, 'the store is broken');
			process.exit(1);
		}
	});
	rooms.prepare();
	const groups = new GroupRepository(store.db);
	const forgetting = new Forgetting({
		store,
		now,
		newId,
		failed: (error) => logger.error({ err: error }, 'not yet forgotten')
	});
	const allowed = new AllowedPhrases({
		store,
		phrases: new AllowedPhraseRepository(store.db),
		boards,
		rooms,
		trail,
		tell: (boardId) => live.tell(boardId),
		now,
		newId
	});
	const templates = new TemplateService({
		store,
		templates: new TemplateRepository(store.db),
		boards,
		allowed,
		trail,
		now,
		newId
	});
	const turns = new Turns();
	const versions = new VersionRepository(store.db);
	const heard = (what: string) => (error: unknown) => logger.error({ err: error }, what);
	const changes = new BoardChanges({ store, rooms, now, failed: heard('changes not written') });
	const keeper = new VersionKeeper({
		store,
		boards,
		versions,
		rooms,
		turns,
		now,
		newId,
		failed: heard('version not kept')
	});
	const visits = new BoardVisits({ store, rooms, now, failed: heard('visits not written') });
	const actParts = {
		store,
		boards,
		phases: new PhaseRepository(store.db),
		groups,
		ballots: new BallotRepository(store.db),
		members,
		rooms,
		trail,
		forgetting,
		allowed,
		offences,
		changed: new ChangeRepository(store.db),
		changes,
		versions,
		keeper,
		tell: (boardId: string) => live.tell(boardId),
		mendings: new Mendings(now),
		turns,
		now,
		newId
	};
	const live: BoardLive = new BoardLive({
		...actParts,
		bus,
		settle: (boardId) => commands.settle(boardId),
		failed: (error) => logger.error({ err: error }, 'live state not written')
	});
	const commands: BoardCommands = new BoardCommands(actParts, live);
	const guard = new BoardGuard({
		...actParts,
		labs,
		live,
		watch: metrics.guard,
		failed: (error) => logger.error({ err: error }, 'not looked at for personal data')
	});
	const press = new Press();
	const bin = new BoardBin(actParts, heard('bin not emptied'));
	const repair = new BoardRepair({
		...actParts,
		labs,
		live,
		failed: (error) => logger.error({ err: error }, 'not put right')
	});
	// Shape first: the guard may make a document anew, and then nobody knows what a commit brought.
	const looks = new CommitWatch({
		rooms,
		look: async (look) => {
			await repair.check(look);
			await guard.check(look);
		}
	});
	const viewers = new BoardViewers({ trail, audit: new AuditRepository(store), members });
	const services: Services = {
		signIns,
		cookie: signInCookie(config.origin),
		accounts: new AccountService({ store, now, newId }),
		labs: new LabService(labs),
		boards: new BoardService({ ...actParts, live, commands, viewers, templates, labs }),
		casus: new CasusService({
			...actParts,
			bus,
			viewers,
			templates,
			casus: new CasusRepository(store.db)
		}),
		exports: new BoardExports({
			...actParts,
			press,
			viewers,
			failed: (error) => logger.error({ err: error }, 'no file made of a board')
		}),
		commands,
		history: new BoardHistory({ ...actParts, commands, labs, viewers }),
		allowed,
		templates,
		members: new MemberService({ members, boards, bus, trail, now, newId }),
		people: members,
		demo: config.demo,
		now,
		reportError: (error, facts) => logger.error({ err: error, ...facts }, 'page failed')
	};
	registerServices(services);

	const access = new SyncAccess({ store, boards, groups, now });
	const admit = admission({ origin: config.origin, services, access, rooms, viewers });
	const entrance = new Entrance(rooms, (request, document) => admit(request, document));
	// A page asks without an Origin what a socket of hers would be answered.
	const checks = new Entrance(rooms, (request, document) =>
		admit(request, document, { originOptional: true })
	);
	const sockets = new SyncSockets(rooms, entrance, (status) => metrics.watch.turnedAway(status));
	const secretOf = ({ headers }: IncomingMessage) => services.cookie.read(headers.cookie);
	const lines = new HttpLines({
		rooms,
		entrance,
		origin: config.origin,
		whoIs: async (request) => {
			const signedIn = await signIns.whoHolds(secretOf(request));
			return signedIn && { signInId: signedIn.signIn.id, memberId: signedIn.actor.memberId };
		},
		signInId: (request) => {
			const secret = secretOf(request);
			return secret && hash(secret);
		},
		failed: (error) => logger.error({ err: error }, 'channel not opened')
	});
	const decide = async (connection: Connection) => {
		const signedIn = await signIns.byId(connection.grant.signInId);
		if (!signedIn) return 'signInEnded';
		const grant = await access.grant(signedIn, connection.document);
		const parsed = parseDocumentName(connection.document);
		// A line that stays open is a board that stays open: each hour of it is written down.
		if (grant && parsed) void viewers.saw(grant.memberId, { id: parsed.id, labId: grant.labId });
		return grant ?? 'rightLost';
	};
	const failed = (error: unknown) => logger.error({ err: error }, 'rights not re-read');
	bus.onNotice((notice) => {
		rooms.recheck((connection) => concerns(notice, connection), decide).catch(failed);
	});
	// In case a notice was missed; and whoever looks at a board is using her sign-in.
	const sweep = setInterval(() => {
		rooms.recheck(() => true, decide).catch(failed);
		signIns.useAll(rooms.signInsInUse()).catch(failed);
	}, syncLimits.rightsSweep).unref();

	let drained: Promise<void> | null = null;
	const drain = async () => {
		clearInterval(sweep);
		live.stop();
		await looks.stop();
		repair.stop();
		entrance.drain();
		checks.drain();
		await bin.stop();
		await keeper.stop();
		await changes.stop();
		await visits.stop();
		await rooms.close();
		sockets.stop();
		lines.end();
	};

	return {
		config,
		logger,
		services,
		keeper,
		bin,
		front: frontOf({
			origin: config.origin,
			probe: () => store.probe(),
			checkSync: (request, document) => checks.check(request, document),
			metrics: metrics.handler,
			lines: (request, response) => lines.handle(request, response)
		}),
		upgrade: (request, socket, head) => {
			sockets.upgrade(request, socket, head).catch((error: unknown) => {
				logger.error({ err: error }, 'upgrade failed');
			});
		},
		announce: () => void announce(config, services, logger),
		drain: () => (drained ??= drain()),
		close: async () => {
			press.stop();
			await (drained ??= drain());
			await trail.idle();
			await forgetting.stop();
			await store.close();
		}
	};
}

/** Opens the store; what an operator can mend becomes one readable line. */
async function openChecked(config: Config): Promise<Store> {
	try {
		mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
		accessSync(config.dataDir, constants.W_OK);
	} catch (error) {
		throw new ConfigError(`DATA_DIR ${config.dataDir} cannot be written: ${reason(error)}`, {
			cause: error
		});
	}
	try {
		return await openStore(config.database);
	} catch (error) {
		const where = config.database.startsWith('postgres') ? 'DATABASE_URL' : config.database;
		throw new ConfigError(`${where} cannot be opened: ${reason(error)}`, { cause: error });
	}
}

function reason(error: unknown): string {
	if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
	return error instanceof Error ? error.message : String(error);
}

async function announce(config: Config, services: Services, logger: Logger): Promise<void> {
	if (config.logLevel === 'silent') return;
	const lines = [`Kennislab: ${config.origin}`];
	if (!isSecureOrigin(config.origin)) {
		lines.push('Warning: not https and not localhost, so the sign-in cookie is not protected.');
	}
	if (config.demo) {
		lines.push(`Demo: sign in with the password ${DEMO_PASSWORD} as`);
		for (const person of await services.people.listDemo()) {
			lines.push(`  ${person.email.padEnd(32)} ${person.name}, ${person.role ?? person.account}`);
		}
	} else {
		lines.push('First account: npm run admin -- create <address>');
	}
	console.log(lines.join('\n'));
	logger.debug({ limits: syncLimits }, 'limits');
}
