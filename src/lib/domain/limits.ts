/** What a person may enter; held by the page, checked again by the server. */
export const limits = {
	/** UTF-16 units in the text of one card. */
	cardText: 2000,
	/** Cards on one board, the bin included. */
	boardCards: 2000,
	/** UTF-16 units in what one says about a card, and how often one can about one card. */
	comment: 1000,
	cardComments: 200,
	/** UTF-16 units in a title. */
	title: 200,
	/** UTF-16 units in the name of a group, and in what whoever leads says to groups. */
	groupName: 60,
	groupMessage: 300,
	/** UTF-16 units in the question of a board. */
	question: 500,
	/** UTF-16 units in a phrase that is no personal data. */
	allowedPhrase: 100,
	/** Such phrases agreed in one lab, and proposals of one member that nobody looked at yet. */
	agreedPhrases: 200,
	openPhrases: 50,
	/** UTF-16 units in one sentence of a casus. */
	sentence: 160,
	/** UTF-16 units in what a second reader of a casus writes to its contributor. */
	remark: 600
} as const;
