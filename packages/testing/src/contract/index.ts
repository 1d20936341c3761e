export { cdnContract } from './cdn-contract.ts';
export { certificatesContract } from './certificates-contract.ts';
export { objectStoreContract } from './object-store-contract.ts';
export type { ContractNeeds, ContractSubject, SetUp } from './subject.ts';
