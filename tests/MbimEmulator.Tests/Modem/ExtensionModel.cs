using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsSarService;

namespace MbimEmulator.Tests.Modem;

/// <summary>A modem with four slots at rest, as docs/slots.md, docs/services.md and Microsoft's pages have it.</summary>
internal sealed class ExtensionModel
{
    public const int Slots = 4;

    private static readonly string[] IccIds = ["89882110000000000012", "89882110000000000020", "89882110000000000038", ""];
    private static readonly string[] Homes = ["00101", "00102", "00101", ""];

    private readonly string[] _cards = ["sim", "sim", "esim", "absent"];
    private readonly HashSet<string> _deniedSims = [];
    private readonly HashSet<string> _deniedNetworks = [];
    private string? _attach;
    private string _lastRead = IccIds[0];

    public MbimExVersion Version { get; private set; }

    public int Mapped { get; private set; }

    public bool IsRadioOn { get; set; } = true;

    public bool HasCoverage { get; set; } = true;

    public (SarBackoffState State, uint Index)? Sar { get; set; }

    public MicoMode? MicoMode { get; set; }

    public int DeniedCount => _deniedSims.Count + _deniedNetworks.Count;

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

    public bool IsRegistered =>
        Ready == SubscriberReadyState.Initialized && IsRadioOn && HasCoverage && !_deniedSims.Contains(Homes[Mapped]);

    public IEnumerable<string> AttachAccessStrings =>
        _attach is { } set ? [$"{set}.0", $"{set}.1", $"{set}.2"] : ["lte.home", "", ""];

    /// <summary>What the slot says of its card, whether the modem uses it or not.</summary>
    public UiccSlotState SlotState(int slot) => _cards[slot] switch
    {
        "absent" => UiccSlotState.Empty,
        "bad" => UiccSlotState.Error,
        "empty" => UiccSlotState.ActiveEsimNoProfiles,
        "esim" => UiccSlotState.ActiveEsim,
        _ => UiccSlotState.Active,
    };

    public void Opened(MbimExVersion version) => Version = version;

    /// <summary>The modem has lost power: what hosts set of SAR and of registrations is gone; the switch of the radio and the lists stay.</summary>
    public void Restarted()
    {
        Sar = null;
        MicoMode = null;
    }

    public MbimStatus Switch(int slot)
    {
        if (slot >= Slots)
        {
            return MbimStatus.InvalidParameters;
        }

        Mapped = slot;
        Read();
        return MbimStatus.Success;
    }

    public bool NeverHadCard(int slot) => IccIds[slot].Length == 0;

    public bool Refuses(int slot, string change) => change switch
    {
        "eject-sim" or "break-sim" or "empty-esim" => _cards[slot] == "absent",
        _ => _cards[slot] != "absent",
    };

    public void Changed(int slot, string change)
    {
        _cards[slot] = change switch
        {
            "eject-sim" => "absent",
            "break-sim" => "bad",
            "empty-esim" => "empty",
            _ => slot == 2 ? "esim" : "sim",
        };
        Read();
    }

    /// <summary>The host sets three contexts of this name; null for another number of them.</summary>
    public MbimStatus SetAttach(string? name)
    {
        if (SimStatus == MbimStatus.Success && name is not null)
        {
            _attach = name;
        }

        return SimStatus == MbimStatus.Success && name is null ? MbimStatus.InvalidParameters : SimStatus;
    }

    public MbimStatus RestoreAttach()
    {
        if (SimStatus == MbimStatus.Success)
        {
            _attach = null;
        }

        return SimStatus;
    }

    public void Deny(NetworkDenylistType type, IEnumerable<string> providers)
    {
        _deniedSims.Clear();
        _deniedNetworks.Clear();
        (type == NetworkDenylistType.Sim ? _deniedSims : _deniedNetworks).UnionWith(providers);
    }

    // What was set for one SIM does not hold for another.
    private void Read()
    {
        if (IccId.Length > 0 && IccId != _lastRead)
        {
            _lastRead = IccId;
            _attach = null;
            MicoMode = null;
        }
    }
}
