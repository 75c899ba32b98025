using System.Collections.Frozen;
using MbimEmulator.Function;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.DeviceServices;
using MbimEmulator.Modem.Slots;
using MbimEmulator.Network;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Modem;

/// <summary>What a simulated modem is made of, and what is around it.</summary>
public sealed record SimulatedModemOptions
{
    /// <summary>What it is.</summary>
    public required ModemProfile Profile { get; init; }

    /// <summary>Time.</summary>
    public required ModemClock Clock { get; init; }

    /// <summary>Chance.</summary>
    public required RandomStream Random { get; init; }

    /// <summary>Where its notifications go.</summary>
    public required INotificationSink Notifications { get; init; }

    /// <summary>Where the datagrams of its device services go.</summary>
    public required IDssSink Streams { get; init; }

    /// <summary>Where the network's packets to the host go.</summary>
    public required IPacketSink Packets { get; init; }

    /// <summary>What is behind it.</summary>
    public required IModemNetwork Network { get; init; }

    /// <summary>Logs bugs in behaviours and in the network.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Behaviours of device services beside the built-in ones.</summary>
    public IReadOnlyDictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>> Behaviours { get; init; } =
        FrozenDictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>>.Empty;

    /// <summary>What an earlier one of the same profile has kept; null for a new one.</summary>
    public ModemSnapshot? Snapshot { get; init; }

    /// <summary>Has what passes between the function and its host heard while the host sleeps; nobody hears it with null.</summary>
    internal Action<IHostWatch?> WatchHost { get; init; } = static _ => { };

    /// <summary>The way of the modem's traffic, which its card's takes too; by default nobody stands on it.</summary>
    internal TrafficPipeline Pipeline { get; init; } = new();

    /// <summary>Which executor of its device it is; by default the only one.</summary>
    internal ExecutorSeat Seat { get; init; } = ExecutorSeat.Only();
}
