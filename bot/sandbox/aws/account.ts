// The one AWS account that the sandbox pretends to be.

export const ACCOUNT_ID = '123456789012';
