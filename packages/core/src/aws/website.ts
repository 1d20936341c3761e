import type { GetBucketWebsiteCommandOutput, WebsiteConfiguration } from '@aws-sdk/client-s3';
import type { BucketWebsite, NewBucketWebsite } from '../ports/object-store.ts';

export function readWebsite(answer: GetBucketWebsiteCommandOutput): BucketWebsite {
  const everything = answer.RedirectAllRequestsTo;
  if (everything !== undefined) {
    return { kind: 'redirect', host: everything.HostName ?? '', protocol: everything.Protocol };
  }
  return {
    kind: 'pages',
    indexDocument: answer.IndexDocument?.Suffix ?? '',
    errorDocument: answer.ErrorDocument?.Key,
    routingRules: answer.RoutingRules?.length ?? 0,
  };
}

export function writeWebsite(website: NewBucketWebsite): WebsiteConfiguration {
  switch (website.kind) {
    case 'redirect':
      return { RedirectAllRequestsTo: { HostName: website.host, Protocol: website.protocol } };
    case 'pages':
      return {
        IndexDocument: { Suffix: website.indexDocument },
        ...(website.errorDocument === undefined ? {} : { ErrorDocument: { Key: website.errorDocument } }),
      };
  }
}
