using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MulticarrierService;

/// <summary>The device service whose CIDs the host asks for.</summary>
[InformationBuffer(MulticarrierCid.CurrentCidList, BufferKind.Query)]
public readonly partial record struct CurrentCidListQuery
{
    public Guid DeviceServiceId { get; init; }
}

/// <summary>MBIM_MULTICARRIERMODE_CURRENT_CID_LIST.</summary>
[InformationBuffer(MulticarrierCid.CurrentCidList, BufferKind.Response)]
public sealed partial record CurrentCidList
{
    [CountOf(nameof(Cids))]
    public partial uint CidCount { get; }

    public MbimArray<uint> Cids { get; init; }
}
