using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Testing;

/// <summary>What a modem is like at one moment.</summary>
public sealed record ModemStateSnapshot
{
    /// <summary>Whether the modem is plugged in.</summary>
    public required bool IsPluggedIn { get; init; }

    /// <summary>Whether a host has opened the function.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>The SIM.</summary>
    public required SubscriberReadyInfo SubscriberReady { get; init; }

    /// <summary>The PIN that is wanted, and its attempts.</summary>
    public required PinInfo Pin { get; init; }

    /// <summary>The radio's switches.</summary>
    public required RadioStateInfo RadioState { get; init; }

    /// <summary>The registration in the network.</summary>
    public required RegistrationStateInfo Registration { get; init; }

    /// <summary>The packet service.</summary>
    public required PacketServiceInfo PacketService { get; init; }

    /// <summary>The signal.</summary>
    public required SignalStateInfo Signal { get; init; }

    /// <summary>What conditions of scenarios can name of the state of its modules, by its name; modules beside the built-in ones are among them.</summary>
    public required IReadOnlyDictionary<string, string> Modules { get; init; }

    /// <summary>The contexts that are activated or on the way there.</summary>
    public required IReadOnlyList<ConnectInfo> Contexts { get; init; }
}
