using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_MS_SYS_CAPS_INFO: the modem as a whole (Microsoft, "MB Multi-SIM operations").</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.SysCaps, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct SysCapsInfo
{
    /// <summary>Cellular stacks, each of which is an MBIM function of the device.</summary>
    public uint NumberOfExecutors { get; init; }

    /// <summary>SIM slots; at least as many as executors.</summary>
    public uint NumberOfSlots { get; init; }

    /// <summary>Executors that may be active at once, 1 to all.</summary>
    public uint Concurrency { get; init; }

    /// <summary>Tells modems apart; the same whatever SIM they have and however often they start.</summary>
    public ulong ModemId { get; init; }
}
