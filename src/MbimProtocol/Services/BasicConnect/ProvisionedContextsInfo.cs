using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_PROVISIONED_CONTEXTS_INFO.</summary>
[InformationBuffer(BasicConnectCid.ProvisionedContexts, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public sealed partial record ProvisionedContextsInfo
{
    [CountOf(nameof(ProvisionedContexts))]
    public partial uint ProvisionedContextsCount { get; }

    public MbimArray<ProvisionedContext> ProvisionedContexts { get; init; }
}
