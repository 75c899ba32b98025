using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>
/// MBIM_MS_DEVICE_SLOT_MAPPING_INFO: the slot of each executor, in the order of their indices (Microsoft, "MB Multi-SIM operations"). Answers carry the mapping that
/// there is, whatever their status.
/// </summary>
[InformationBuffer(MsBasicConnectExtensionsCid.DeviceSlotMappings, BufferKind.Set | BufferKind.Response, EmptyQuery = true)]
public sealed partial record DeviceSlotMappings
{
    /// <summary>As many as there are executors.</summary>
    [CountOf(nameof(SlotMap))]
    public partial uint MapCount { get; }

    public MbimArray<SlotMapping> SlotMap { get; init; }
}

/// <summary>MBIM_MS_SLOT: the slot of an executor.</summary>
[MbimStructure]
public readonly partial record struct SlotMapping
{
    /// <summary>The slot, from 0.</summary>
    public uint Slot { get; init; }
}
