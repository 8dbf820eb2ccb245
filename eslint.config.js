import js from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** The arrows of style.md: who may import whom. `where` says where the code should go instead. */
const wall = (files, patterns) => ({
	files,
	rules: {
		'no-restricted-imports': [
			'error',
			{ patterns: patterns.map(([group, where]) => ({ group, message: where })) }
		]
	}
});

const server = [
	['$server/*', '**/server/**', '!$lib/server/*'],
	'The browser never loads server/: ask through a load function or an action.'
];
const svelteOnly = [
	['svelte', 'svelte/*', '$app/*', '@sveltejs/*'],
	'Node runs this unbundled: keep Svelte out, put it in live/ or components/.'
];
const lib = [['$lib/*'], 'Node runs this unbundled: use a relative import with .ts.'];

export default ts.config(
	{
		ignores: [
			'build/',
			'.svelte-kit/',
			'node_modules/',
			'src/lib/paraglide/',
			'src/project.inlang/',
			'data/',
			'test-results/',
			'playwright-report/'
		]
	},
	js.configs.recommended,
	...ts.configs.recommendedTypeChecked,
	...svelte.configs.recommended,
	{
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] }
		},
		plugins: { 'import-x': importX },
		settings: {
			'import-x/ignore': ['node_modules', '\\.svelte$'],
			'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.svelte'] })]
		},
		rules: {
			'no-undef': 'off',
			'import-x/no-cycle': 'error',
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/no-confusing-void-expression': 'off',
			// Kit's redirect() and error() are thrown by design.
			'@typescript-eslint/only-throw-error': 'off',
			'svelte/no-at-html-tags': 'error',
			// No base path: a lab has a host of its own.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: {
				projectService: true,
				extraFileExtensions: ['.svelte'],
				parser: ts.parser,
				svelteConfig
			}
		},
		rules: {
			// svelte-check knows the types of a page's data; this parser does not.
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off'
		}
	},
	{
		files: ['**/*.js'],
		...ts.configs.disableTypeChecked
	},
	{
		files: ['**/*.test.ts', 'tests/**/*.ts', 'bench/**/*.ts'],
		rules: {
			// Index access in a test fails the test, which is what one wants.
			'@typescript-eslint/no-non-null-assertion': 'off'
		}
	},
	wall(
		['src/lib/domain/**/*.ts'],
		[[['../!(domain)/**', '../../**', 'yjs'], 'domain/ imports only itself.'], svelteOnly, lib]
	),
	wall(
		['src/lib/privacy/**/*.ts'],
		[
			[
				['../**', '!../../../demo/**', 'yjs'],
				'privacy/ imports only itself: it runs in the browser and, unbundled, on the server.'
			],
			svelteOnly,
			lib
		]
	),
	wall(
		['src/lib/documents/**/*.ts'],
		[
			[
				['../live/**', '../components/**', '../server/**'],
				'documents/ knows yjs and domain/ only.'
			],
			svelteOnly,
			lib
		]
	),
	wall(
		['src/lib/live/**/*.ts'],
		[server, [['$lib/components/*'], 'live/ is read by components/, never the other way round.']]
	),
	wall(['src/lib/components/**/*.{ts,svelte}'], [server]),
	wall(
		['src/lib/components/ui/**/*.{ts,svelte}'],
		[server, [['$lib/live/*', '$lib/documents/*'], 'ui/ knows no documents: pass a plain prop.']]
	),
	wall(
		['server/**/*.ts'],
		[
			[
				['**/src/lib/live/**', '**/src/lib/components/**'],
				'server/ knows domain/ and documents/ only.'
			]
		]
	),
	wall(
		['server/sync/**/*.ts'],
		[
			[
				['**/services/**', '**/store/**', '**/src/**', '**/auth/**'],
				'sync/ knows bytes and Y.Doc, never cards: hand it in from compose.ts.'
			]
		]
	),
	wall(
		['server/store/**/*.ts'],
		[
			[
				['**/services/**', '**/auth/**'],
				'A repository is called by a service, not the other way round.'
			]
		]
	)
);
