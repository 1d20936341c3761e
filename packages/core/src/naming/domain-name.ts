/** A host name in lower case, checked; as an alias it may start with `*.`. */
export type DomainName = string & { readonly __brand: 'DomainName' };
