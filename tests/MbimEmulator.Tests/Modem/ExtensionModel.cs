using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsSarService;

namespace MbimEmulator.Tests.Modem;

/// <summary>A modem with four slots at rest, as docs/slots.md, docs/services.md and Microsoft's pages have it.</summary>
internal sealed partial class ExtensionModel
{
    public const int Slots = 4;
    public const string Home = "00101";

    private static readonly string[] IccIds = ["89882110000000000012", "89882110000000000020", "89882110000000000038", ""];

    private readonly string[] _cards = ["sim", "sim", "esim", "absent"];
    private (string Name, ContextIpType Type)? _attach;
    private string _lastRead = IccIds[0];

    public ExtensionModel() => Settle();

    /// <summary>The time that has passed on the modem's clock.</summary>
    public Func<TimeSpan> Now { get; init; } = static () => TimeSpan.Zero;

    public MbimExVersion Version { get; private set; }

    public int Mapped { get; private set; }

    public (SarControlMode Mode, SarBackoffState State, uint Index)? Sar { get; set; }

    public ModelTransmission Transmission { get; private set; } = new();

    public MicoMode? MicoMode { get; set; }

    /// <summary>The provisioned context for MMS; null for none.</summary>
    public ModelContext? Mms { get; set; }

    /// <summary>Whether a notification has woken the host from its last sleep.</summary>
    public bool IsWoken { get; set; }

    public bool IsNewest => Version == MbimExVersion.V3;

    public SubscriberReadyState Ready => _cards[Mapped] switch
    {
        "absent" => SubscriberReadyState.SimNotInserted,
        "bad" => SubscriberReadyState.BadSim,
        "empty" => SubscriberReadyState.NoEsimProfile,
        _ => SubscriberReadyState.Initialized,
    };

    public string IccId => Ready == SubscriberReadyState.Initialized ? IccIds[Mapped] : "";

    public MbimStatus SimStatus => Ready switch
    {
        SubscriberReadyState.SimNotInserted or SubscriberReadyState.NoEsimProfile => MbimStatus.SimNotInserted,
        SubscriberReadyState.BadSim => MbimStatus.BadSim,
        _ => MbimStatus.Success,
    };

    /// <summary>Those for home, partners and other networks.</summary>
    public IEnumerable<(string Name, ContextIpType Type)> AttachContexts => _attach is { } set
        ? [($"{set.Name}.0", set.Type), ($"{set.Name}.1", set.Type), ($"{set.Name}.2", set.Type)]
        : [("lte.home", ContextIpType.IPv4v6), ("", ContextIpType.Default), ("", ContextIpType.Default)];

    private (string Name, ContextIpType Type) AttachContext => AttachContexts.ElementAt(Registration switch
    {
        RegisterState.Partner => 1,
        RegisterState.Roaming => 2,
        _ => 0,
    });

    /// <summary>What the slot says of its card, whether the modem uses it or not.</summary>
    public UiccSlotState SlotState(int slot) => _cards[slot] switch
    {
        "absent" => UiccSlotState.Empty,
        "bad" => UiccSlotState.Error,
        "empty" => UiccSlotState.ActiveEsimNoProfiles,
        "esim" => UiccSlotState.ActiveEsim,
        _ => UiccSlotState.Active,
    };

    /// <summary>Another host opens the function; the contexts of the one before are gone, and the bearer stays.</summary>
    public void Opened(MbimExVersion version)
    {
        Version = version;
        Sessions.Clear();
        HostIsBack();
    }

    /// <summary>The modem has lost power, and its host has not been woken since.</summary>
    public void Restarted()
    {
        Recovered();
        IsWoken = false;
    }

    /// <summary>The modem has started again: all contexts have ended, and what hosts set of SAR, RFIM and registrations is gone, as is the time; the switch of the radio and the lists stay.</summary>
    public void Recovered()
    {
        (Sar, Transmission) = (null, new ModelTransmission());
        MicoMode = null;
        Leave();
        Sessions.Clear();
        (Nitz, IsTimeKnown, IsRfimActive) = (default, false, false);
        HostIsBack();
    }

    public MbimStatus Switch(int slot)
    {
        if (slot >= Slots)
        {
            return MbimStatus.InvalidParameters;
        }

        if (slot != Mapped)
        {
            Mapped = slot;
            Read();
        }

        return MbimStatus.Success;
    }

    public static bool NeverHadCard(int slot) => IccIds[slot].Length == 0;

    public void Changed(int slot, string change)
    {
        _cards[slot] = change switch
        {
            "eject-sim" => "absent",
            "break-sim" => "bad",
            "empty-esim" => "empty",
            _ => slot == 2 ? "esim" : "sim",
        };
        if (slot == Mapped)
        {
            Read();
        }
    }

    /// <summary>The host sets three contexts of this name; null for another number of them. An attached modem attaches again.</summary>
    public MbimStatus SetAttach(string? name, ContextIpType type)
    {
        if (SimStatus != MbimStatus.Success || name is null)
        {
            return SimStatus != MbimStatus.Success ? SimStatus : MbimStatus.InvalidParameters;
        }

        _attach = (name, type);
        AttachAgain();
        return MbimStatus.Success;
    }

    /// <summary>The factory's contexts again; the modem attaches again if the one for the present network is another then.</summary>
    public MbimStatus RestoreAttach()
    {
        if (SimStatus == MbimStatus.Success)
        {
            var before = AttachContext;
            _attach = null;
            if (AttachContext != before)
            {
                AttachAgain();
            }
        }

        return SimStatus;
    }

    // The modem reads the card in its slot. What was set for one SIM does not hold for another.
    private void Read()
    {
        Leave();
        if (IccId.Length > 0 && IccId != _lastRead)
        {
            _lastRead = IccId;
            _attach = null;
            MicoMode = null;
            Mms = null;
        }

        Settle();
    }
}
