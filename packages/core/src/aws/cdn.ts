import type { DistributionConfig, DistributionSummary as ListedDistribution } from '@aws-sdk/client-cloudfront';
import { applyChange, newConfig } from '../distribution/config-document.ts';
import type { DistributionSummary, VersionedDistribution } from '../distribution/distribution.ts';
import { hasCode, S3FrontError } from '../errors.ts';
import type { DistributionId } from '../naming/cf-uri.ts';
import type { CallOptions } from '../ports/call-options.ts';
import type { Cdn } from '../ports/cdn.ts';
import { atBorder, type Call, everyItem, expectMember } from './border.ts';
import type { Clients } from './clients.ts';
import {
  readAccessControl,
  readInvalidation,
  readInvalidationSummary,
  readSummary,
  readVersion,
  summaryOf,
} from './cloudfront-answers.ts';
import { assertNothingLost } from './config-guard.ts';
import { keptAnswer } from './kept-answer.ts';
import { httpOptions, NEXT_TO_THE_WIRE, unquoted } from './wire.ts';

/** A configuration whole, as AWS writes it, and its version. */
interface ConfigVersion {
  readonly config: DistributionConfig;
  readonly etag: string;
}

/** CloudFront's control plane on the AWS SDK. */
export function createCdn(clients: Clients): Cdn {
  function call(operation: string, subject: Call['subject'], options: CallOptions | undefined): Call {
    return { service: 'cloudfront', operation, subject, signal: options?.signal };
  }

  async function getConfig(id: DistributionId, options: CallOptions | undefined): Promise<ConfigVersion> {
    const getting = call('GetDistributionConfig', { distribution: id }, options);
    return atBorder(getting, async () => {
      const { sdk, client } = await clients.cloudfront();
      const kept = keptAnswer(client.config.streamCollector);
      const command = new sdk.GetDistributionConfigCommand({ Id: id });
      command.middlewareStack.add(kept.keep, NEXT_TO_THE_WIRE);
      const answer = await client.send(command, httpOptions(options));
      const config = expectMember(answer.DistributionConfig, 'DistributionConfig', getting);
      assertNothingLost(expectMember(kept.text(), 'body', getting), config, id);
      return { config, etag: expectMember(answer.ETag, 'ETag', getting) };
    });
  }

  function getDistribution(id: DistributionId, options?: CallOptions): Promise<VersionedDistribution> {
    const getting = call('GetDistribution', { distribution: id }, options);
    return atBorder(getting, async () => {
      const { sdk, client } = await clients.cloudfront();
      const command = new sdk.GetDistributionCommand({ Id: id });
      return readVersion(await client.send(command, httpOptions(options)), getting);
    });
  }

  /** CloudFront always tells the origins; a server that leaves them out is asked about each distribution. */
  async function* summaries(
    page: readonly ListedDistribution[],
    options: CallOptions | undefined,
  ): AsyncGenerator<DistributionSummary, void, undefined> {
    for (const listed of page) {
      const summary = readSummary(listed);
      if (listed.Origins !== undefined) yield summary;
      else yield summaryOf((await getDistribution(summary.id, options)).distribution);
    }
  }

  return {
    listDistributions: (options) =>
      everyItem(
        call('ListDistributions', {}, options),
        async () => {
          const { sdk, client } = await clients.cloudfront();
          return sdk.paginateListDistributions({ client }, {}, httpOptions(options));
        },
        (page) => summaries(page.DistributionList?.Items ?? [], options),
      ),

    getDistribution,

    createDistribution: (request, options) => {
      const { aliases, origin } = request;
      const creating = call('CreateDistribution', { aliases, accessControl: origin.accessControl }, options);
      return atBorder(creating, async () => {
        const { sdk, client } = await clients.cloudfront();
        const command = new sdk.CreateDistributionCommand({ DistributionConfig: newConfig(request) });
        return readVersion(await client.send(command, httpOptions(options)), creating);
      });
    },

    updateDistribution: async (id, ifMatch, change, options) => {
      const current = await getConfig(id, options);
      const updating = call('UpdateDistribution', { distribution: id, aliases: change.aliases }, options);
      // The change was worked out from the version `ifMatch`, so it only means something there.
      if (unquoted(current.etag) !== unquoted(ifMatch)) throw changedMeanwhile(id);
      return atBorder(updating, async () => {
        const { sdk, client } = await clients.cloudfront();
        const command = new sdk.UpdateDistributionCommand({
          Id: id,
          IfMatch: current.etag,
          DistributionConfig: applyChange(current.config, change),
        });
        return readVersion(await client.send(command, httpOptions(options)), updating);
      });
    },

    deleteDistribution: (id, ifMatch, options) =>
      atBorder(call('DeleteDistribution', { distribution: id }, options), async () => {
        const { sdk, client } = await clients.cloudfront();
        await client.send(new sdk.DeleteDistributionCommand({ Id: id, IfMatch: ifMatch }), httpOptions(options));
      }),

    createInvalidation: (id, { paths, callerReference }, options) => {
      const creating = call('CreateInvalidation', { distribution: id }, options);
      return atBorder(creating, async () => {
        const { sdk, client } = await clients.cloudfront();
        const command = new sdk.CreateInvalidationCommand({
          DistributionId: id,
          InvalidationBatch: {
            CallerReference: callerReference,
            Paths: { Quantity: paths.length, Items: [...paths] },
          },
        });
        const answer = await client.send(command, httpOptions(options));
        return readInvalidation(expectMember(answer.Invalidation, 'Invalidation', creating));
      });
    },

    getInvalidation: (id, invalidation, options) => {
      const getting = call('GetInvalidation', { distribution: id, invalidation }, options);
      return atBorder(getting, async () => {
        const { sdk, client } = await clients.cloudfront();
        const command = new sdk.GetInvalidationCommand({ DistributionId: id, Id: invalidation });
        const answer = await client.send(command, httpOptions(options));
        return readInvalidation(expectMember(answer.Invalidation, 'Invalidation', getting));
      });
    },

    listInvalidations: (id, options) =>
      everyItem(
        call('ListInvalidations', { distribution: id }, options),
        async () => {
          const { sdk, client } = await clients.cloudfront();
          return sdk.paginateListInvalidations({ client }, { DistributionId: id }, httpOptions(options));
        },
        (page) => (page.InvalidationList?.Items ?? []).map(readInvalidationSummary),
      ),

    listOriginAccessControls: (options) =>
      everyItem(
        call('ListOriginAccessControls', {}, options),
        async () => {
          const { sdk, client } = await clients.cloudfront();
          return sdk.paginateListOriginAccessControls({ client }, {}, httpOptions(options));
        },
        (page) => (page.OriginAccessControlList?.Items ?? []).map(readAccessControl),
      ),

    createOriginAccessControl: ({ name, description }, options) => {
      const creating = call('CreateOriginAccessControl', { accessControl: name }, options);
      return atBorder(creating, async () => {
        const { sdk, client } = await clients.cloudfront();
        const command = new sdk.CreateOriginAccessControlCommand({
          OriginAccessControlConfig: {
            Name: name,
            Description: description,
            OriginAccessControlOriginType: 's3',
            SigningBehavior: 'always',
            SigningProtocol: 'sigv4',
          },
        });
        const answer = await client.send(command, httpOptions(options));
        const made = expectMember(answer.OriginAccessControl, 'OriginAccessControl', creating);
        return readAccessControl({ Id: made.Id, ...made.OriginAccessControlConfig });
      });
    },

    deleteOriginAccessControl: async (id, options) => {
      try {
        const etag = await atBorder(call('GetOriginAccessControl', { accessControl: id }, options), async () => {
          const { sdk, client } = await clients.cloudfront();
          const answer = await client.send(new sdk.GetOriginAccessControlCommand({ Id: id }), httpOptions(options));
          return answer.ETag;
        });
        await atBorder(call('DeleteOriginAccessControl', { accessControl: id }, options), async () => {
          const { sdk, client } = await clients.cloudfront();
          await client.send(new sdk.DeleteOriginAccessControlCommand({ Id: id, IfMatch: etag }), httpOptions(options));
        });
        return 'deleted';
      } catch (error) {
        if (hasCode(error, 'ORIGIN_ACCESS_CONTROL_NOT_FOUND')) return 'absent';
        if (hasCode(error, 'ORIGIN_ACCESS_CONTROL_IN_USE')) return 'in-use';
        throw error;
      }
    },
  };
}

function changedMeanwhile(id: DistributionId): S3FrontError {
  return new S3FrontError({
    code: 'PRECONDITION_FAILED',
    kind: 'precondition',
    message: `cf://${id} was changed by somebody else in the meantime.`,
    hint: 'Run the command again: it reads the current configuration first.',
  });
}
