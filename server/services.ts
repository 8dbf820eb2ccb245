import type { SignInCookie } from './auth/cookie.ts';
import type { SignIns } from './auth/sign-ins.ts';
import type { AllowedPhrases } from './services/allowed-phrases.ts';
import type { AccountService } from './services/account-service.ts';
import type { BoardCommands } from './services/board-commands.ts';
import type { BoardExports } from './services/board-export.ts';
import type { BoardHistory } from './services/board-history.ts';
import type { BoardService } from './services/board-service.ts';
import type { CasusService } from './services/casus-service.ts';
import type { LabService } from './services/lab-service.ts';
import type { MemberService } from './services/member-service.ts';
import type { TemplateService } from './services/template-service.ts';
import type { MemberRepository } from './store/member-repository.ts';

/** What pages may ask of the server. Built once in compose.ts and handed down in `locals`. */
export interface Services {
	signIns: SignIns;
	cookie: SignInCookie;
	accounts: AccountService;
	labs: LabService;
	boards: BoardService;
	casus: CasusService;
	exports: BoardExports;
	commands: BoardCommands;
	history: BoardHistory;
	allowed: AllowedPhrases;
	templates: TemplateService;
	members: MemberService;
	people: MemberRepository;
	/** Demo people may be shown on the sign-in page. */
	demo: boolean;
	now: () => Date;
	/** Writes an unforeseen failure to the log; never with content. */
	reportError(error: unknown, facts: object): void;
}

/**
 * The one handle through which the built app finds what Node composed: server/ is loaded twice in
 * production (by Node, and bundled into the app), so a module variable would be two.
 */
const handle = Symbol.for('kennislab.services');

export function registerServices(services: Services): void {
	(globalThis as Record<symbol, unknown>)[handle] = services;
}

export function registeredServices(): Services {
	const services = (globalThis as Record<symbol, unknown>)[handle];
	if (!services) throw new Error('the app was started without server/main.ts');
	return services as Services;
}
