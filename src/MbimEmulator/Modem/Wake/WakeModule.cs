using MbimEmulator.Function;
using MbimEmulator.Modem.Contexts;
using MbimEmulator.Modem.Core;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Wake;

/// <summary>
/// WAKE_REASON of MS Basic Connect Extensions. The first message that leaves for a host that sleeps wakes it, and so does the first packet that passes
/// the packet filters of its session; packets that do not are dropped meanwhile. What a host sends shows that it is awake.
/// </summary>
internal sealed class WakeModule(ContextsModule contexts, Action<IHostWatch?> watch) : ModemModule, IHostWatch
{
    /// <summary>The filter id of a packet of a session that has no filters.</summary>
    public const uint NoFilter = uint.MaxValue;

    // As many as the largest filter has.
    private const int MaxSavedPacket = 192;
    private const int MaxSavedPayload = 1024;

    private WakeReasonInfo? _reason;
    private bool _isAsleep;

    public static ModuleDescription Description { get; } = new("wake")
    {
        Changes =
        [
            ModuleChange.Of<WakeModule>("host-sleeps", "the host sleeps, until something of the modem wakes it or it wakes by itself", wake => wake.Sleep(), "the host sleeps"),
            ModuleChange.Of<WakeModule>("host-wakes", "the host wakes by itself", wake => wake.HostSpoke(), "the host is awake"),
        ],
        States =
        [
            ModuleState.Of<WakeModule, HostPower>("hostPower", wake => wake._isAsleep ? HostPower.Asleep : HostPower.Awake),
            ModuleState.Of<WakeModule, LastWake>("lastWake", wake => wake._reason is { } reason ? (LastWake)(reason.WakeType + 1) : LastWake.None),
        ],
    };

    public static void Register(ModuleHandlers<WakeModule> handlers) => handlers.Query(MsBasicConnectExtensions.WakeReason, static (wake, transaction, _) =>
    {
        if (wake._reason is { } reason)
        {
            transaction.Complete(reason);
        }
        else
        {
            transaction.Fail(MbimStatus.Failure);
        }
    });

    public override void TellState(StateQuery query)
    {
        if (_reason is { } reason)
        {
            query.Tell(MsBasicConnectExtensions.WakeReason, reason);
        }
    }

    // A modem that has lost power has left the bus, which its host has seen.
    public override void Restart(ModemReset reset)
    {
        if (reset == ModemReset.Power)
        {
            Wake(null);
        }
    }

    public void HostSpoke()
    {
        if (_isAsleep)
        {
            Wake(null);
        }
    }

    public void MessageLeft(in MbimMessage message)
    {
        if (message.Type is MbimMessageType.CommandDone or MbimMessageType.IndicateStatus)
        {
            var payload = message.InformationBuffer;
            Wake(new WakeReasonInfo
            {
                WakeType = message.Type == MbimMessageType.CommandDone ? WakeType.CidResponse : WakeType.CidIndication,
                WakeTlv = [new WakeCommand(message.DeviceServiceId, message.Cid, First(payload, MaxSavedPayload)).ToTlv()],
            });
        }
    }

    public bool Wants(byte sessionId, ReadOnlySpan<byte> packet)
    {
        if (FindFilter(sessionId, packet) is not null)
        {
            return true;
        }

        contexts.Statistics.CountDiscarded();
        return false;
    }

    public void PacketLeft(byte sessionId, ReadOnlySpan<byte> packet) => Wake(new WakeReasonInfo
    {
        WakeType = WakeType.Packet,
        SessionId = sessionId,
        WakeTlv = [new WakePacket(FindFilter(sessionId, packet) ?? NoFilter, (uint)packet.Length, First(packet, MaxSavedPacket)).ToTlv()],
    });

    private static MbimArray<byte> First(ReadOnlySpan<byte> bytes, int count) => MbimArray.Create(bytes[..Math.Min(bytes.Length, count)]);

    private static bool Passes(in PacketFilter filter, ReadOnlySpan<byte> packet)
    {
        var pattern = filter.Filter.AsSpan();
        var mask = filter.Mask.AsSpan();
        if (packet.Length < pattern.Length)
        {
            return false;
        }

        for (var index = 0; index < pattern.Length; index++)
        {
            if (((packet[index] ^ pattern[index]) & mask[index]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private void Sleep()
    {
        _reason = null;
        _isAsleep = true;
        watch(this);
    }

    private void Wake(WakeReasonInfo? reason)
    {
        _reason = reason;
        _isAsleep = false;
        watch(null);
    }

    // The first filter that a packet passes; null for none.
    private uint? FindFilter(byte sessionId, ReadOnlySpan<byte> packet)
    {
        var filters = contexts.Contexts.FindActive(sessionId)?.Filters ?? [];
        foreach (ref readonly var filter in filters.AsSpan())
        {
            if (Passes(filter, packet))
            {
                return filter.FilterId;
            }
        }

        return filters.Count == 0 ? NoFilter : null;
    }
}
