interface Policy {
	createHTML: (html: string) => string;
}

const { trustedTypes } = globalThis as {
	trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy };
};

/** What svelte.config.js allows by this name: without a policy our pages read no HTML at all. */
const policy = trustedTypes?.createPolicy('kennislab-inert-html', { createHTML: (html) => html });

/** A tag with its attributes, whatever stands in them. */
const tags = /<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi;
const active = /\s(?:style|on\w+|src|srcset|srcdoc)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi;
/** What Word says of an item of a list stands in its style: `mso-list:l0 level2 lfo1`. */
const wordList = /mso-list:\s*([\w .-]+)/i;
const sheets = /<(style|script)\b[^>]*>[\s\S]*?<\/\1\s*>/gi;

/**
 * Parses as data: nothing in it runs and nothing is fetched. What would be style or script here is left out
 * before, for the browser reports each of them as if it were of the page; what Word says of a list is kept
 * as `data-list`. Nothing else uses the policy.
 */
export function parseInert(html: string): Document {
	const quiet = html.replace(sheets, '').replace(tags, (tag) => tag.replace(active, listOnly));
	return new DOMParser().parseFromString(policy?.createHTML(quiet) ?? quiet, 'text/html');
}

function listOnly(attribute: string): string {
	const said = wordList.exec(attribute)?.[1];
	return said === undefined ? '' : ` data-list="${said}"`;
}
