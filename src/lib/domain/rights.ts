/** The nine roles of a membership, in the order of the columns below. */
export const roles = [
	'facilitator',
	'ess',
	'gem_oov',
	'gem_sociaal',
	'si',
	'nctv',
	'expert',
	'sleutelfiguur',
	'waarnemer'
] as const;
export type Role = (typeof roles)[number];

/** ja: always in this lab; eigen: own item or organisation; uitgenodigd: where invited; nee: never. */
export type Right = 'ja' | 'eigen' | 'uitgenodigd' | 'nee';

function row(values: string): Record<Role, Right> {
	const rights = values.split(' ');
	return Object.fromEntries(roles.map((role, i) => [role, rights[i]])) as Record<Role, Right>;
}

/** Only the facilitator: what the role matrix leaves open until somebody decides otherwise. */
const facilitatorOnly = row('ja nee nee nee nee nee nee nee nee');

/**
 * Who may do what: the 33 capabilities of demo/roles.json (a test compares every cell), and below
 * them what that matrix lacks.
 */
export const rights = {
	// facilitator, ess, gem_oov, gem_sociaal, si, nctv, expert, sleutelfiguur, waarnemer
	'lab.read': row('ja ja ja ja ja ja uitgenodigd uitgenodigd ja'),
	'board.read': row('ja ja ja ja ja ja uitgenodigd uitgenodigd uitgenodigd'),
	'board.readRed': row('uitgenodigd uitgenodigd uitgenodigd uitgenodigd nee nee nee nee nee'),
	'board.write': row('ja ja ja ja ja ja uitgenodigd uitgenodigd nee'),
	'board.create': row('ja ja ja ja nee nee nee nee nee'),
	'board.facilitate': row('ja uitgenodigd nee nee nee nee nee nee nee'),
	'casus.bring': row('nee nee ja ja nee nee nee nee nee'),
	'casus.withdraw': row('ja nee eigen eigen nee nee nee nee nee'),
	'casus.seeContributor': row('ja ja eigen eigen nee nee nee nee nee'),
	'casus.approveAnonymity': row('ja ja nee nee nee nee nee nee nee'),
	'thread.ask': row('ja ja ja ja ja ja nee uitgenodigd nee'),
	'thread.answer': row('ja ja ja ja ja ja uitgenodigd uitgenodigd nee'),
	'thread.alsoAtOurs': row('nee nee ja ja nee nee nee nee nee'),
	'expertRound.run': row('ja ja nee nee nee nee nee nee nee'),
	'session.join': row('ja ja ja ja ja ja uitgenodigd uitgenodigd uitgenodigd'),
	'session.vote': row('nee ja ja ja ja ja nee uitgenodigd nee'),
	'harvest.write': row('ja ja ja ja ja ja nee nee nee'),
	'lesson.approve': row('ja ja ja ja nee nee nee nee nee'),
	'lesson.publish': row('ja ja nee nee nee nee nee nee nee'),
	'glossary.propose': row('ja ja ja ja ja ja uitgenodigd uitgenodigd nee'),
	'glossary.approve': row('ja nee nee nee nee nee nee nee nee'),
	'scan.answer': row('nee nee ja ja nee nee nee nee nee'),
	'scan.totals': row('ja ja ja ja ja ja nee nee nee'),
	'scan.perMunicipality': row('nee ja eigen eigen nee nee nee nee nee'),
	'network.read': row('ja ja ja ja ja nee nee nee nee'),
	'network.edit': row('nee nee eigen eigen nee nee nee nee nee'),
	'keyFigure.names': row('nee nee eigen eigen nee nee nee eigen nee'),
	'request.create': row('nee nee ja ja nee nee nee ja nee'),
	'request.handle': row('nee ja nee nee nee nee nee nee nee'),
	'guest.invite': row('ja ja uitgenodigd uitgenodigd nee nee nee nee nee'),
	'export.lab': row('ja ja ja ja ja ja nee nee nee'),
	'export.board': row('ja nee eigen eigen nee nee nee nee nee'),
	'audit.own': row('ja nee eigen eigen nee nee nee nee nee'),
	// Not in the matrix; but for reading each changes what everybody sees, so it lies with who leads:
	'thread.read': row('ja ja ja ja ja ja uitgenodigd uitgenodigd uitgenodigd'), // as boards
	'thread.pin': facilitatorOnly, // takes everybody's attention
	'content.redact': facilitatorOnly, // removes for good
	'board.freeze': facilitatorOnly, // stops everybody's writing
	'template.adapt': facilitatorOnly, // a method is agreed for the whole lab
	'session.plan': facilitatorOnly, // the draaiboek is the facilitator's
	'members.manage': facilitatorOnly, // gives and takes access
	'guard.allow': facilitatorOnly // weakens the personal-data guard for everybody
} satisfies Record<string, Record<Role, Right>>;

export type Capability = keyof typeof rights;
