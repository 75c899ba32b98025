using System.Collections.Frozen;
using MbimEmulator.Journal;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.DeviceServices;
using MbimEmulator.Network;
using MbimEmulator.Profiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator;

/// <summary>How a modem group is made.</summary>
/// <example>
/// <code>
/// var options = new ModemGroupOptions
/// {
///     Profile = ModemProfile.Load("sim-pin"),
///     Scenario = ScenarioLibrary.Load("wrong-apn"),
///     Seed = 42,
///     TimeProvider = new VirtualClock(),
/// };
/// await using var modem = new ModemGroup(options);
/// </code>
/// </example>
public sealed record ModemGroupOptions
{
    /// <summary>The modem's name, unique in the process's run.</summary>
    public string Name { get; init; } = "modem0";

    /// <summary>What the modem is.</summary>
    public ModemProfile Profile { get; init; } = new();

    /// <summary>
    /// The Mobile Broadband service that has the modem as a network interface; by default one of its own. It is for whoever made it to dispose,
    /// behind the modem.
    /// </summary>
    public MobileBroadbandService? Service { get; init; }

    /// <summary>Time; the same as the service's, if one is given. On a <see cref="VirtualClock"/> each event is handled in the thread that causes it.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Chance.</summary>
    public ulong Seed { get; init; }

    /// <summary>How long a newcomer waits for the host's place while another connection holds it.</summary>
    public TimeSpan HandoverGrace { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Behaviours of device services beside the built-in ones, by the name that a profile gives (<c>behaviour: my-own</c>). Called once for each
    /// such service while the modem is made. One with the name of a built-in behaviour is used instead of it.
    /// </summary>
    public IReadOnlyDictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>> Behaviours { get; init; } =
        FrozenDictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>>.Empty;

    /// <summary>Makes what is behind the modem; null for the network that the modem plays itself.</summary>
    public Func<NetworkContext, IModemNetwork>? Network { get; init; }

    /// <summary>What goes wrong, from the first event on; null for nothing. Its profile, seed and clock are for whoever makes the modem to apply.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>Keeps what crosses; null for nothing. Its clock has to be the modem's.</summary>
    public MessageJournal? Journal { get; init; }

    /// <summary>What the modem has kept from an earlier run; null for a new one.</summary>
    public ModemSnapshot? Snapshot { get; init; }

    /// <summary>Logs; the category is the modem's name.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
