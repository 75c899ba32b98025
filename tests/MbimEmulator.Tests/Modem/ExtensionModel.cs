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
    public const string Home = "00101";

    public static readonly IReadOnlyList<string> CellNames = ["town", "field", "old"];

    private static readonly string[] IccIds = ["89882110000000000012", "89882110000000000020", "89882110000000000038", ""];

    // The network codes in the IMSIs; of each SIM 00101 is a home provider, by EF_EHPLMN if not by the IMSI.
    private static readonly uint[] NetworkCodes = [1, 2, 1, 0];

    private readonly string[] _cards = ["sim", "sim", "esim", "absent"];
    private string? _attach;
    private string _lastRead = IccIds[0];

    public MbimExVersion Version { get; private set; }

    public int Mapped { get; private set; }

    public bool IsRadioOn { get; set; } = true;

    public bool HasCoverage { get; set; } = true;

    public (SarBackoffState State, uint Index)? Sar { get; set; }

    public MicoMode? MicoMode { get; set; }

    public IReadOnlyList<NetworkDenylistProvider> Denied { get; set; } = [];

    /// <summary>The access string of the context for MMS; null for none.</summary>
    public string? Mms { get; set; }

    /// <summary>The cell of the home provider where the modem is.</summary>
    public string Cell { get; set; } = "town";

    /// <summary>The areas to which the cells belong.</summary>
    public Dictionary<string, uint> Areas { get; } = new() { ["town"] = 1, ["field"] = 2, ["old"] = 17 };

    /// <summary>Whether a notification has woken the host from its last sleep.</summary>
    public bool IsWoken { get; set; }

    public bool IsNewest => Version == MbimExVersion.V3;

    public bool IsInLte => Cell != "old";

    public (uint Lac, uint Tac, uint Cell) Location => Cell switch
    {
        "town" => (uint.MaxValue, Areas[Cell], 257),
        "field" => (uint.MaxValue, Areas[Cell], 300),
        _ => (Areas[Cell], uint.MaxValue, 65537),
    };

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
        Ready == SubscriberReadyState.Initialized && IsRadioOn && HasCoverage
        && !Denied.Any(denied => denied.NetworkDenylistType == NetworkDenylistType.Sim && denied.Mnc == NetworkCodes[Mapped]);

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
        IsWoken = false;
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

    // What was set for one SIM does not hold for another.
    private void Read()
    {
        if (IccId.Length > 0 && IccId != _lastRead)
        {
            _lastRead = IccId;
            _attach = null;
            MicoMode = null;
            Mms = null;
        }
    }
}
