/** Where a casus board stands: being prepared, talked about, harvested. */
export type BoardStatus = 'voorbereiding' | 'in_gesprek' | 'geoogst';
